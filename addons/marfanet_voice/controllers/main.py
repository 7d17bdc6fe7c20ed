import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path

from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

# What a form may weigh beyond its file, so that a file just over the limit still gets
# the clear answer of the model instead of a bare 413.
FORM_OVERHEAD = 1024 * 1024


def _max_content_length(_controller):
    return request.env["marfanet.voice.note"]._max_bytes() + FORM_OVERHEAD


class VoiceNoteController(http.Controller):
    @http.route(
        "/marfanet/voice/notes",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=_max_content_length,
    )
    def receive(
        self,
        audio=None,
        representative=None,
        purpose="support",
        client_uuid=None,
        recorded_at=None,
        **_form,
    ):
        """Take a recording about a representative.

        :param audio: the file
        :param representative: id of the partner it is about
        :param purpose: one of the interaction's purposes
        :param client_uuid: UUID made by the device; sending it again is harmless
        :param recorded_at: ISO 8601 with zone; when it was recorded, if not just now
        :return: 201 with ``{id, client_uuid, sha256, state, interaction_id}``, or 400
            with ``{error}``, a sentence for the person
        """
        try:
            note = self._receive(
                audio, representative, purpose, client_uuid, recorded_at
            )
        except UserError as error:
            # Nothing of a refused note may stay behind.
            request.env.cr.rollback()
            return request.make_json_response({"error": str(error)}, status=400)
        return request.make_json_response(note._upload_receipt(), status=201)

    def _receive(self, audio, representative, purpose, client_uuid, recorded_at):
        env = request.env
        if not getattr(audio, "filename", None):
            raise ValidationError(env._("The recording is missing. Choose a file."))
        with tempfile.TemporaryDirectory(prefix="marfanet-upload-") as folder:
            path = Path(folder, "recording")
            with path.open("wb") as file:
                audio.save(file)
            return env["marfanet.voice.note"]._receive(
                path,
                _uuid(client_uuid),
                _representative(representative),
                purpose,
                date=_recorded_at(recorded_at),
                filename=audio.filename,
            )


def _uuid(text):
    try:
        return str(uuid.UUID(text or ""))
    except ValueError:
        raise ValidationError(
            request.env._("The note's number is missing or is no UUID.")
        ) from None


def _representative(text):
    partners = request.env["res.partner"]
    partner = partners.browse(int(text)) if (text or "").isdigit() else partners
    if not partner.exists():
        raise ValidationError(
            request.env._("There is no such representative. Choose one from the list.")
        )
    return partner


def _recorded_at(text):
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if not moment or not moment.tzinfo:
        raise ValidationError(
            request.env._("The time of the recording must be ISO 8601 with its zone.")
        )
    moment = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    # A device whose clock is ahead cannot have recorded the future.
    return min(moment, datetime.now(UTC).replace(tzinfo=None, microsecond=0))

import tempfile
from pathlib import Path

from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from .forms import read_moment, read_representative, read_uuid

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
        # Beside the file store, which takes it over without copying it.
        uploads = env["ir.attachment"]._marfanet_folder()
        uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=uploads) as folder:
            path = Path(folder, "recording")
            with path.open("wb") as file:
                audio.save(file)
            return env["marfanet.voice.note"]._receive(
                path,
                read_uuid(client_uuid),
                read_representative(representative),
                purpose,
                date=read_moment(recorded_at),
                filename=audio.filename,
            )

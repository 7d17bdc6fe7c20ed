import hashlib
import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..exceptions import Empty, RecordingRefused, TooLong
from ..tools import audio
from .res_config_settings import MAX_MEGABYTES, MAX_MINUTES

# ISO 639: «fa», «ckb»; «auto» leaves it to the speech service.
LANGUAGE = re.compile(r"[a-z]{2,3}|auto")


class MarfanetVoiceNote(models.Model):
    """Taking a recording in.

    Which interaction a note belongs to:

    1. ``interaction``, where the person recorded on one that is saved.
    2. Else the one that claimed the note: a log form knows the UUIDs of what is
       recorded on it, and sends them as ``voice_note_uuids`` when it is saved. That
       may be before the recording arrives (``marfanet.voice.claim`` remembers it) or
       after; then the note moves over (``_move_to``).
    3. Else, where a ``task`` was spoken about that an interaction has settled, that
       interaction.
    4. Else a new one, so that no recording ever stands alone: ``made_for_note``. When
       a log form claims the note later, it goes, unless somebody has worked on it.
    """

    _inherit = "marfanet.voice.note"

    @api.model
    def _receive(
        self,
        path,
        client_uuid,
        partner,
        purpose,
        date=None,
        filename="",
        interaction=None,
        task=None,
        language="",
    ):
        """Store a recording with its interaction and start its work.

        A recording that was received before is not stored again.

        :param path: the file; it becomes the note's, and is not to be written to
            any longer. The caller removes this name of it after the transaction.
        :param client_uuid: the device's own id for the note
        :param partner: the representative it is about
        :param purpose: one of the interaction's purposes
        :param date: when it was recorded, naive UTC; now, if not told
        :param filename: what the person's file was called
        :param interaction: the saved interaction it was recorded on, if any
        :param task: the task it was recorded about, if any
        :param language: ISO 639 code of what is spoken, «auto», or "" for the setting
        :return: the voice note
        :raise UserError: a file that is no recording, or not allowed
        :raise AccessError: an interaction that the person may not write, or a task
            that they may not read
        """
        self.check_access("create")
        partner._check_is_representative()
        self._check_purpose(purpose)
        language = self._check_language(language)
        sha256 = _sha256(path)
        known = self._find_received(client_uuid, sha256)
        if known:
            return known
        recorded = self._inspect(path)
        values = {"partner_id": partner.id, "purpose": purpose}
        values["date"] = date or fields.Datetime.now()
        interaction = self._find_interaction(
            client_uuid, partner, values, interaction, task
        )
        # sudo: only this makes notes, of what was checked above.
        note = self.sudo().create(
            {
                "client_uuid": client_uuid,
                "interaction_id": interaction.id,
                "task_id": task.id if task else False,
                "language": language,
                "date": values["date"],
                "seconds": recorded.seconds,
                "sha256": sha256,
                **self._prepare_known_values(recorded),
            }
        )
        note = note.sudo(False)
        recording = self.env["ir.attachment"]._marfanet_adopt(
            path,
            {
                "name": filename or f"{client_uuid}.{recorded.demuxer}",
                "res_model": self._name,
                "res_id": note.id,
                "mimetype": recorded.mimetype,
            },
        )
        # sudo: the file is the note's from now on, which its agent does not write.
        note.sudo().attachment_id = recording
        # What needs no plan any more is at once on its way to be heard.
        note._set_state("transcribing" if len(note.pieces or ()) == 1 else "received")
        note._enqueue("_transcribe")
        return note

    @api.model
    def _check_purpose(self, purpose):
        purposes = self.env["marfanet.interaction"]._fields["purpose"]
        if purpose not in purposes.get_values(self.env):
            raise ValidationError(
                self.env._("“%s” is no purpose of an interaction.", purpose)
            )

    @api.model
    def _check_language(self, language):
        # sudo: agents may not read parameters; this one is theirs to speak in.
        parameters = self.env["ir.config_parameter"].sudo()
        language = language or parameters.get_param("marfanet_voice.language") or "fa"
        if not LANGUAGE.fullmatch(language):
            raise ValidationError(
                self.env._("“%s” is no language code such as fa or en.", language)
            )
        return language

    def _find_interaction(self, client_uuid, partner, values, interaction, task):
        """Return the interaction of a new note.

        :param values: of the interaction to make, if there is none
        """
        for record in (interaction, task):
            if record and record.partner_id != partner:
                raise ValidationError(
                    self.env._(
                        "The recording is about %(partner)s, but was made on a record"
                        " of %(other)s.",
                        partner=partner.display_name,
                        other=record.partner_id.display_name,
                    )
                )
        # What the person chose in the log form, when they saved it, counts for more
        # than what the device knew when it started to record.
        found = interaction or self.env["marfanet.voice.claim"]._claimant(client_uuid)
        if not found and task:
            found = task.result_interaction_ids._filtered_access("write")[:1]
        if found:
            found.check_access("write")
            return found
        if task:
            values = {**values, "previous_id": task.interaction_id.id}
        made = self.env["marfanet.interaction"].create(values)
        # sudo: the mark is kept by code.
        made.sudo().made_for_note = True
        return made

    def _find_received(self, client_uuid, sha256):
        mine = [("client_uuid", "=", client_uuid)]
        known = self.search(mine, limit=1)
        # sudo: only whether a colleague's note has taken the number.
        taken = not known and self.sudo().search_count(mine, limit=1)
        if taken or (known and known.sha256 != sha256):
            raise UserError(
                self.env._(
                    "Another recording was already stored under this note's number."
                    " Nothing was changed; record or choose the file again."
                )
            )
        return known

    def _upload_receipt(self):
        """What a device must know before it lets go of its own copy."""
        self.ensure_one()
        return {
            "id": self.id,
            "client_uuid": self.client_uuid,
            "sha256": self.sha256,
            "state": self.state,
            "interaction_id": self.interaction_id.id,
            "partner_id": self.partner_id.id,
        }

    @api.model
    def _max_bytes(self):
        """The largest recording that is taken, in bytes."""
        megabytes = self._limit("marfanet_voice.max_megabytes", 100, MAX_MEGABYTES)
        return megabytes * 1024 * 1024

    @api.model
    def _max_seconds(self):
        """The longest recording that is taken."""
        return self._limit("marfanet_voice.max_minutes", 60, MAX_MINUTES) * 60

    @api.model
    def _limit(self, parameter, default, most):
        """Return what a parameter says.

        :param default: for a parameter that makes no sense: no number from 1 on, or
            more than ``most``. Parameters can be written past the settings.
        """
        # sudo: agents may not read parameters; this one is theirs to be held to.
        value = self.env["ir.config_parameter"].sudo().get_param(parameter) or ""
        number = int(value) if value.isdecimal() and len(value) < 10 else 0
        return number if 1 <= number <= most else default

    def _inspect(self, path):
        megabytes = self._max_bytes() // 1024 // 1024
        seconds = self._max_seconds()
        if path.stat().st_size > self._max_bytes():
            raise UserError(
                self.env._(
                    "The file is larger than %(megabytes)s MB, so it was not stored."
                    " Send a shorter recording.",
                    megabytes=megabytes,
                )
            )
        try:
            return audio.inspect(path, max_seconds=seconds)
        except Empty:
            raise UserError(
                self.env._(
                    "The recording is empty: there is no sound in it. Nothing was"
                    " stored; record it again."
                )
            ) from None
        except TooLong:
            raise UserError(
                self.env._(
                    "The recording is longer than %(minutes)s minutes, so it was not"
                    " stored. Send it in parts.",
                    minutes=seconds // 60,
                )
            ) from None
        except RecordingRefused:
            raise UserError(
                self.env._(
                    "The file is no recording that can be played, so it was not"
                    " stored. Choose an mp3, wav, ogg, opus, m4a, webm, amr or flac"
                    " file."
                )
            ) from None


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

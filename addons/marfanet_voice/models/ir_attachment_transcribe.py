import uuid
from pathlib import Path

from odoo import fields, models
from odoo.exceptions import UserError

#: For the UUIDs of notes made of files in a chatter.
CHATTER = uuid.UUID("b3e26c1c-59c1-4f0d-8a11-25f1f3f1c2d7")


class IrAttachment(models.Model):
    """Voice files in the chatter of representatives, interactions and tasks."""

    _inherit = "ir.attachment"

    def action_marfanet_transcribe(self):
        """Have voice files transcribed and summarised, each once.

        :return: the voice note, or the notes
        :raise UserError: a file that is no recording, or not about a representative
        """
        return self._marfanet_voice_notes()._marfanet_open()

    def _marfanet_voice_notes(self):
        """Return the notes of voice files, made and started where there are none."""
        notes = self.env["marfanet.voice.note"]
        for attachment in self:
            notes += attachment._marfanet_voice_note()
        return notes

    def _try_marfanet_voice_notes(self):
        """Make and start the notes of those voice files of which it can be done.

        :return: by file, why it could not be done
        :rtype: dict[ir.attachment, str]
        """
        refused = {}
        for attachment in self:
            try:
                with self.env.cr.savepoint():
                    attachment._marfanet_voice_note()
            except UserError as error:
                refused[attachment] = str(error)
        return refused

    def _marfanet_voice_note(self):
        self.check_access("read")
        notes = self.env["marfanet.voice.note"]
        if self.res_model == notes._name and self.res_id:
            note = notes.browse(self.res_id)
            note.action_marfanet_transcribe()
            return note
        if not self._is_marfanet_recording():
            raise UserError(
                self.env._(
                    "“%s” is no recording: there is nothing to transcribe.", self.name
                )
            )
        known = self._marfanet_known_note()
        if known:
            if known.has_access("write"):
                known.action_marfanet_transcribe()
            return known
        about = self._marfanet_about()
        return notes._receive(
            Path(self._full_path(self.store_fname)),
            self._marfanet_note_uuid(),
            date=self.create_date or fields.Datetime.now(),
            filename=self.name,
            **about,
        )

    def _marfanet_known_note(self):
        """Return the note that was made of the file before, whoever had it made.

        :raise UserError: a colleague had, and it is not for the current user to read
        """
        known_sudo = self._find_note_sudo()
        if self._is_heard_by_colleague():
            raise UserError(
                self.env._(
                    "%(agent)s has had this recording transcribed already. What was"
                    " found is on the representative's timeline; the voice note itself"
                    " is for %(agent)s and the team leads.",
                    agent=known_sudo.user_id.name,
                )
            )
        return known_sudo.sudo(self.env.su)

    def _is_heard_by_colleague(self):
        """Whether a note was made of the file that the current user may not read."""
        known = self._find_note_sudo().sudo(False)
        return bool(known) and not known.has_access("read")

    def _find_note_sudo(self):
        # sudo: the file may be read; whether a colleague has had it transcribed, and
        # who, saves asking twice. Nothing of their note is shown.
        notes = self.env["marfanet.voice.note"].sudo()
        return notes.search([("client_uuid", "=", self._marfanet_note_uuid())], limit=1)

    def _is_marfanet_recording(self):
        kind = (self.mimetype or "").partition("/")[0]
        # Browsers record sound into what Python's table calls a film.
        return bool(self.store_fname) and (
            kind == "audio" or self.mimetype in ("video/webm", "video/ogg", "video/mp4")
        )

    def _marfanet_note_uuid(self):
        return str(uuid.uuid5(CHATTER, str(self.id)))

    def _marfanet_about(self):
        """Return what ``_receive`` must know of the record that the file is on."""
        if self.res_model == "marfanet.interaction":
            interaction = self.env[self.res_model].browse(self.res_id)
            about = {
                "partner": interaction.partner_id,
                "purpose": interaction.purpose,
            }
            # A colleague's interaction is not written; the note gets its own.
            mine = interaction._filtered_access("write")
            return {**about, "interaction": mine} if mine else about
        if self.res_model == "marfanet.task":
            task = self.env[self.res_model].browse(self.res_id)
            return {"partner": task.partner_id, "purpose": "follow_up", "task": task}
        if self.res_model == "res.partner":
            partner = self.env[self.res_model].browse(self.res_id)
            return {"partner": partner, "purpose": "support"}
        raise UserError(
            self.env._(
                "Only recordings on a representative, an interaction or a task are"
                " transcribed."
            )
        )

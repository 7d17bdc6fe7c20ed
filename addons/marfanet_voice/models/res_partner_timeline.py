from odoo import models


class ResPartner(models.Model):
    """Voice notes on a representative's timeline, with their recordings."""

    _inherit = "res.partner"

    def _marfanet_timeline_sources(self):
        return super()._marfanet_timeline_sources() + [
            {
                "kind": "voice",
                "label": self.env._("Voice notes"),
                "read": self._timeline_voice_notes,
            }
        ]

    def _timeline_voice_notes(self, before, limit):
        Note = self.env["marfanet.voice.note"]
        notes = self._timeline_records(
            Note,
            self._timeline_own(Note, []),
            "voice",
            Note._field_to_sql(Note._table, "date"),
            ["attachment_id", "date", "failure", "seconds", "state", "user_id"],
            before,
            limit,
        )
        return [
            {
                "kind": "voice",
                "model": note._name,
                "id": note.id,
                "date": note.date,
                "title": self.env._("Voice note"),
                "audio": note.attachment_id.id
                and f"/web/content/{note.attachment_id.id}",
                "seconds": note.seconds,
                # Where it stands is shown, and kept up to date, by the entry itself.
                "note_state": {"state": note.state, "failure": note.failure or ""},
                "badges": [],
                "ai": False,
                "may_open": True,
                "user_id": note.user_id.id,
            }
            for note in notes
        ]

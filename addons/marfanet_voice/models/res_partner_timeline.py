from odoo import models

_STATES = {"ready": "success", "failed": "danger"}


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
            ["attachment_id", "date", "seconds", "state", "transcript", "user_id"],
            before,
            limit,
        )
        states = dict(Note._fields["state"]._description_selection(self.env))
        return [
            {
                "kind": "voice",
                "model": note._name,
                "id": note.id,
                "date": note.date,
                "title": self.env._("Voice note"),
                "audio": note.attachment_id.id
                and f"/web/content/{note.attachment_id.id}",
                "badges": [
                    {
                        "label": states[note.state],
                        "tone": _STATES.get(note.state, "secondary"),
                    }
                ],
                "ai": False,
                "may_open": True,
                "user_id": note.user_id.id,
            }
            for note in notes
        ]

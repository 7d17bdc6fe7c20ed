from odoo import fields, models


class MarfanetVoiceNote(models.Model):
    """What the screen shows on which a person listens to a note and looks it over."""

    _inherit = "marfanet.voice.note"

    def marfanet_review(self):
        """Return all that a person needs to listen to notes and to look them over.

        :return: a list of dicts, one for each note: where it stands (``state``,
            ``failure``, ``retry_at``), its sound (``audio``, an address, and
            ``seconds``), what was said (``segments``, ``transcript``), and what was
            found: ``fields`` of its interaction, ``tasks``, ``promises``,
            ``objections`` and ``long_summary``
        """
        self.check_access("read")
        return [note._prepare_review() for note in self]

    def _prepare_review(self):
        finding = self.finding or {}
        return {
            **self._prepare_review_note(),
            "interaction": self._prepare_review_interaction(),
            **self._prepare_review_proposals(),
            "long_summary": finding.get("long_summary") or "",
        }

    def _prepare_review_note(self):
        sound = self.attachment_id.id
        return {
            "id": self.id,
            "date": fields.Datetime.to_string(self.date),
            "agent": self.user_id.display_name,
            "state": self.state,
            "failure": self.failure or "",
            "retry_at": fields.Datetime.to_string(self.retry_at) or False,
            "notice": self.notice or "",
            "audio": f"/web/content/{sound}" if sound else False,
            "seconds": self.seconds,
            "sound_deleted_on": fields.Datetime.to_string(self.sound_deleted_on)
            or False,
            "segments": self.segments or [],
            "transcript": self.transcript or "",
            "transcript_origin": self.transcript_origin or False,
            "transcribed_by": self.transcribed_by or "",
            "read_by": self.read_by or "",
            "may_write": self.has_access("write"),
        }

    def _prepare_review_interaction(self):
        """Return the fields that AI wrote into the note's interaction."""
        # A lead may have handed the interaction to a colleague.
        interaction = self.interaction_id._filtered_access("read")
        if not interaction:
            return False
        marks = interaction.ai_sources or {}
        names = [name for name in interaction._ai_review_order() if name in marks]
        return {
            "id": interaction.id,
            "may_write": interaction.has_access("write"),
            "fields": [
                interaction._prepare_review_field(name, marks[name]) for name in names
            ],
        }

    def _prepare_review_proposals(self):
        """Return what the note proposes, by kind; what a new reading took back, not."""
        records = self.with_context(active_test=False)._proposed_records()
        return {
            f"{kind}s": [
                record._prepare_review()
                for record in proposed.sorted("voice_note_action")
                if record.ai_review != "withdrawn"
            ]
            for kind, proposed in records.items()
        }

from odoo import api, fields, models


class MarfanetAiProposal(models.AbstractModel):
    """A record that a voice note proposes: which of its proposals, and who said so.

    Read again, the note knows by the number which record was proposed for what.
    """

    _name = "marfanet.ai.proposal"
    _description = "AI Proposal"
    _inherit = ["marfanet.ai.suggestion"]

    voice_note_action = fields.Integer(
        readonly=True,
        copy=False,
        help="Which of the voice note's proposals this is, counted from 1.",
    )
    quote = fields.Text(
        string="Said", readonly=True, copy=False, help="The words it came from."
    )
    quote_start = fields.Float(
        string="Said at",
        readonly=True,
        copy=False,
        default=-1,
        aggregator=None,
        help="The second of the recording; negative where it is not known.",
    )

    _voice_note_action_unique = models.UniqueIndex(
        "(voice_note_id, voice_note_action) WHERE voice_note_id IS NOT NULL",
        "This proposal of the voice note already has its record.",
    )

    @api.model
    def _ai_mark_fields(self):
        return super()._ai_mark_fields() | {
            "voice_note_action",
            "quote",
            "quote_start",
        }

    def _is_untouched(self):
        """Whether nobody has made anything of the proposal yet."""
        self.ensure_one()
        is_open = self.active or self.ai_review == "withdrawn"
        return is_open and self.ai_review in ("suggested", "withdrawn")

    def _waits_for_review(self):
        """Whether it is still for somebody to say what becomes of the proposal."""
        self.ensure_one()
        return self.active and self.ai_review == "suggested"

    def _is_doubtful(self):
        """Whether it wants a look of its own, and is not taken over with all others."""
        return False

    def _remember(self):
        """Return what a note remembers of the proposal, as ``tools.proposals`` does."""
        self.ensure_one()
        title = self[self._rec_name] or ""
        return {"title": title, "quote": self.quote or "", "due": False}

    def _prepare_review(self):
        """Return what the screen shows on which a person looks a note over."""
        self.ensure_one()
        return {
            "id": self.id,
            "quote": self.quote or "",
            "start": False if self.quote_start < 0 else self.quote_start,
            "review": self.ai_review or False,
            "waits": self._waits_for_review(),
            "may_write": self.has_access("write"),
        }

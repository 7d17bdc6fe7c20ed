from odoo import fields, models
from odoo.exceptions import UserError


class MarfanetVoiceNote(models.Model):
    """A recording about a contact with a representative, and what was made of it."""

    _name = "marfanet.voice.note"
    _description = "Voice Note"
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    # Whose and about whom
    client_uuid = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        help="Made by the device that recorded the note, so that sending it twice"
        " stores it once.",
    )
    interaction_id = fields.Many2one(
        comodel_name="marfanet.interaction",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    partner_id = fields.Many2one(
        related="interaction_id.partner_id", store=True, index=True
    )
    purpose = fields.Selection(related="interaction_id.purpose")
    task_id = fields.Many2one(
        comodel_name="marfanet.task",
        string="About task",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The task that the recording was made about.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Agent",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        related="interaction_id.company_id", store=True, index=True
    )
    date = fields.Datetime(
        string="Recorded on", required=True, readonly=True, default=fields.Datetime.now
    )

    # The recording
    attachment_id = fields.Many2one(
        comodel_name="ir.attachment", readonly=True, copy=False, ondelete="restrict"
    )
    seconds = fields.Float(readonly=True, aggregator="sum")
    language = fields.Char(
        required=True,
        default="fa",
        help="ISO 639 code of what is spoken, such as fa or en; auto leaves it to the"
        " speech service.",
    )
    sha256 = fields.Char(readonly=True, copy=False)

    # Where it stands
    state = fields.Selection(
        selection=[
            ("received", "Sent"),
            ("waiting", "Waiting for the AI service"),
            ("untranscribed", "Waiting for what was said"),
            ("transcribed", "Reading…"),
            ("analysed", "Writing down…"),
            ("ready", "Ready"),
            ("failed", "Needs a look"),
        ],
        required=True,
        readonly=True,
        default="received",
        index=True,
    )
    failure = fields.Char(
        readonly=True, copy=False, help="What went wrong, and what to do about it."
    )
    retry_at = fields.Datetime(readonly=True, copy=False)
    attempts = fields.Integer(
        readonly=True, copy=False, help="How often the service was asked in vain."
    )

    # What was said and found
    transcript = fields.Text()
    transcript_origin = fields.Selection(
        selection=[("speech", "Speech to text"), ("typed", "Typed by a person")],
        readonly=True,
    )
    transcribed_by = fields.Char(readonly=True)
    finding = fields.Json(readonly=True, copy=False)
    read_by = fields.Char(
        readonly=True, help="The AI model that read the note, or the built-in reader."
    )
    task_ids = fields.One2many(
        comodel_name="marfanet.task", inverse_name="voice_note_id"
    )

    # A representative's timeline
    _partner_date_index = models.Index("(partner_id, date DESC, id DESC)")
    _client_uuid_unique = models.UniqueIndex(
        "(client_uuid)", "This voice note has been stored before."
    )

    def action_use_transcript(self):
        """Go on with what a person has typed or corrected."""
        for note in self:
            if not (note.transcript or "").strip():
                raise UserError(
                    self.env._("Type what was said in the recording first.")
                )
            note._set_transcript(note.transcript.strip(), "typed")
        return True

    def action_retry(self):
        """Go on from where the note stopped."""
        stopped = ("failed", "untranscribed", "waiting")
        for note in self.filtered(lambda note: note.state in stopped):
            if note.transcript:
                note._set_state("transcribed")
                note._enqueue("_analyse")
            else:
                note._set_state("received")
                note._enqueue("_transcribe")
        return True

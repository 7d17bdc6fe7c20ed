from odoo import fields, models


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
    is_fit = fields.Boolean(
        string="Sent as it is",
        readonly=True,
        copy=False,
        help="Near enough to the microphone, and nothing but sound: a speech service"
        " that takes such files is sent this one unchanged.",
    )
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
            ("transcribing", "Transcribing…"),
            ("waiting", "Waiting for the AI service"),
            ("untranscribed", "Waiting for somebody to type it"),
            ("transcribed", "Reading…"),
            ("analysed", "Saving the result…"),
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
        readonly=True,
        copy=False,
        aggregator=None,
        help="How often the service was asked in vain.",
    )
    step_date = fields.Datetime(
        string="Last moved on",
        readonly=True,
        copy=False,
        help="When its work last moved on; the watchdog looks at those that stand.",
    )
    rescues = fields.Integer(
        readonly=True,
        copy=False,
        aggregator=None,
        help="How often its work was started again after it had stood still.",
    )

    # What was said
    pieces = fields.Json(
        readonly=True,
        copy=False,
        help="Start and length, in seconds, of the parts that are transcribed.",
    )
    hearing = fields.Integer(
        readonly=True, copy=False, help="How often a person asked for a new transcript."
    )
    heard = fields.Integer(
        readonly=True, copy=False, help="Which of them the transcript is of."
    )
    transcript = fields.Text()
    segments = fields.Json(
        readonly=True,
        copy=False,
        help="The transcript's lines: start, end (in seconds) and text; empty if the"
        " speech service gave no times.",
    )
    transcript_origin = fields.Selection(
        selection=[
            ("speech", "Speech to text"),
            ("corrected", "Corrected by a person"),
            ("typed", "Typed by a person"),
        ],
        readonly=True,
    )
    transcribed_by = fields.Char(readonly=True)

    # What was found
    finding = fields.Json(readonly=True, copy=False)
    proposals = fields.Json(
        readonly=True,
        copy=False,
        help="The tasks, promises and objections that were ever proposed, as found.",
    )
    read_by = fields.Char(
        readonly=True, help="The AI model that read the note, or the built-in reader."
    )
    notice = fields.Char(
        readonly=True, copy=False, help="Why no AI model has read the note."
    )
    task_ids = fields.One2many(
        comodel_name="marfanet.task", inverse_name="voice_note_id"
    )
    promise_ids = fields.One2many(
        comodel_name="marfanet.promise",
        string="Promises",
        inverse_name="voice_note_id",
    )
    objection_ids = fields.One2many(
        comodel_name="marfanet.objection",
        string="Objections",
        inverse_name="voice_note_id",
    )
    result_ids = fields.One2many(
        comodel_name="marfanet.voice.result", inverse_name="note_id"
    )

    # A representative's timeline
    _partner_date_index = models.Index("(partner_id, date DESC, id DESC)")
    _client_uuid_unique = models.UniqueIndex(
        "(client_uuid)", "This voice note has been stored before."
    )
    # For the watchdog
    _at_work_index = models.Index(
        "(step_date) WHERE state IN"
        " ('received', 'transcribing', 'waiting', 'transcribed', 'analysed')"
    )

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: A whole day; more is a slip of the finger.
MOST_MINUTES = 24 * 60


class MarfanetInteraction(models.Model):
    """One contact with a representative: a call, a message, a meeting."""

    _name = "marfanet.interaction"
    _description = "Interaction"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    # Who and when
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Representative",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_representative", "=", True)],
        check_company=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Agent",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Datetime(required=True, index=True, default=fields.Datetime.now)
    duration = fields.Integer(
        string="Minutes", aggregator="sum", help="How long the contact took."
    )
    duration_known = fields.Boolean(
        string="Timed",
        help="Tells a contact of 0 minutes from one that nobody has timed.",
    )
    active = fields.Boolean(default=True)

    # What kind of contact
    type = fields.Selection(
        selection=[
            ("call", "Call"),
            ("telegram", "Telegram"),
            ("email", "Email"),
            ("meeting", "Meeting"),
            ("other", "Other"),
        ],
        required=True,
        default="call",
    )
    direction = fields.Selection(
        selection=[("outgoing", "Outgoing"), ("incoming", "Incoming")],
        required=True,
        default="outgoing",
    )
    purpose = fields.Selection(
        selection=[
            ("support", "Support"),
            ("sales", "Sales"),
            ("follow_up", "Follow-up"),
            ("inbound", "Inbound"),
        ],
        required=True,
        default="support",
    )
    subject = fields.Char(help="In a few words, for example: V2Ray connection.")

    # What came of it
    outcome_id = fields.Many2one(
        comodel_name="marfanet.outcome",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    status = fields.Selection(
        selection=[
            ("open", "Open"),
            ("follow_up", "Follow-up needed"),
            ("closed", "Closed"),
        ],
        compute="_compute_status",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        tracking=True,
    )
    summary = fields.Text()
    sentiment = fields.Selection(
        selection=[
            ("positive", "Positive"),
            ("neutral", "Neutral"),
            ("negative", "Negative"),
        ],
        tracking=True,
        help="How the representative felt at the end of the contact.",
    )
    feedback = fields.Text(help="In the representative's own words.")

    # What follows from it, and what it follows
    next_step = fields.Char()
    follow_up_date = fields.Datetime(
        copy=False,
        tracking=True,
        help="Sets the date of the interaction's follow-up task.",
    )
    follow_up_time_said = fields.Boolean(
        string="At that time",
        copy=False,
        help="Whether the time of day matters, or only the day was named.",
    )
    follow_up_task_id = fields.Many2one(
        comodel_name="marfanet.task",
        index="btree_not_null",
        readonly=True,
        copy=False,
        check_company=True,
    )
    previous_id = fields.Many2one(
        comodel_name="marfanet.interaction",
        string="Follows",
        index="btree_not_null",
        domain="[('partner_id', '=', partner_id), ('id', '!=', id)]",
        check_company=True,
        copy=False,
        help="The earlier interaction that this one continues.",
    )
    next_ids = fields.One2many(
        comodel_name="marfanet.interaction",
        inverse_name="previous_id",
        string="Continued by",
    )
    settled_task_id = fields.Many2one(
        comodel_name="marfanet.task",
        string="Carries out",
        index="btree_not_null",
        domain="[('partner_id', '=', partner_id)]",
        check_company=True,
        copy=False,
        help="The task that was done by this contact.",
    )
    external_ref = fields.Char(
        string="External reference",
        readonly=True,
        copy=False,
        help="The record's id in the system that sent it, so that sending it twice"
        " stores it once.",
    )
    task_ids = fields.One2many(
        comodel_name="marfanet.task", inverse_name="interaction_id"
    )

    _partner_date_index = models.Index("(partner_id, date DESC, id DESC)")
    _check_duration = models.Constraint(
        "CHECK (duration >= 0)", "A contact cannot take less than 0 minutes."
    )
    _settled_task_unique = models.UniqueIndex(
        "(settled_task_id) WHERE settled_task_id IS NOT NULL",
        "This task was already carried out by another interaction.",
    )
    _external_ref_unique = models.UniqueIndex(
        "(company_id, external_ref) WHERE external_ref IS NOT NULL",
        "An interaction with this external reference is already there.",
    )

    @api.depends("subject", "purpose", "partner_id")
    def _compute_display_name(self):
        for interaction in self:
            subject = interaction._subject_or_purpose()
            partner_name = interaction.partner_id.display_name
            interaction.display_name = (
                f"{partner_name} – {subject}" if partner_name else subject
            )

    @api.constrains("partner_id")
    def _check_partner_is_representative(self):
        self.partner_id._check_is_representative()

    @api.model_create_multi
    def create(self, vals_list):
        # Hundreds come in one call from other systems: what was logged is its own
        # record of when and by whom, and nobody needs mail about their own contacts.
        quiet = self.with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True, mail_notrack=True
        )
        interactions = super(MarfanetInteraction, quiet).create(
            [self._with_duration_known(values) for values in vals_list]
        )
        return interactions.with_env(self.env)

    def write(self, vals):
        return super().write(self._with_duration_known(vals))

    def _message_auto_subscribe(self, updated_values, followers_existing_policy="skip"):
        if self.env.context.get("mail_create_nosubscribe"):
            return True
        return super()._message_auto_subscribe(
            updated_values, followers_existing_policy
        )

    def _with_duration_known(self, values):
        """Return the values with the duration and its flag in agreement.

        Whoever sends a duration knows it, be it 0; what nobody timed has none.
        """
        if "duration" not in values:
            if values.get("duration_known", True):
                return values
            return {**values, "duration": 0}
        minutes = values["duration"]
        if minutes is None or minutes is False:
            return {**values, "duration": 0, "duration_known": False}
        if isinstance(minutes, int) and not 0 <= minutes <= MOST_MINUTES:
            raise ValidationError(
                self.env._(
                    "A contact takes 0 to %(most)s minutes, not %(minutes)s.",
                    most=MOST_MINUTES,
                    minutes=minutes,
                )
            )
        known = bool(minutes) or values.get("duration_known", True)
        return {**values, "duration_known": known}

    def _subject_or_purpose(self):
        if self.subject:
            return self.subject
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        return purposes.get(self.purpose, "")

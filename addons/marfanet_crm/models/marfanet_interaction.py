from odoo import api, fields, models


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
        help="Tells a contact of 0 minutes from one that nobody has timed."
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
        required=True,
        default="open",
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
        tracking=True, help="Sets the date of the interaction's follow-up task."
    )
    follow_up_time_said = fields.Boolean(
        string="At that time",
        help="Whether the time of day matters, or only the day was named.",
    )
    follow_up_task_id = fields.Many2one(
        comodel_name="marfanet.task", readonly=True, copy=False, check_company=True
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
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for interaction in self:
            subject = interaction.subject or purposes.get(interaction.purpose, "")
            partner_name = interaction.partner_id.display_name
            interaction.display_name = (
                f"{partner_name} – {subject}" if partner_name else subject
            )

    @api.constrains("partner_id")
    def _check_partner_is_representative(self):
        for interaction in self:
            interaction.partner_id._check_is_representative()

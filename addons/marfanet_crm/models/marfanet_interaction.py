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
    next_step = fields.Char()
    task_ids = fields.One2many(
        comodel_name="marfanet.task", inverse_name="interaction_id"
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

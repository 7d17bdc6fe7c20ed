from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.prices import MONEY


class MarfanetAiBudget(models.Model):
    """How much each user may cost a day, or each company a month."""

    _name = "marfanet.ai.budget"
    _description = "AI Budget"
    _inherit = ["mail.thread"]
    _order = "level, user_id, company_id, id"

    active = fields.Boolean(default=True, tracking=True)
    level = fields.Selection(
        selection=[
            ("user", "Each user, per day"),
            ("company", "Each company, per month"),
        ],
        string="For",
        required=True,
        default="user",
        help="Days begin at midnight on the user's clock, months are Jalali and begin"
        " on the company's. A request must fit into both.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        ondelete="cascade",
        help="Empty: for every user who has no budget of their own.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        ondelete="cascade",
        help="Empty: for every company that has no budget of its own.",
    )
    amount = fields.Float(
        string="Limit (USD)",
        digits=MONEY,
        required=True,
        tracking=True,
        help="US dollars a day or a month. A change takes effect at once.",
    )
    threshold = fields.Integer(
        string="Warn at (%)",
        required=True,
        default=80,
        tracking=True,
        help="Per cent of the limit at which the people concerned are told.",
    )

    # What is under way
    usage_ids = fields.Many2many(
        comodel_name="marfanet.ai.budget.usage",
        string="This Period",
        compute="_compute_usage",
    )
    percent = fields.Float(
        string="Used (%)",
        compute="_compute_usage",
        help="Per cent of the limit, by whoever has used most of it in this period.",
    )

    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "A limit cannot be negative."
    )
    _threshold_percent = models.Constraint(
        "CHECK (threshold BETWEEN 1 AND 100)", "Warn at 1 to 100 per cent."
    )
    _one_each = models.UniqueIndex(
        "(level, COALESCE(user_id, 0), COALESCE(company_id, 0)) WHERE active",
        "There is a budget for this already: change that one.",
    )

    @api.depends("active", "level", "user_id", "company_id", "amount")
    def _compute_usage(self):
        current = self.env["marfanet.ai.budget.usage"]._current()
        of_budget = current.grouped("budget_id")
        for budget in self:
            mine = of_budget.get(budget._origin, current.browse())
            budget.usage_ids = mine.sorted("percent", reverse=True)
            budget.percent = max(mine.mapped("percent"), default=0)

    @api.depends("level", "user_id", "company_id")
    def _compute_display_name(self):
        for budget in self:
            if budget.level == "user":
                name = budget.user_id.name or self.env._("Every user")
                budget.display_name = self.env._("%(name)s, per day", name=name)
            else:
                name = budget.company_id.name or self.env._("Every company")
                budget.display_name = self.env._("%(name)s, per month", name=name)

    @api.constrains("level", "user_id", "company_id")
    def _check_whose(self):
        for budget in self:
            stranger = budget.company_id if budget.level == "user" else budget.user_id
            if stranger:
                raise ValidationError(
                    self.env._(
                        "A budget per day is for users, one per month for companies."
                    )
                )

    @api.model
    def _has_left(self):
        """Whether the current user's next priced request may still be within budget."""
        # sudo: what is left is no secret to whoever may spend it; users read neither
        # budgets nor what was spent.
        Usage = self.env["marfanet.ai.budget.usage"].sudo()
        now = fields.Datetime.now()
        return all(
            Usage._is_left(payer.period(now))
            for payer in Usage._payers(self.env.user, self.env.company)
        )

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        # Figures of money stay within the product, and need no mail server.
        for recipient in recipients:
            if recipient["uid"] and not recipient["share"]:
                recipient["notif"] = "inbox"
        return recipients

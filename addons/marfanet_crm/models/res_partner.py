from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    _inherit = "res.partner"

    is_representative = fields.Boolean(
        index=True, help="Sells our panels: appears in MarFanet CRM."
    )
    admin_username = fields.Char(
        help="The representative's user name in the panel's administration.",
        copy=False,
    )
    telegram_username = fields.Char(copy=False, help="Without @, as in t.me/username.")
    call_hour_from = fields.Float(
        string="Call from", help="Earliest preferred hour of day for a call."
    )
    call_hour_to = fields.Float(
        string="Call until", help="Latest preferred hour of day; 0 when any hour is."
    )

    # What they sell, since when, through whom
    panel_plan_id = fields.Many2one(comodel_name="marfanet.panel.plan")
    panel_status = fields.Selection(
        selection=[
            ("trial", "Trial"),
            ("active", "Active"),
            ("suspended", "Suspended"),
            ("closed", "Closed"),
        ],
        index="btree_not_null",
    )
    joined_on = fields.Date()
    referrer_id = fields.Many2one(
        comodel_name="res.partner",
        index="btree_not_null",
        domain=[("is_representative", "=", True)],
        help="The representative who brought this one.",
    )

    # Contacts with them
    interaction_ids = fields.One2many(
        comodel_name="marfanet.interaction", inverse_name="partner_id"
    )
    task_ids = fields.One2many(comodel_name="marfanet.task", inverse_name="partner_id")
    interaction_count = fields.Integer(compute="_compute_interaction_count")
    open_task_count = fields.Integer(compute="_compute_open_task_count")

    _admin_username_unique = models.UniqueIndex(
        "(lower(admin_username)) WHERE is_representative AND active",
        "Another active representative already has this admin username.",
    )

    def _compute_interaction_count(self):
        counts = dict(
            self.env["marfanet.interaction"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.interaction_count = counts.get(partner._origin, 0)

    @api.depends("task_ids.state")
    def _compute_open_task_count(self):
        counts = dict(
            self.env["marfanet.task"]._read_group(
                [("partner_id", "in", self.ids), ("state", "=", "todo")],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.open_task_count = counts.get(partner._origin, 0)

    def _check_is_representative(self):
        """Refuse partners whom nobody marked as representatives.

        :raise ValidationError: naming the first one who is none
        """
        for partner in self:
            if not partner.is_representative:
                raise ValidationError(
                    self.env._(
                        "%(partner)s is not a representative. Mark the contact as a"
                        " representative first, or choose another one.",
                        partner=partner.display_name,
                    )
                )

    def action_view_marfanet_interactions(self):
        """Open the representative's interactions, newest first."""
        return self._action_view_marfanet("marfanet_crm.marfanet_interaction_action")

    def action_view_marfanet_tasks(self):
        """Open the representative's tasks, those to do first."""
        return self._action_view_marfanet("marfanet_crm.marfanet_task_action")

    def _action_view_marfanet(self, action_xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(action_xmlid)
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action

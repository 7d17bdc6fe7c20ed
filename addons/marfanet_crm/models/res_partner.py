from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Who sells our panels: the profile of a representative."""

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
    panel_plan_id = fields.Many2one(
        comodel_name="marfanet.panel.plan", index="btree_not_null", tracking=True
    )
    panel_status = fields.Selection(
        selection=[
            ("trial", "Trial"),
            ("active", "Active"),
            ("suspended", "Suspended"),
            ("closed", "Closed"),
        ],
        index="btree_not_null",
        tracking=True,
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

    _check_call_hours = models.Constraint(
        "CHECK (call_hour_from >= 0 AND call_hour_from < 24"
        " AND call_hour_to >= 0 AND call_hour_to <= 24"
        " AND (call_hour_to = 0 OR call_hour_from < call_hour_to))",
        "Preferred call hours lie between 0:00 and 24:00, the first before the last;"
        " leave the last at 0:00 when any hour is fine.",
    )
    _admin_username_unique = models.UniqueIndex(
        "(lower(admin_username)) WHERE is_representative AND active",
        "Another active representative already has this admin username.",
    )

    @api.constrains("referrer_id")
    def _check_referrer(self):
        for partner in self.filtered("referrer_id"):
            partner.referrer_id._check_is_representative()
        if self._has_cycle("referrer_id"):
            raise ValidationError(
                self.env._(
                    "A representative cannot have been brought by themselves, nor by"
                    " somebody whom they brought. Choose another referrer."
                )
            )

    def _check_is_representative(self):
        """Refuse partners whom nobody marked as representatives.

        :raise ValidationError: naming the first one who is none
        """
        # Not their whole rows: this runs with every interaction that is logged.
        self.fetch(["is_representative", "company_id"])
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

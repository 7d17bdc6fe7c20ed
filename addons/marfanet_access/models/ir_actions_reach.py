from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache

SERVER = "ir.actions.server"


class IrActionsActions(models.Model):
    """Who is limited is offered, of what the server does in one go, the CRM's own."""

    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        bindings = super().get_bindings(model_name)
        if not self.env.user._reach():
            return bindings
        server = self.env[SERVER]
        return {
            kind: [action for action in actions if server._is_of_crm(action["id"])]
            for kind, actions in bindings.items()
        }


class IrActionsServer(models.Model):
    """Such an action is code that runs with the rights of who asks, and more."""

    _inherit = "ir.actions.server"

    def run(self):
        if not self.env.su and self.env.user._reach():
            for action in self:
                if not self._is_of_crm(action.id):
                    raise AccessError(
                        self.env._(
                            "This is not a part of the CRM. Ask your administrator."
                        )
                    )
        return super().run()

    @api.model
    @ormcache("action_id")
    def _is_of_crm(self, action_id):
        """Return whether an action is an addon's of ours, or given to groups by name.

        Other actions than this model's open something, which has rights of its own.
        """
        # sudo: where it comes from, and who may run it; nothing of it is shown.
        action = self.sudo().browse(action_id).exists()
        if not action:
            return True
        if action.usage == "ir_cron":
            # What the server does at times of its own.
            return False
        modules = self.env["res.users"]._reach_lists().modules
        name = action.get_external_id().get(action_id, "")
        return name.partition(".")[0] in modules or (
            not name and bool(action.group_ids)
        )

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

from odoo import models

from ..tools import optional_hooks


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def _register_hook(self):
        optional_hooks.unregister(self.env.registry)
        optional_hooks.register(self.env.registry)
        return super()._register_hook()

    def _unregister_hook(self):
        optional_hooks.unregister(self.env.registry)
        return super()._unregister_hook()

    def session_info(self):
        result = super().session_info()
        if not self.env.user._is_internal():
            return result
        preferences = self.env.user._persian_preferences()
        result["persian"] = preferences
        if preferences["calendar"] == "jalali":
            # The web client sends this context with every call: by it the server
            # knows a person's request from an integrator's, who gets Odoo's groups.
            result["user_context"] = {
                **result["user_context"],
                "persian_calendar": "jalali",
            }
        return result

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """Which of Odoo's two style sheets a page gets; Community offers no choice."""

    _inherit = "ir.http"

    def color_scheme(self):
        if request and request.httprequest.cookies.get("color_scheme") == "dark":
            return "dark"
        return super().color_scheme()

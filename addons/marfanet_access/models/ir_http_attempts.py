from odoo import models
from odoo.http import request

TOO_MANY_REQUESTS = 429


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _post_dispatch(cls, response):
        super()._post_dispatch(response)
        # The log-in page says it in words; this says it to programs.
        if wait := getattr(request, "retry_after", 0):
            response.status_code = TOO_MANY_REQUESTS
            response.headers["Retry-After"] = str(wait)

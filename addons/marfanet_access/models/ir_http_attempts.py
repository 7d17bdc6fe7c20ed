from odoo import models
from odoo.http import request

from ..tools.client import note_client

TOO_MANY_REQUESTS = 429


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _match(cls, path):
        note_client()
        return super()._match(path)

    @classmethod
    def _post_dispatch(cls, response):
        result = super()._post_dispatch(response)
        # The log-in page says it in words; this says it to programs.
        if wait := getattr(request, "retry_after", 0):
            response.status_code = TOO_MANY_REQUESTS
            response.headers["Retry-After"] = str(wait)
        return result

from werkzeug.exceptions import Unauthorized

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_bearer(cls):
        """Count what is tried with a key; whose it may be is asked of the keys."""
        # Without one it is a person's session, which stands at its door like any other.
        if not request.httprequest.headers.get("Authorization"):
            return super()._auth_method_bearer()
        attempts = request.env["marfanet.access.attempt"]
        attempts._refuse_if_too_many("call")
        try:
            return super()._auth_method_bearer()
        except Unauthorized:
            attempts._failed("call")
            raise

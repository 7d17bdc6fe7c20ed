from werkzeug.exceptions import Unauthorized

from odoo import models
from odoo.http import request

from odoo.addons.auth_totp.controllers.home import TRUSTED_DEVICE_COOKIE


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_bearer(cls):
        """Count what is tried with a key; whose it may be is asked of the keys."""
        # Without one it is a person's session, which stands at its door like any other.
        if not request.httprequest.headers.get("Authorization"):
            return super()._auth_method_bearer()
        attempts = request.env["marfanet.access.attempt"]
        attempts._refuse_if_too_many("login")
        try:
            return super()._auth_method_bearer()
        except Unauthorized:
            attempts._failed("login")
            raise

    @classmethod
    def _sanitize_cookies(cls, cookies):
        super()._sanitize_cookies(cookies)
        # Where a second factor is required, a device that is trusted is none.
        if TRUSTED_DEVICE_COOKIE in cookies and cls._asks_for_second_factor():
            cookies.pop(TRUSTED_DEVICE_COOKIE)

    @classmethod
    def _asks_for_second_factor(cls):
        """Return whether who signs in by this request must show a second factor."""
        # Cookies are looked at by the websocket too, which has no request.
        if not request or request.session.uid or not request.session.get("pre_uid"):
            return False
        user = request.env["res.users"].browse(request.session["pre_uid"])
        return user._standing_at().requires_second_factor

from odoo import models
from odoo.http import SessionExpiredException, root

from odoo.addons.bus.websocket import wsrequest

from .ir_http import STAMP


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    @classmethod
    def _authenticate(cls):
        super()._authenticate()
        session = wsrequest.session
        doors = wsrequest.env["marfanet.access.door"]
        if session.uid is None or not doors._armed():
            return
        user = wsrequest.env["res.users"].browse(session.uid)
        if not doors._fits(session.get(STAMP), user):
            root.session_store.delete(session)
            session.logout(keep_db=True)
            raise SessionExpiredException()

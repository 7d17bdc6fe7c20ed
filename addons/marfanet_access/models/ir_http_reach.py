from werkzeug.exceptions import NotFound

from odoo import models
from odoo.http import request

SERVICE = "marfanet_access.group_marfanet_service"


class IrHttp(models.AbstractModel):
    """Routes beyond somebody's reach are not there for them."""

    _inherit = "ir.http"

    def session_info(self):
        """Tell the web client who is limited: it leaves out what they may not ask."""
        result = super().session_info()
        result["marfanet_reach"] = self.env.user._reach()
        return result

    @classmethod
    def _pre_dispatch(cls, rule, args):
        cls._check_reach(rule.rule)
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _check_reach(cls, rule):
        """Refuse a route that is not on the list of who asks, as if it did not exist.

        By who has signed in even where the route wants nobody to: it may act in the
        name of the session all the same.

        :param rule: the path as in the routing map
        :raise NotFound: for who is limited and may not ask for it
        """
        uid = request.env.uid or request.session.uid
        if not uid:
            return
        # sudo: the person's own groups, whatever they may read of users.
        user = request.env["res.users"].sudo().browse(uid)
        reach = user._reach()
        if reach and not user._reach_lists().may_ask(
            rule, reach, is_service=user._has_group(SERVICE)
        ):
            raise NotFound()

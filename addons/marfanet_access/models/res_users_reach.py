import logging

from odoo import api, models
from odoo.tools import ormcache

from ..tools import reach

_logger = logging.getLogger(__name__)

UNLIMITED = ("base.group_system", "marfanet_crm.group_marfanet_admin")


class ResUsers(models.Model):
    """Whose reach is limited to the CRM, and how far it goes."""

    _inherit = "res.users"

    @ormcache("self.id")
    def _reach(self):
        """Return ``agent`` or ``lead``, or nothing for who is not limited.

        An administrator of the CRM or of the system reaches all that Odoo gives them;
        people without the CRM are none of its business.
        """
        if not self.id or not self._has_group("marfanet_crm.group_marfanet_agent"):
            return ""
        if any(map(self._has_group, UNLIMITED)):
            return ""
        is_lead = self._has_group("marfanet_crm.group_marfanet_lead")
        return "lead" if is_lead else "agent"

    @api.model
    # Addons come one by one while a database is updated.
    @ormcache("len(self.env.registry._init_modules)", cache="stable")
    def _reach_lists(self):
        """Return the lists of the installed addons, as :class:`tools.reach.Reach`."""
        lists = reach.read(self.env.registry._init_modules)
        for problem in lists.problems:
            _logger.error("A line about what people may reach is void: %s", problem)
        return lists

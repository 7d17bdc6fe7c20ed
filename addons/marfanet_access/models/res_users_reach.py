import logging

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache

from ..tools import reach

_logger = logging.getLogger(__name__)

# Who may edit templates for mails writes code that runs with all rights; one setting of
# Odoo's gives it to everybody who works here.
CODE = "mail.group_mail_template_editor"
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

    def _has_group(self, group_ext_id):
        if group_ext_id == CODE and self._reach():
            return False
        return super()._has_group(group_ext_id)

    @api.model
    # Addons come one by one while a database is updated.
    @ormcache("len(self.env.registry._init_modules)", cache="stable")
    def _reach_lists(self):
        """Return the lists of the installed addons, as :class:`tools.reach.Reach`."""
        lists = reach.read(self.env.registry._init_modules)
        for problem in lists.problems:
            _logger.error("A line about what people may reach is void: %s", problem)
        return lists

    @api.model
    def _check_may_call(self, model, method):
        """Refuse a call from outside that is not on the list of who is limited.

        :param model: the recordset that it is called on
        :param method: its name
        :raise AccessError: it is not on the list
        """
        reach = "" if self.env.su else self.env.user._reach()
        if reach and not self._may_call(model._name, method, reach):
            _logger.info(
                "Not on the list: %s.%s, asked by user %s",
                model._name,
                method,
                self.env.uid,
            )
            raise AccessError(
                self.env._(
                    "This is not a part of the CRM: %(model)s.%(method)s. Ask your"
                    " administrator.",
                    model=model._name,
                    method=method,
                )
            )

    @api.model
    @ormcache("model", "method", "reach", cache="stable")
    def _may_call(self, model, method, reach):
        return self._reach_lists().may_call(
            model, method, reach, _first_module(self.env.registry[model], method)
        )


def _first_module(model_class, method):
    """Return the addon that gave a model its method, whoever has added to it since."""
    modules = [
        definition.__module__
        for definition in model_class.mro()
        if method in definition.__dict__
    ]
    parts = modules[-1].split(".") if modules else []
    return parts[2] if parts[:2] == ["odoo", "addons"] else ""

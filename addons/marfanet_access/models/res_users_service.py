from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.http import request

SERVICE = "marfanet_access.group_marfanet_service"


class ResUsers(models.Model):
    """Accounts of other systems: they have keys, and people have none."""

    _inherit = "res.users"

    is_service_account = fields.Boolean(compute="_compute_is_service_account")
    may_make_own_keys = fields.Boolean(compute="_compute_may_make_own_keys")

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "may_make_own_keys"]

    @api.depends("all_group_ids")
    def _compute_is_service_account(self):
        for user in self:
            user.is_service_account = user._is_service()

    @api.depends("all_group_ids")
    def _compute_may_make_own_keys(self):
        for user in self:
            user.may_make_own_keys = user._may_make_own_keys()

    @api.constrains("active", "group_ids")
    def _check_somebody_comes_in_by_a_door(self):
        service = self.env.ref(SERVICE, raise_if_not_found=False)
        # As with Odoo's own check, the first installation makes users before groups.
        if not service:
            return
        # Whoever is changed: the last person may be archived, or lose their groups.
        admins = self.env.ref("base.group_system").all_user_ids
        if admins and admins <= service.all_user_ids:
            raise ValidationError(
                self.env._(
                    "A service account never signs in to pages: one administrator "
                    "must stay a person."
                )
            )

    def action_marfanet_new_key(self):
        """Open the form by which an administrator makes a key for this account.

        :return: the action of the client
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New key for %(name)s", name=self.name),
            "res_model": "marfanet.access.key",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_user_id": self.id},
        }

    def _is_service(self):
        """Return whether this is another system's account."""
        self.ensure_one()
        return self._has_group(SERVICE)

    def _may_use_keys(self):
        """Return whether a key of this account opens anything.

        Never one of an agent or a lead; of other people only until the doors are armed.
        """
        self.ensure_one()
        if self._is_service():
            return True
        return not (self._reach() or self.env["marfanet.access.door"]._armed())

    def _may_make_own_keys(self):
        """Return whether this account may make keys for itself.

        A service account may not either: a key that could make another would outlive
        its own end date.
        """
        self.ensure_one()
        return self._may_use_keys() and not self._is_service()

    def _enter_key(self, summary, key, until=None):
        """Enter into the audit log what became of a key of this account."""
        # Odoo makes a key in its owner's environment: who asked is who has signed in.
        by = self.env["res.users"].sudo()
        # sudo: their name, for the log
        if request and request.session.uid:
            by = by.browse(request.session.uid)
        self.env["marfanet.access.event"]._enter(
            "key",
            summary,
            user=by or self.env.user,
            record=self,
            details={"key": key, "account": self.name, "until": until},
        )

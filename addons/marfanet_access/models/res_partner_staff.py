from odoo import api, models
from odoo.fields import Domain

from odoo.addons.mail.tools.discuss import Store

from .res_users_staff import PICTURES, SHOWN

# Beyond what is shown of a user, what an address book is sorted and grouped by.
SHOWN_OF_STAFF = SHOWN | {
    "avatar_128_access_token",
    "commercial_company_name",
    "commercial_partner_id",
    "company_name",
    "company_type",
    "complete_name",
    "is_company",
    "is_representative",
    "main_user_id",
    "parent_id",
    "partner_share",
    "type",
    "user_id",
    "user_ids",
}
ADDRESSES = ("email", "phone")
# By which context a name is shown together with what is hidden.
ADDED_TO_NAME = ("show_address", "show_email", "show_vat")


class ResPartner(models.Model):
    """Who is limited sees of the people who work here what they are called.

    Their addresses and numbers are no secret among colleagues in most companies; but
    an e-mail address is what one signs in with.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "marfanet.access.staff.mixin"]

    @api.model
    def _is_shown(self, name):
        return name in SHOWN_OF_STAFF or name.startswith(PICTURES)

    @api.model
    def _of_others(self):
        return Domain("id", "in", list(self._other_staff_ids()))

    def _hidden_ids(self):
        return self._other_staff_ids().intersection(self._ids)

    @api.model
    def _other_staff_ids(self):
        users = self.env["res.users"]
        return users._staff_partner_ids() - {self.env.user.partner_id.id}

    @api.depends_context("uid")
    def _compute_display_name(self):
        added = [key for key in ADDED_TO_NAME if self.env.context.get(key)]
        # Beside a record that links to it, it is read as superuser.
        if not added or not self.env.user._reach():
            return super()._compute_display_name()
        staff = self._other_staff_ids()
        hidden = self.filtered(lambda partner: partner._origin.id in staff)
        super(ResPartner, self - hidden)._compute_display_name()
        plain = hidden.with_context(**dict.fromkeys(added, False))
        super(ResPartner, plain)._compute_display_name()
        for partner, named in zip(hidden, plain, strict=True):
            partner.display_name = named.display_name
        return None

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if self.env.su or not self.env.user._reach():
            return domain
        # Odoo's finds an address, too.
        by_name = Domain("complete_name", operator, value)
        others = self._of_others()
        return (~others & Domain(domain)) | (others & by_name)

    def _field_store_repr(self, field_name):
        # What is shown of messages and chats is read as superuser in places.
        if field_name in ADDRESSES and self.env.user._reach():
            return [self._unless_hidden(field_name, self._other_staff_ids())]
        return super()._field_store_repr(field_name)

    def _to_store_defaults(self, target):
        fields = super()._to_store_defaults(target)
        if isinstance(target.channel, self.env.registry["discuss.channel"]):
            # One answer for all who are in a chat.
            staff = self.env["res.users"]._staff_partner_ids()
            return [
                self._unless_hidden(field, staff) if field in ADDRESSES else field
                for field in fields
            ]
        return fields

    @api.model
    def _unless_hidden(self, name, staff):
        return Store.Attr(name, predicate=lambda partner: partner.id not in staff)

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._check_parents()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._check_parents()
        return result

    def onchange(self, values, field_names, fields_spec):
        # The form takes over an address before anything is saved.
        parent = values.get("parent_id") or self.env.context.get("default_parent_id")
        self.browse(parent or [])._check_as_parents()
        return super().onchange(values, field_names, fields_spec)

    def _check_parents(self):
        # sudo: whose they are, defaults of the context included; nothing is shown.
        self.sudo().parent_id.with_env(self.env)._check_as_parents()

    def _check_as_parents(self):
        """Check that these may hand their address and numbers on to who is below them.

        :raise AccessError: they are beyond the reach of who asks, or a colleague's
        """
        if not self or self.env.su or not self.env.user._reach():
            return
        self.check_access("read")
        self._refuse_hidden()

    def _get_vcard_file(self):
        self._refuse_hidden()
        return super()._get_vcard_file()

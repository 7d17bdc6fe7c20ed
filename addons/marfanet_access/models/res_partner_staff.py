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

    def _get_vcard_file(self):
        self._refuse_hidden()
        return super()._get_vcard_file()

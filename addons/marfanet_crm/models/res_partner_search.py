from odoo import api, fields, models

from odoo.addons.marfanet_persian.persian.search import phone_forms

from ..exceptions import NotAPhone
from ..tools.phones import clean_phone, phone_search_forms
from ..tools.usernames import username_search_forms


class ResPartner(models.Model):
    """Every contact is found by any part of what it is known by."""

    _name = "res.partner"
    _inherit = ["marfanet.search.mixin", "res.partner"]

    # complete_name is computed after the row is there, and this rests on it.
    search_text = fields.Text(precompute=False)

    def _search_text_fields(self):
        return [
            "complete_name",
            "email",
            "ref",
            "vat",
            "company_registry",
            "admin_username",
            "telegram_username",
            "phone",
        ]

    @api.depends("country_id")
    def _compute_search_text(self):
        return super()._compute_search_text()

    @api.depends("name", "is_company", "parent_id", "type", "company_name")
    def _compute_display_name(self):
        # All that a name is made of is then read with the hits of a search, in place
        # of their whole rows afterwards.
        return super()._compute_display_name()

    def _join_search_text(self, values):
        lines = super()._join_search_text(values).split("\n")
        if values["telegram_username"]:
            lines += username_search_forms(values["telegram_username"])
        if values["phone"]:
            # Contacts who are no representatives keep their phone as it was typed.
            try:
                e164 = clean_phone(values["phone"], values["country_id"].code or "IR")
            except NotAPhone:
                lines += phone_forms(values["phone"])
            else:
                lines += phone_search_forms(e164)
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def _is_short_text(self, name):
        # Other addons keep long texts in contacts; only the indexed ones have a limit.
        return super()._is_short_text(name) and self._fields[name].index in (
            True,
            "btree",
            "btree_not_null",
        )

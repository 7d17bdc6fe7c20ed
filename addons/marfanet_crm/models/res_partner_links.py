from urllib.parse import quote

from odoo import api, fields, models


class ResPartner(models.Model):
    """The links behind the call and Telegram icons."""

    _inherit = "res.partner"

    contact_links = fields.Json(compute="_compute_contact_links")

    @api.depends("is_representative", "name", "phone", "telegram_username")
    @api.depends_context("company", "uid")
    def _compute_contact_links(self):
        # Interactions and tasks show these links through a related field, which is
        # computed as superuser; what the person may do is the person's.
        may_edit = self.browse().sudo(False).has_access("write")
        for partner in self:
            partner.contact_links = self._prepare_contact_links(
                partner._origin.id,
                partner.name,
                partner.phone,
                partner.telegram_username,
                may_edit,
            )

    @api.model
    def _prepare_contact_links(self, partner_id, name, phone, username, may_edit):
        """Return what the icons need to know of a representative."""
        company = self.env.company
        phone = phone or ""
        username = (username or "").strip().lstrip("@")
        return {
            "partner_id": partner_id,
            "name": name or "",
            "phone": phone,
            "telegram_username": username,
            "call": _call_link(company.marfanet_call_link, phone),
            "telegram": _fill(
                company.marfanet_telegram_link, "{username}", quote(username, "")
            ),
            "can_edit": may_edit,
        }


def _call_link(template, phone):
    """Return the link that calls a number, or False without one."""
    number = "".join(char for char in phone if char.isdigit() or char in "+*#,;")
    # A plus sign belongs to the number in tel: and sip:, and is a space in a query.
    kept = "" if template and template.startswith("http") else "+"
    return _fill(template, "{phone}", quote(number, kept))


def _fill(template, placeholder, value):
    if not template or not value:
        return False
    return template.replace(placeholder, value)

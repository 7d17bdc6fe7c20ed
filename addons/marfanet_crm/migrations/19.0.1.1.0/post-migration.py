"""Stores the phones of the representatives in E.164; what is no number stays."""

from odoo import SUPERUSER_ID, api

from odoo.addons.marfanet_crm.exceptions import NotUnderstood


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    partners = env["res.partner"].with_context(active_test=False)
    for partner in partners.search(
        [("is_representative", "=", True), ("phone", "!=", False)]
    ):
        try:
            phone = partner._clean_phone(partner.phone, partner.country_id)
        except NotUnderstood:
            continue
        if phone != partner.phone:
            partner.phone = phone

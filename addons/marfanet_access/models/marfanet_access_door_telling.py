from odoo import models

from ..tools.qr import data_uri


class MarfanetAccessDoor(models.Model):
    """How a new address comes to the door's people: see also marfanet.access.notice."""

    _inherit = "marfanet.access.door"

    def _renew(self, overlap):
        secret = super()._renew(overlap)
        # What waits for people opens nothing any more.
        self.env["marfanet.access.notice"]._forget(self)
        return secret

    def _render_page(self, secret):
        """Print the door's address on a page to be handed over, never stored.

        :param str secret: of the address that opens this door now
        :return: a PDF in the user's language, as bytes
        """
        self.ensure_one()
        address = self._address(secret)
        page, _type = self.env["ir.actions.report"]._render_qweb_pdf(
            "marfanet_access.report_address_action",
            self.ids,
            {"address": address, "qr": data_uri(address)},
        )
        return page

from odoo import models

from .marfanet_voice_term import LONGEST_TERM, MOST_TERMS


class MarfanetVoiceNote(models.Model):
    """What a speech service should expect to hear in a note."""

    _inherit = "marfanet.voice.note"

    def _key_terms(self):
        """Return names and terms, the most important first.

        Whom it is about, then the words of the trade, in the team's own order.
        """
        # sudo: agents may read few fields of contacts; these three are on their screen.
        partner = self.partner_id.sudo()
        # Of a contact's hundred fields, no more than is needed.
        partner.fetch(
            ["name", "commercial_company_name", "parent_id", "admin_username"]
        )
        names = [
            partner.name,
            partner.commercial_company_name,
            partner.parent_id.name,
            partner.admin_username,
        ]
        # sudo: whoever runs the job; the list is no secret.
        names += self.env["marfanet.voice.term"].sudo()._names()
        known = dict.fromkeys(name.strip()[:LONGEST_TERM] for name in names if name)
        return list(known)[:MOST_TERMS]

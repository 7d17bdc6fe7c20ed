from odoo import api, models


class MarfanetInteraction(models.Model):
    _name = "marfanet.interaction"
    _inherit = ["marfanet.search.mixin", "marfanet.interaction"]
    _rec_names_search = ["subject", "partner_id"]

    def _search_text_fields(self):
        return ["subject", "summary", "feedback", "next_step"]

    @api.model
    def _search_word_domain(self, alternatives):
        return super()._search_word_domain(
            alternatives
        ) | self._search_representative_domain(alternatives)

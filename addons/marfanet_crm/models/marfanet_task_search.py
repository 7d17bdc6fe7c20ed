from odoo import api, models


class MarfanetTask(models.Model):
    _name = "marfanet.task"
    _inherit = ["marfanet.search.mixin", "marfanet.task"]
    _rec_names_search = ["name", "partner_id"]

    def _search_text_fields(self):
        return ["name"]

    @api.model
    def _search_word_domain(self, alternatives):
        return super()._search_word_domain(
            alternatives
        ) | self._search_representative_domain(alternatives)

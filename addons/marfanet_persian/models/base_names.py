from odoo import models
from odoo.fields import Domain

from ..persian.spellings import spellings


class Base(models.AbstractModel):
    """Names typed with any keyboard find records typed with another."""

    _inherit = "base"

    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if not isinstance(value, str) or operator not in ("ilike", "like", "=ilike"):
            return domain
        others = [
            super(Base, self)._search_display_name(operator, other)
            for other in spellings(value)[1:]
        ]
        return Domain.OR([domain, *others]) if others else domain

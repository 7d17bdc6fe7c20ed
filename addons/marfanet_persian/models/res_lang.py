from odoo import models

from ..tools.period_sql import create_functions
from ..tools.reading import current_reader


class ResLang(models.Model):
    _inherit = "res.lang"

    def init(self):
        create_functions(self.env.cr)
        return super().init()

    def format(self, percent, value, grouping=False):
        text = super().format(percent, value, grouping=grouping)
        return current_reader().write_figures(text)

from odoo import models

from odoo.addons.base.models import ir_actions_report as base_report

from ..tools.pdf_words import place_words


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _run_wkhtmltopdf(self, bodies, *args, **kwargs):
        # Distributions build wkhtmltopdf on QtWebKit 5, which prints right-to-left
        # words over each other (qtwebkit/qtwebkit#722). The patched Qt of the official
        # image does not, and gets the pages as they are.
        if not base_report._wkhtml().is_patched_qt:
            bodies = [place_words(body) for body in bodies]
        return super()._run_wkhtmltopdf(bodies, *args, **kwargs)

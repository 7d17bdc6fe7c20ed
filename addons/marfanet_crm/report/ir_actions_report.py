import io
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from odoo import models
from odoo.tools import file_path
from odoo.tools.pdf import PdfReader, PdfWriter

from .reader import Reader

PROFILE = "marfanet_crm.report_representative"
# Neither has the digits of the other script.
_PERSIAN_FONT = "marfanet_persian/static/fonts/vazirmatn-nl-33.003-regular.ttf"
_LATIN_FONT = "web/static/fonts/lato/Lato-Reg-webfont.ttf"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_layout(self):
        # A page that brings its style and fonts with it: Odoo's own has wkhtmltopdf
        # fetch them from the server, which cannot always reach itself.
        if self[:1].report_name == PROFILE:
            return self.env.ref("marfanet_crm.report_representative_layout")
        return super()._get_layout()

    def _run_wkhtmltopdf(self, bodies, report_ref=False, **kwargs):
        content = super()._run_wkhtmltopdf(bodies, report_ref=report_ref, **kwargs)
        if report_ref and self._get_report(report_ref).report_name == PROFILE:
            content = _number_pages(content, Reader(self.env))
        return content


def _number_pages(content, reader):
    """Return the PDF with «2 / 3» below each page.

    Only wkhtmltopdf with a patched Qt prints footers, so this is not one.
    """
    pages = PdfReader(io.BytesIO(content)).pages
    stamps = io.BytesIO()
    canvas = Canvas(stamps)
    persian = reader.writer.reader.digits == "persian"
    font = _get_font(_PERSIAN_FONT if persian else _LATIN_FONT)
    for number, page in enumerate(pages, start=1):
        # Drawn from left to right, whichever way it is read.
        ends = (number, len(pages))
        first, last = ends[::-1] if reader.direction == "rtl" else ends
        text = reader.write_digits(f"{first} / {last}")
        canvas.setFont(font, 8)
        canvas.setFillGray(0.45)
        canvas.drawCentredString(float(page.mediabox.width) / 2, 20, text)
        canvas.showPage()
    canvas.save()
    writer = PdfWriter()
    for page, stamp in zip(pages, PdfReader(stamps).pages, strict=True):
        page.merge_page(stamp)
        writer.add_page(page)
    for page in writer.pages:
        page.compress_content_streams()
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


@cache
def _get_font(path):
    font = TTFont(path, file_path(path))
    pdfmetrics.registerFont(font)
    return font.fontName

from datetime import date

from odoo import models

from ..tools.reading import Reader
from ..tools.writing import Writer


class Base(models.AbstractModel):
    """Files for people to read have their dates; those to import again keep Odoo's."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        if (
            self.env.context.get("import_compat", True)
            or self.env.context.get("persian_calendar") != "jalali"
        ):
            return result
        # Latin digits: other programs sort and count what is in these cells.
        writer = Writer("fa_IR", Reader("jalali", "latin"))
        for row in result["datas"]:
            for index, value in enumerate(row):
                if isinstance(value, date):
                    row[index] = writer.stamp(value)
        return result

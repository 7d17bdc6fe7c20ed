from odoo import models

from ..tools.reading import reader_of, reading


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _get_field(self, *args, **kwargs):
        with reading(reader_of(self.env)):
            return super()._get_field(*args, **kwargs)

    def _get_widget(self, *args, **kwargs):
        with reading(reader_of(self.env)):
            return super()._get_widget(*args, **kwargs)

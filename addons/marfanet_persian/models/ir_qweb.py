from odoo import models

from ..tools.reading import reader_of, reading

# What these write is words and numbers, by other ways than Babel's dates and res.lang.
_IN_WORDS = {"duration", "float_time", "relative"}


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _get_field(self, record, field_name, expression, tag, options, values):
        reader = reader_of(self.env)
        with reading(reader):
            result = super()._get_field(
                record, field_name, expression, tag, options, values
            )
        return _in_figures(reader, options, result)

    def _get_widget(self, value, expression, tag, options, values):
        reader = reader_of(self.env)
        with reading(reader):
            result = super()._get_widget(value, expression, tag, options, values)
        return _in_figures(reader, options, result)


def _in_figures(reader, options, result):
    if options["type"] not in _IN_WORDS or not result[1]:
        return result
    attributes, content, *rest = result
    return (attributes, reader.write_figures(content), *rest)

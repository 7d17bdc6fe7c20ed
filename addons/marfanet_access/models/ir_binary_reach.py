from odoo import models
from odoo.exceptions import AccessError

USUAL = "name"


class IrBinary(models.AbstractModel):
    """A file's name is of what the one who asks may read."""

    _inherit = "ir.binary"

    def _get_stream_from(
        self,
        record,
        field_name="raw",
        filename=None,
        filename_field=USUAL,
        *args,
        **options,
    ):
        # Whoever asks names any field of the record, and a picture's or file's token
        # opens all of it, read as superuser.
        if (
            filename_field != USUAL
            and filename_field in record
            and self.env.uid
            and not self.env.su
        ):
            try:
                [shown] = record.with_user(self.env.uid).read([filename_field])
            except AccessError:
                shown = {}
            filename = filename or shown.get(filename_field)
            filename_field = USUAL
        return super()._get_stream_from(
            record, field_name, filename, filename_field, *args, **options
        )

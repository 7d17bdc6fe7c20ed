from pathlib import Path

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import file_store


class IrAttachment(models.Model):
    """Files that are whole or not there, wherever a worker is killed.

    Odoo writes a file under its final name, so that a kill leaves a torn one, and then
    refuses the same file for ever because it «collides» with the torn one. It also puts
    a file on the collector's list only after writing it, so that a kill in between
    leaves a file that nobody ever removes.
    """

    _inherit = "ir.attachment"

    @api.model
    def _marfanet_adopt(self, path, values):
        """Create an attachment of a file without reading it into memory.

        The file gets a second name, in the file store; the caller removes the first one
        when the transaction is committed. It must not be written to any longer.

        :param path: the file; in the file store's file system nothing is copied
        :param values: of the attachment: name, mimetype and the record it belongs to
        :return: the attachment
        :raise AccessError: the person may not write that record
        """
        # First the row: while a transaction has written to this table, the collector
        # of unused files waits for it.
        attachment = self.create(values)
        checksum = file_store.sha1(path)
        name = f"{checksum[:2]}/{checksum}"
        self._mark_for_gc(name)
        try:
            file_store.place(path, Path(self._full_path(name)), self._marfanet_folder())
        except file_store.Collision:
            raise UserError(
                self.env._("The attachment collides with an existing file.")
            ) from None
        # Past this model's own write, which takes no such values from anybody.
        models.Model.write(
            attachment,
            {
                "store_fname": name,
                "checksum": checksum,
                "file_size": path.stat().st_size,
                "db_datas": False,
            },
        )
        return attachment

    @api.model
    def _marfanet_folder(self):
        """Where files lie until they are whole.

        It is copied, backed up and dropped with its database.
        """
        return Path(self._filestore(), file_store.FOLDER)

    @api.model
    def _get_path(self, bin_data, sha):
        path = Path(self._full_path(f"{sha[:2]}/{sha}"))
        if path.is_file() and file_store.is_torn(path):
            # Not «colliding»: _file_write puts the whole one in its place.
            return f"{sha[:2]}/{sha}", str(path)
        return super()._get_path(bin_data, sha)

    @api.model
    def _file_write(self, bin_value, checksum):
        name, path = self._get_path(bin_value, checksum)
        path = Path(path)
        if not path.is_file() or file_store.is_torn(path):
            self._mark_for_gc(name)
            file_store.write(bin_value, path, self._marfanet_folder())
        return name

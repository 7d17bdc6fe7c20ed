from odoo import api, models
from odoo.exceptions import UserError

from ..tools.keep import protect


class MarfanetAccessAddedMixin(models.AbstractModel):
    """Rows that nobody changes or deletes, not even code that may do all else.

    PostgreSQL refuses it too (``tools/keep.py``); this says so in words. They are added
    by SQL, each by its model's own way.
    """

    _name = "marfanet.access.added.mixin"
    _description = "Rows That Are Only Added"
    # Who wrote a row, and when, is nothing that changes.
    _log_access = False

    def init(self):
        if self._auto:
            protect(self.env.cr, self._table)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("The audit log is added to by what happens alone."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("What the audit log holds cannot be changed."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("What the audit log holds cannot be deleted."))

    def copy(self, default=None):  # pylint: disable=method-required-super
        raise UserError(self.env._("What the audit log holds cannot be copied."))

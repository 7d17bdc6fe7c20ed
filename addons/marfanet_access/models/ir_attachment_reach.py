from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .own_rights import with_own_rights

# What would show a file to people who may not read the record that it is on.
OPENING = ("public", "access_token")


class IrAttachment(models.Model):
    """Who is limited shares no file with the world."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        for values in vals_list:
            self._check_stays_closed(values)
        files = super().create(vals_list)
        if not self.env.su and self.env.user._reach():
            # What the context gives by default, too.
            # sudo: whether they are open, whatever else one may read of them.
            for file in files.sudo():
                self._check_stays_closed({name: file[name] for name in OPENING})
        return files

    def write(self, vals):
        self._check_stays_closed(vals)
        return super().write(vals)

    @api.model
    def _search(self, domain, *args, **options):
        # Odoo's looks with all rights for whose files they are.
        if not self.env.su and self.env.user._reach():
            domain = Domain(domain).map_conditions(
                lambda condition: with_own_rights(self, condition)
            )
        return super()._search(domain, *args, **options)

    @api.model
    def _check_stays_closed(self, values):
        if (
            any(values.get(name) for name in OPENING)
            and not self.env.su
            and self.env.user._reach()
        ):
            raise AccessError(
                self.env._("Only an administrator makes files public or shares them.")
            )

import json

from odoo import api, fields, models
from odoo.http import request

CHANGES = frozenset({"settings", "rights"})
EXPORTS = ("/web/export/csv", "/web/export/xlsx")


class Base(models.AbstractModel):
    """Tells the audit log of exports, and of what the models that it names go through.

    ``_audit`` says which these are ("deletion", "settings", "rights"). It is set on the
    registry's classes (see ``marfanet.access.event._register_hook``), so that looking
    at it is all that every other model pays.
    """

    _inherit = "base"

    _audit = ""

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._audit in CHANGES and records:
            self.env["marfanet.access.event"]._enter_created(records, vals_list)
        return records

    def write(self, vals):
        if self._audit not in CHANGES or not self:
            return super().write(vals)
        log = self.env["marfanet.access.event"]
        before = log._values_of(self, vals)
        result = super().write(vals)
        log._enter_changed(self, before)
        return result

    def unlink(self):
        if not self._audit or not self:
            return super().unlink()
        log = self.env["marfanet.access.event"]
        deleted = log._names_of(self._audited())
        result = super().unlink()
        log._enter_deleted(self, deleted)
        return result

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        self.env["marfanet.access.event"]._enter_export(
            self, fields_to_export, self._export_domain()
        )
        return result

    def _export_domain(self):
        """Give the domain that was chosen to export by, if it is known."""
        if not request or request.httprequest.path not in EXPORTS:
            return None
        asked = json.loads(request.params["data"])
        return None if asked.get("ids") else asked.get("domain")

    def _audited(self):
        """Keep the records of which the audit log is told."""
        return self

    def _audit_hides(self, name):
        """Whether the value of a field may not stand in the audit log.

        :rtype: bool
        """
        field = self._fields[name]
        return field.type == "binary" or field.groups == fields.NO_ACCESS

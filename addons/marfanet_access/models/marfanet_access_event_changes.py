from odoo import api, models
from odoo.tools import LazyTranslate

from ..tools import audited
from ..tools.reach import read

_lt = LazyTranslate(__name__)

# The log is no copy of the data: beyond, numbers alone tell which records.
MOST = 20
ADDED = _lt("%(model)s added: %(record)s")
CHANGED = _lt("%(model)s changed: %(record)s")
DELETED = _lt("%(model)s deleted (%(count)s): %(first)s")
EXPORTED = _lt("%(model)s exported: %(count)s")


class MarfanetAccessEvent(models.Model):
    """Enters what goes on with the models that «audit» rows of the reach lists name."""

    _inherit = "marfanet.access.event"

    def _register_hook(self):
        super()._register_hook()
        # sudo: the registry is made for everybody
        modules = self.env["ir.module.module"].sudo()._installed()
        rows = read(modules).names("audit")
        for name, model in self.env.registry.items():
            if model._audit != rows.get(name, ""):
                model._audit = rows.get(name, "")

    def _unregister_hook(self):
        for model in self.env.registry.values():
            if model._audit:
                model._audit = ""
        return super()._unregister_hook()

    # What is told of records -----------------------------------------------------

    @api.model
    def _names_of(self, records):
        """Tell records by their numbers, and the first ones by their names too."""
        # sudo: the log names what it is about even to whom may not read that
        few = records[:MOST].sudo()
        return {
            "count": len(records),
            "ids": records.ids,
            "names": [audited.concise(name) for name in few.mapped("display_name")],
        }

    @api.model
    def _values_of(self, records, names):
        """Give what audited fields hold before a change.

        :return: dictionaries by record's number; of relations, the numbers
        """
        names = [name for name in names if self._is_told(records, name)]
        if not names:
            return {}
        return {
            # sudo: as above
            record.id: {name: self._raw(record.sudo(), name) for name in names}
            for record in records._audited()
        }

    def _is_told(self, records, name):
        field = records._fields.get(name)
        if not field or name in models.MAGIC_COLUMNS:
            return False
        watched = audited.WATCHED.get(records._name)
        return name in watched if watched else bool(field.store or field.inverse)

    def _raw(self, record, name):
        value = record[name]
        return value.ids if isinstance(value, models.BaseModel) else value

    def _is_hidden(self, record, name):
        return bool(audited.SECRET.search(name)) or record._audit_hides(name)

    # Entering ----------------------------------------------------------------------

    @api.model
    def _enter_created(self, records, vals_list):
        names = {name for vals in vals_list for name in vals}
        values = self._values_of(records, names).items()
        nothing = {number: dict.fromkeys(given) for number, given in values}
        self._enter_changed(records, nothing, ADDED)

    @api.model
    def _enter_changed(self, records, before, summary=CHANGED):
        """Enter each record that is not as ``_values_of`` found it."""
        for record in records.browse(before):
            changes = self._changes(record.sudo(), before[record.id])
            if changes:
                self._enter(
                    record._audit, summary, record=record, details={"changes": changes}
                )

    def _changes(self, record, before):
        changes = {}
        for name, old in before.items():
            new = self._raw(record, name)
            if self._is_hidden(record, name):
                changes[name] = {}
            elif new == old or not (new or old):
                continue
            elif record._fields[name].relational:
                changes[name] = self._change_of_relation(record, name, old or [], new)
            else:
                changes[name] = {
                    "before": audited.concise(old),
                    "after": audited.concise(new),
                }
        return changes

    def _change_of_relation(self, record, name, old, new):
        others = self.env[record._fields[name].comodel_name].sudo()
        return {
            word: {**self._names_of(others.browse(numbers).exists()), "ids": numbers}
            for word, numbers in (
                ("removed", [number for number in old if number not in new]),
                ("added", [number for number in new if number not in old]),
            )
            if numbers
        }

    @api.model
    def _enter_deleted(self, records, deleted):
        """Enter what is deleted by now; ``deleted`` as ``_names_of`` gave it."""
        if deleted["count"]:
            self._enter(
                "deletion",
                DELETED,
                record=records.browse(),
                details={**deleted, "first": deleted["names"][0]},
            )

    @api.model
    def _enter_export(self, records, names, domain):
        details = {"count": len(records), "fields": names}
        if domain is None:
            details["ids"] = records.ids
        else:
            details["domain"] = domain
        self._enter(
            "export",
            EXPORTED,
            record=records.browse(),
            details=details,
        )

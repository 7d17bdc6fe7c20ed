from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

WITHIN = ("any", "not any")


class MarfanetAccessStaffMixin(models.AbstractModel):
    """Records of which a colleague sees less than all.

    What is hidden is left out of every answer, and cannot be found out by searching,
    sorting, grouping, exporting or copying. The server itself keeps reading it, with
    anybody's rights: it has to write to people.
    """

    _name = "marfanet.access.staff.mixin"
    _description = "Partly Hidden from Colleagues"

    @api.model
    def _is_shown(self, name):
        """Return whether a field is shown of everybody's records."""
        raise NotImplementedError

    @api.model
    def _of_others(self):
        """Return the domain of the records that are hidden in part."""
        raise NotImplementedError

    def _hidden_ids(self):
        """Return the ids, of these records, of those that are hidden in part."""
        # sudo: what the domain asks may be hidden itself; nothing of it is shown.
        return set(self.sudo().filtered_domain(self._of_others())._ids)

    @api.model
    def _hides(self, *names):
        """Return whether any of some fields, or of paths, is hidden from who asks."""
        return (
            not self.env.su
            and bool(self.env.user._reach())
            and not all(map(self._is_path_shown, names))
        )

    @api.model
    def _is_path_shown(self, path):
        """Return whether a path of fields leads past nothing that is hidden.

        :param path: as in a domain, a grouping or an export: ``user_ids.login``,
            ``create_date:day``, ``partner_id/email``
        """
        name, _, rest = path.partition(":")[0].replace("/", ".").partition(".")
        if not self._is_shown(name):
            return False
        field = self._fields.get(name)
        other = self.env.get(field.comodel_name) if field and rest else None
        if other is None or not hasattr(other, "_is_path_shown"):
            return True
        return other._is_path_shown(rest)

    @api.model
    def _paths(self, domain):
        """Return the paths of fields that a domain asks about, those within it too."""
        for condition in domain.iter_conditions():
            yield condition.field_expr
            within = condition.value
            if condition.operator in WITHIN and isinstance(within, list | tuple):
                # As it comes from outside: Odoo makes a domain of it later.
                within = Domain(within)
            if isinstance(within, Domain):
                for path in self._paths(within):
                    yield f"{condition.field_expr}.{path}"

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load)
        if not self or not self._hides(*fnames):
            return result
        hidden = self._origin._hidden_ids()
        names = [name for name in fnames if not self._is_shown(name)]
        for values in result:
            # Of a record on a form that is not saved yet: what it was made of.
            number = values.get("id")
            if getattr(number, "origin", number) in hidden:
                for name in names:
                    many = self._fields[name].type in ("one2many", "many2many")
                    values[name] = [] if many else False
        return result

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **options):
        domain = Domain(domain)
        # The usual order may end in what is hidden, to be the same each time.
        terms = (order or "").split(",") if order != self._order else ()
        if self._hides(
            *self._paths(domain),
            *(term.split()[0] for term in terms if term.strip()),
        ):
            domain &= ~self._of_others()
        return super()._search(domain, offset, limit, order, **options)

    @api.model
    def _read_group(
        self,
        domain,
        groupby=(),
        aggregates=(),
        having=(),
        offset=0,
        limit=None,
        order=None,
    ):
        if self._hides_figures(aggregates, having, order):
            domain = Domain(domain) & ~self._of_others()
        return super()._read_group(
            domain, groupby, aggregates, having, offset, limit, order
        )

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        if self._hides_figures(aggregates, (), order):
            domain = Domain(domain) & ~self._of_others()
        return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)

    @api.model
    def _hides_figures(self, aggregates, having, order):
        """Return whether figures are asked for, or sorted by, of what is hidden.

        What is grouped by is another matter (``_read_group_groupby``).
        """
        named = [*aggregates, *(one[0] for one in having if not isinstance(one, str))]
        terms = (order or "").split(",")
        sorted_by = (term.split()[0] for term in terms if term.strip())
        named += [term for term in sorted_by if ":" in term]
        return self._hides(*(name for name in named if name != "__count"))

    def _read_group_groupby(self, alias, groupby_spec, query):
        sql = super()._read_group_groupby(alias, groupby_spec, query)
        if not self._hides(groupby_spec):
            return sql
        # sudo: see above. Also where records of another model are grouped by these.
        others = self.sudo().with_context(active_test=False)._search(self._of_others())
        return SQL(
            "CASE WHEN %s IN %s THEN NULL ELSE %s END",
            SQL.identifier(alias, "id"),
            others.subselect(),
            sql,
        )

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        records = self
        if self and self._hides(*("/".join(path) for path in fields if path)):
            records -= self.browse(self._hidden_ids())
        return super(MarfanetAccessStaffMixin, records)._export_rows(
            fields, _is_toplevel_call=_is_toplevel_call
        )

    def copy_data(self, default=None):
        self._refuse_hidden()
        return super().copy_data(default)

    def onchange(self, values, field_names, fields_spec):
        # It answers with more than it is asked for.
        self._refuse_hidden()
        return super().onchange(values, field_names, fields_spec)

    def _refuse_hidden(self):
        if not self.env.su and self.env.user._reach() and self._hidden_ids():
            raise AccessError(
                self.env._("You see of your colleagues only what they are called.")
            )

import logging
from collections.abc import Collection
from typing import Any

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.modules.db import FunctionStatus, has_trigram
from odoo.tools import SQL

from odoo.addons.marfanet_persian.persian.normalise import storable
from odoo.addons.marfanet_persian.persian.search import search_forms, search_words

_logger = logging.getLogger(__name__)

_WILDCARDS = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})
# A row of a btree index holds 2,704 bytes, and the contact's full name may join two
# names. What is longer would end in an error of PostgreSQL instead of in words.
_LONGEST_BYTES = 1300
# From here on, going through the records in order meets enough of them soon.
_FEW = 1000


class MarfanetSearchMixin(models.AbstractModel):
    """Records found by any part of their words, in any spelling, by an index.

    Models that take this mixin put it first in ``_inherit``: then it cleans the values
    before any other code of the model sees them.
    """

    _name = "marfanet.search.mixin"
    _description = "Search in Any Spelling"

    search_text = fields.Text(
        compute="_compute_search_text",
        store=True,
        precompute=True,
        index="trigram",
        # Only ever compared: nobody reads it into a list or a spreadsheet.
        prefetch=False,
        exportable=False,
    )
    marfanet_search = fields.Char(
        string="Search",
        compute="_compute_marfanet_search",
        search="_search_marfanet_search",
        exportable=False,
        help="Finds any part of the words, in Persian or Arabic letters, with or"
        " without ZWNJ, and phone numbers in any spelling.",
    )

    def init(self):
        """Provide the extension that the index rests on, where the database lacks it.

        Odoo adds it to the databases that it creates, not to those that it is given.
        """
        super().init()
        if self.pool.has_trigram:
            return
        cr = self.env.cr
        try:
            with cr.savepoint(flush=False):
                cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except psycopg2.Error:
            _logger.warning(
                "Searching will be slow: the database lacks the extension pg_trgm and"
                " this user may not create it. Create it as a superuser of PostgreSQL,"
                " then update this addon."
            )
        else:
            self.pool.has_trigram = has_trigram(cr)

    # --- WHAT RECORDS ARE FOUND BY

    def _search_text_fields(self) -> list[str]:
        """Return the names of the text fields that records are found by."""
        return []

    @api.depends(lambda self: self._search_text_fields())
    def _compute_search_text(self):
        for record in self:
            record.search_text = record._join_search_text(record)

    def _compute_marfanet_search(self):
        self.marfanet_search = False

    def _join_search_text(self, values) -> str:
        """Return what is stored for a record or its values, one form a line."""
        forms: dict[str, None] = {}
        for name in self._search_text_fields():
            if text := values[name]:
                short = self._fields[name].type == "char"
                forms.update(dict.fromkeys(search_forms(str(text), short=short)))
        return "\n".join(forms)

    def _add_precomputed_values(self, vals_list):
        # The general way makes a new() record of each: a tenth of the time that
        # creating 500 interactions takes.
        names = self._search_text_fields()
        if self._fields["search_text"].precompute and not any(
            self._fields[name].compute for name in names
        ):
            for vals in vals_list:
                texts = {name: vals.get(name) for name in names}
                vals["search_text"] = self._join_search_text(texts)
        return super()._add_precomputed_values(vals_list)

    # --- SEARCHING

    def _search_marfanet_search(self, operator, value):
        """Find the records with every word of ``value``, in any spelling.

        ``=`` and all kinds of ``like`` mean the same; the ORM derives the negations.
        """
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if operator.endswith("like"):
            return self._search_query_domain(value)
        if operator == "in":
            return Domain.OR(
                self._search_query_domain(query) for query in value if query
            )
        return NotImplemented

    @api.model
    def _search_display_name(self, operator, value):
        if operator in ("ilike", "like"):
            return self._search_query_domain(value)
        return super()._search_display_name(operator, value)

    @api.model
    def _search_query_domain(self, query) -> Domain:
        """Return the domain of the records that hold every word of ``query``."""
        domain = Domain.AND(
            self._search_word_domain(alternatives)
            for alternatives in search_words(str(query or ""))
        )
        if domain.is_true():
            return domain
        # PostgreSQL guesses badly how rare a part of a word is. Taking a rare one for a
        # common one, it goes through all records in the order that is asked for, and
        # tests each. So the few are fetched first, by the index, without any order. The
        # search that this domain becomes part of applies the access rules.
        few = self._search(
            domain, limit=_FEW + 1, active_test=False, bypass_access=True
        ).get_result_ids()
        return domain if len(few) > _FEW else Domain("id", "in", few)

    @api.model
    def _search_word_domain(self, alternatives: tuple[str, ...]) -> Domain:
        """Return the domain of the records that hold one of ``alternatives``."""
        # Both sides are folded already, so the plain operator is enough, and it is the
        # faster one. Where the extension unaccent is in use, Odoo's trigram indexes
        # are on unaccent(…), which only ilike is compared with.
        indexed = self.pool.has_unaccent == FunctionStatus.INDEXABLE
        operator = "ilike" if indexed else "like"
        return Domain.OR(
            Domain("search_text", operator, key.translate(_WILDCARDS))
            for key in alternatives
        )

    @api.model
    def _search_representative_domain(self, alternatives: tuple[str, ...]) -> Domain:
        """Return the domain of the records whose ``partner_id`` holds a word."""

        def to_sql(model, alias, query):
            # What was done for somebody stays findable after they are archived.
            partners = model.env["res.partner"].with_context(active_test=False)
            found = partners._search(partners._search_word_domain(alternatives))
            # Into an array first: with IN (SELECT …) beside OR, PostgreSQL reads the
            # whole table instead of its two indexes.
            partner_id = model._field_to_sql(alias, "partner_id", query)
            return SQL("%s = ANY(ARRAY(%s))", partner_id, found.select())

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _search(self, domain, *args, **kwargs):
        return super()._search(_storable_domain(Domain(domain)), *args, **kwargs)

    # --- WHAT THE DATABASE CAN HOLD

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._storable_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._storable_values(vals))

    def onchange(self, values, field_names, fields_spec):
        # Some onchange methods search with what was just typed.
        values = {name: _storable_value(value) for name, value in values.items()}
        return super().onchange(values, field_names, fields_spec)

    def _storable_values(self, vals: dict[str, Any]) -> dict[str, Any]:
        """Return ``vals`` without what PostgreSQL raises errors of its own on.

        :raise ValidationError: when a text is longer than its index can hold
        """
        # search_text is what the record says; nobody writes it.
        clean = {
            name: _storable_value(value)
            for name, value in vals.items()
            if name != "search_text"
        }
        for name, value in clean.items():
            if (
                isinstance(value, str)
                and len(value) * 4 > _LONGEST_BYTES
                and self._is_short_text(name)
                and len(value.encode()) > _LONGEST_BYTES
            ):
                raise ValidationError(
                    self.env._(
                        "“%(field)s” is too long: it starts with “%(start)s…”. Shorten"
                        " it to a few words, and write the rest in the notes.",
                        field=self._fields[name]._description_string(self.env),
                        start=value[:40],
                    )
                )
        return clean

    def _is_short_text(self, name: str) -> bool:
        """Return whether a field holds a title or name, not pages of text."""
        field = self._fields.get(name)
        return field is not None and field.type == "char"


def _storable_value(value):
    return storable(value) if isinstance(value, str) else value


def _storable_domain(domain: Domain) -> Domain:
    """Return ``domain`` without texts that no record can hold.

    They reach us in searches as well, and psycopg2 answers with a ValueError. A pattern
    that ends in the middle of an escape is refused by PostgreSQL too.
    """
    if all(_is_storable(condition) for condition in domain.iter_conditions()):
        return domain
    return domain.map_conditions(
        lambda condition: Domain(
            condition.field_expr,
            condition.operator,
            _storable_operand(condition.operator, condition.value),
        )
    )


def _is_storable(condition) -> bool:
    value = condition.value
    return not isinstance(value, str | Domain | Collection) or (
        _storable_operand(condition.operator, value) == value
    )


def _storable_operand(operator: str, value):
    if isinstance(value, str):
        value = storable(value)
        if operator.endswith("like") and "=" in operator:
            bare = value.rstrip("\\")
            value = bare + "\\" * ((len(value) - len(bare)) // 2 * 2)
        return value
    if isinstance(value, Domain):
        return _storable_domain(value)
    if isinstance(value, Collection) and any(isinstance(item, str) for item in value):
        return [_storable_value(item) for item in value]
    return value

import psycopg2

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.marfanet_persian.persian.normalise import normalise

from ..exceptions import NotUnderstood
from ..tools.rows import RowError, _lt, read_row, shorten
from ..tools.usernames import clean_admin_username

MOST_ROWS = 1000


class MarfanetRowsMixin(models.AbstractModel):
    """Rows that other systems send: each stands alone, none costs its own look-ups.

    A row is refused with its reason while the others are stored; a whole call is
    repeated by Odoo when another one stored the same at the same moment.
    """

    _name = "marfanet.rows.mixin"
    _description = "Rows of Other Systems"

    @api.model
    def _marfanet_check_rows(self, rows):
        """Refuse a call that is no list of rows, or too long a one.

        :raise UserError: saying what is expected
        """
        if not isinstance(rows, list | tuple):
            raise UserError(self.env._("Send a list of rows."))
        if len(rows) > MOST_ROWS:
            raise UserError(
                self.env._(
                    "%(count)s rows are too many for one call: send at most %(most)s.",
                    count=len(rows),
                    most=MOST_ROWS,
                )
            )

    @api.model
    def _marfanet_read_rows(self, rows, readers, required):
        """Return the rows' values, and by index what is wrong with the others."""
        values, errors = {}, {}
        for index, row in enumerate(rows):
            try:
                values[index] = read_row(row, readers, required)
            except RowError as error:
                errors[index] = self._marfanet_row_error(error)
        return values, errors

    @api.model
    def _marfanet_row_error(self, error):
        # The template comes from ``_lt`` in tools/rows.py or beside the raise.
        return self.env._(error.template, **error.values)

    @api.model
    def _marfanet_attempt(self, work, is_taken_for_good):
        """Do some work whole or not at all.

        :param work: called within a savepoint
        :param is_taken_for_good: called when a unique value is taken: whether its
            holder can be seen, and so is not about to be stored by somebody else
        :return: what ``work`` returned, and the reason why it failed or ``""``
        :raise ConcurrencyError: another call is storing the same; Odoo tries again
        """
        try:
            with self.env.cr.savepoint():
                return work(), ""
        except RowError as error:
            return None, self._marfanet_row_error(error)
        except UserError as error:
            return None, str(error)
        except psycopg2.errors.UniqueViolation as error:
            if not is_taken_for_good():
                raise ConcurrencyError(error.diag.constraint_name) from error
            return None, self._sql_error_to_message(error)
        except (psycopg2.IntegrityError, psycopg2.DataError) as error:
            return None, self._sql_error_to_message(error)

    @api.model
    def _marfanet_create_rows(self, vals_by_index, is_taken_for_good):
        """Create records, all at once, or one by one where that fails.

        :param is_taken_for_good: as for an attempt, called with the values of all
        :return: the records' ids and the reasons of failures, both by index
        """
        if not vals_by_index:
            return {}, {}
        # Nobody waits for a mail or a "created" note for each of a thousand rows.
        quiet = self.with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True, mail_notrack=True
        )
        if len(vals_by_index) > 1:
            records, error = self._marfanet_attempt(
                lambda: quiet.create(list(vals_by_index.values())),
                lambda: is_taken_for_good(vals_by_index.values()),
            )
            if not error:
                return dict(zip(vals_by_index, records.ids, strict=True)), {}
        ids, errors = {}, {}
        for index, vals in vals_by_index.items():
            record, error = self._marfanet_attempt(
                lambda vals=vals: quiet.create(vals),
                lambda vals=vals: is_taken_for_good([vals]),
            )
            if error:
                errors[index] = error
            else:
                ids[index] = record.id
        return ids, errors

    # --- LOOK-UPS, each one query for all rows

    @api.model
    def _marfanet_clean_username(self, written):
        """Return an admin username as it is stored.

        :raise RowError: it cannot be one
        """
        if isinstance(written, int) and not isinstance(written, bool):
            written = str(written)
        if not isinstance(written, str) or not written.strip():
            raise RowError(_lt("The admin username is missing."))
        try:
            return clean_admin_username(written)
        except NotUnderstood as error:
            raise RowError(
                _lt("“%(written)s” is no admin username. %(reason)s"),
                written=shorten(written),
                reason=self.env._(error.reason),
            ) from None

    @api.model
    def _marfanet_find_representatives(self, usernames):
        """Return the ids of those representatives that the caller may see.

        Of several with one admin username the active one counts, then the newest.
        """
        if not usernames:
            return {}
        partners = (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search_fetch(
                self._marfanet_username_domain(usernames),
                ["admin_username", "active"],
                order="active, id",
            )
        )
        return {partner.admin_username.lower(): partner.id for partner in partners}

    @api.model
    def _marfanet_username_domain(self, usernames):
        """Return the domain of the representatives with these cleaned usernames."""
        usernames = tuple(usernames)
        # In the words of the index: rows older than the cleaning may have capitals,
        # and PostgreSQL does not know that "is true" is the same.
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(lower(%s) IN %s AND %s)",
                SQL.identifier(alias, "admin_username"),
                usernames,
                SQL.identifier(alias, "is_representative"),
            )
        )

    @api.model
    def _marfanet_find_agents(self, logins):
        """Return the ids of the agents with these log-ins."""
        if not logins:
            return {}
        group = self.env.ref("marfanet_crm.group_marfanet_agent")
        # sudo: nobody but administrators may read who is in a group.
        users = (
            self.env["res.users"]
            .sudo()
            .search_fetch(
                Domain("login", "in", list(logins))
                & Domain("all_group_ids", "in", group.ids)
                & Domain("company_ids", "in", self.env.company.ids),
                ["login"],
            )
        )
        return {user.login: user.id for user in users}

    @api.model
    def _marfanet_find_by_name(self, model):
        """Return the ids of the records of a short list, by name in any language."""
        ids = {}
        for code, _label in self.env["res.lang"].get_installed():
            for record in self.env[model].with_context(lang=code).search([]):
                ids.setdefault(self._marfanet_name_key(record.name), record.id)
        return ids

    @api.model
    def _marfanet_name_key(self, name):
        return normalise(name or "").casefold()

    @api.model
    def _marfanet_pick(self, name, ids, model, template):
        """Return the record of a short list that a row names, or ``False``.

        :param template: the refusal, marked by ``_lt``
        :raise RowError: there is no such record; those there are are named
        """
        if not name:
            return False
        record_id = ids.get(self._marfanet_name_key(name))
        if not record_id:
            known = self.env[model].search([]).mapped("name")
            raise RowError(template, name=shorten(name), known=", ".join(known) or "–")
        return record_id

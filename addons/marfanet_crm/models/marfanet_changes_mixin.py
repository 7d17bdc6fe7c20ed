import base64
import binascii
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

MOST_ROWS = 5000
START = datetime(1970, 1, 1)

# A write is stamped with the moment at which its transaction began, so what is still
# to come bears the stamp of a transaction that has not ended.
HORIZON = """SELECT least(min(coalesce(xact_start, query_start)),
                          clock_timestamp() - %(grace)s) AT TIME ZONE 'UTC'
               FROM pg_stat_activity
              WHERE datname = current_database()
                AND (xact_start IS NOT NULL OR state = 'active')"""
# A transaction shows there an instant after it began, and a busy machine can make an
# instant long.
GRACE = timedelta(seconds=1)


class MarfanetChangesMixin(models.AbstractModel):
    """Records in the order in which they were last written, for other systems."""

    _name = "marfanet.changes.mixin"
    _description = "Changes for Other Systems"

    _changes_index = models.Index("(write_date, id)")

    @api.model
    def marfanet_changed_since(self, cursor=False, limit=500, fields=False):
        """Return what was created or written since a cursor, oldest change first.

        Call it again with the cursor that it returned, for ever: nothing is missed
        and nothing comes twice unless it was written again, also while others write.
        It reports what was committed before the oldest transaction still open began,
        so a change comes a second late, or as late as a long transaction ends.
        Archived records are among the rows; deleted ones are not told of.

        :param str cursor: what the last call returned; nothing to begin with the
            oldest record
        :param int limit: how many rows at most, from 1 to 5000
        :param list fields: names of the fields to read; all that matter to other
            systems unless given. ``id``, ``active`` and ``write_date`` always come.
        :return: an object with ``rows`` (as ``read`` returns them), ``cursor`` (a text
            for the next call), ``more`` (whether there are more rows right now) and
            ``complete_until`` (the moment, in UTC, up to which all changes are known)
        :raise AccessError: the caller is not of the team
        :raise UserError: a cursor that is none of this model's, an impossible limit or
            an unknown field
        """
        if not self.env.user.has_group("marfanet_crm.group_marfanet_agent"):
            raise AccessError(
                self.env._("Only the team of MarFanet CRM may ask for changes.")
            )
        self.browse().check_access("read")
        after = self._marfanet_read_cursor(cursor)
        self._marfanet_check_limit(limit)
        names = self._marfanet_check_fields(fields)
        with self.env.registry.cursor() as cr:
            cr.execute(SQL(HORIZON, grace=GRACE))
            [horizon] = cr.fetchone()
            # The rows must be read by a transaction that begins after the horizon was
            # taken: the caller's own began before, and would miss what was committed
            # in between, for ever. Nothing was written that this could lose.
            cr.rollback()
            model = self.with_env(self.env(cr=cr))
            return model._marfanet_changes(after, horizon, limit, names)

    def _marfanet_changes_domain(self):
        """Return which records other systems are told of."""
        return Domain.TRUE

    def _marfanet_changes_fields(self):
        """Return the names of the fields that other systems are told."""
        raise NotImplementedError

    def _marfanet_changes(self, after, horizon, limit, names):
        """Return the page of changes after a position and before the horizon.

        :param after: the moment and the id of the last row of the page before
        :param horizon: what was written from this moment on is not complete yet
        """
        self.env.cr.execute(self._marfanet_changes_query(after, horizon, limit + 1))
        found = self.env.cr.fetchall()
        page = found[:limit]
        records = self.browse(row_id for _moment, row_id in page)
        return {
            "rows": records.read(names),
            "cursor": self._marfanet_write_cursor(*(page[-1] if page else after)),
            "more": len(found) > limit,
            "complete_until": fields.Datetime.to_string(horizon),
        }

    def _marfanet_changes_query(self, after, horizon, limit):
        query = self._search(self._marfanet_changes_domain(), active_test=False)
        write_date = SQL.identifier(self._table, "write_date")
        row_id = SQL.identifier(self._table, "id")
        query.add_where(SQL("(%s, %s) > (%s, %s)", write_date, row_id, *after))
        query.add_where(SQL("%s < %s", write_date, horizon))
        query.order = SQL("%s, %s", write_date, row_id)
        query.limit = limit
        return query.select(write_date, row_id)

    # --- WHAT THE CALLER SENT

    def _marfanet_write_cursor(self, moment, row_id):
        text = f"{self._name} {moment.isoformat(timespec='microseconds')} {row_id}"
        return base64.urlsafe_b64encode(text.encode()).decode()

    def _marfanet_read_cursor(self, cursor):
        """Return the position that a cursor stands for.

        :raise UserError: it stands for none of this model's
        """
        if cursor is None or cursor is False or cursor == "":
            return START, 0
        try:
            text = base64.b64decode(cursor, altchars=b"-_", validate=True).decode()
            model, moment, row_id = text.split(" ")
            position = datetime.fromisoformat(moment), int(row_id)
            # Also refuses what only looks like it: one position has one cursor.
            if model != self._name or self._marfanet_write_cursor(*position) != cursor:
                raise ValueError
        except (TypeError, ValueError, binascii.Error):
            position = None
        if not position or position[0].tzinfo or not 0 <= position[1] < 2**31:
            raise UserError(
                self.env._(
                    "This is no cursor of these records. Send the one that the last"
                    " call returned, or none to begin with the oldest record."
                )
            )
        return position

    def _marfanet_check_limit(self, limit):
        is_number = isinstance(limit, int) and not isinstance(limit, bool)
        if not (is_number and 1 <= limit <= MOST_ROWS):
            raise UserError(
                self.env._(
                    "The limit is a whole number from 1 to %(most)s.", most=MOST_ROWS
                )
            )

    def _marfanet_check_fields(self, names):
        """Return the names of the fields to read.

        :raise UserError: there is no such field
        """
        if names is None or names is False:
            names = self._marfanet_changes_fields()
        if not isinstance(names, list | tuple):
            raise UserError(self.env._("Send the names of the fields as a list."))
        unknown = [
            str(name)[:80]
            for name in names
            if not isinstance(name, str) or name not in self._fields
        ]
        if unknown:
            raise UserError(
                self.env._(
                    "There are no such fields: %(names)s.", names=", ".join(unknown)
                )
            )
        return list(dict.fromkeys([*names, "active", "write_date"]))

import logging

from psycopg2 import Error as DatabaseError

from odoo import api, models
from odoo.tools import SQL

from ..tools.chain import SEALED, seal
from ..tools.own_cursor import own_cursor

_logger = logging.getLogger(__name__)

# Any number that no other use of advisory locks in this database has.
LOCK = 8_116_104_105
# Set in a transaction whose entries will be sealed.
SEALING = "marfanet_access.seal"
# Entries sealed while the lock is held once: some milliseconds.
BATCH = 500


class MarfanetAccessEvent(models.Model):
    """Chains the entries when they have been committed, each in a moment of its own.

    A transaction cannot chain what it enters: it does not see what others have entered
    since it began, and whoever held the lock until it ends would have all the others
    wait, and itself when it enters something apart. So entries are committed unsealed,
    and sealed right afterwards by transactions that do nothing else.
    """

    _inherit = "marfanet.access.event"

    _unsealed_idx = models.Index("(id) WHERE hash IS NULL")
    # Two that follow the same one would be a fork.
    _position_unique = models.UniqueIndex("(position) WHERE position IS NOT NULL")

    def _seal_after_commit(self):
        postcommit = self.env.cr.postcommit
        if SEALING not in postcommit.data:
            postcommit.data[SEALING] = True
            postcommit.add(self.browse()._seal)

    def _seal_no_more(self):
        """Leave this transaction's entries unsealed: it takes the log itself away."""
        self.env.cr.postcommit.data[SEALING] = True

    @api.model
    def _seal(self):
        """Chain what has been committed and is not chained yet.

        What cannot be chained now (no connection left, no answer within ten seconds) is
        chained with the next entry, or within the hour.
        """
        try:
            while self._seal_some() == BATCH:
                pass
        except DatabaseError as error:
            _logger.warning("The audit log could not be sealed: %s", type(error))

    def _seal_some(self):
        """Chain up to ``BATCH`` entries in a transaction of its own.

        :return: how many
        """
        with own_cursor(self.env.registry) as cr:
            cr.execute("SELECT set_config('lock_timeout', '10s', true)")
            # Waiting too long is no error of a query, which Odoo would log.
            cr.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK], log_exceptions=False)
            cr.execute("SELECT position, hash FROM marfanet_access_event_head")
            head = cr.fetchone()
            if not head:
                # Never begun anew: the check says that it has been removed.
                return 0
            position, previous = head
            cr.execute(
                SQL(
                    """SELECT %s FROM marfanet_access_event
                        WHERE hash IS NULL ORDER BY id LIMIT %s""",
                    SQL(", ").join(map(SQL.identifier, SEALED)),
                    BATCH,
                )
            )
            rows = []
            for entry in cr.dictfetchall():
                position += 1
                sealed = seal(previous, position, entry)
                rows.append((entry["id"], position, previous, sealed))
                previous = sealed
            if rows:
                cr.execute_values(
                    """UPDATE marfanet_access_event event
                          SET position = row.position,
                              previous_hash = row.previous,
                              hash = row.hash
                         FROM (VALUES %s) row (id, position, previous, hash)
                        WHERE event.id = row.id""",
                    rows,
                    page_size=BATCH,
                )
                cr.execute(
                    "UPDATE marfanet_access_event_head SET position = %s, hash = %s",
                    [position, previous],
                )
            return len(rows)

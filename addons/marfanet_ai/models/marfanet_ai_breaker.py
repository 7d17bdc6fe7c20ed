import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import psycopg2.errors

from odoo import fields, models
from odoo.tools import SQL

from ..exceptions import AIServiceError, NeedsPerson, OverBudget, TryLater
from ..tools.breaker import State, after_failure, after_success, counts
from ..tools.transactions import own_cursor

_logger = logging.getLogger(__name__)

# Whoever holds the row does so for one short transaction.
_PATIENCE = "2s"
_COLUMNS = SQL("failures, rests, rests_until, probed_until, code, needs_person")


class MarfanetAiBreaker(models.Model):
    """What all workers know of a provider that fails; no row, no trouble.

    A table of its own: it is written while a person may have the provider's row
    locked, and on another cursor.
    """

    _name = "marfanet.ai.breaker"
    _description = "AI Provider's Breaker"
    _rec_name = "provider_id"

    provider_id = fields.Many2one(
        comodel_name="marfanet.ai.provider", required=True, ondelete="cascade"
    )
    failures = fields.Integer(string="Failures in a row")
    rests = fields.Integer(string="Rests in a row")
    rests_until = fields.Datetime()
    probed_until = fields.Datetime(string="Being tried until")
    code = fields.Char(string="Error")
    needs_person = fields.Boolean()

    _provider_unique = models.UniqueIndex("(provider_id)")

    def _states(self):
        """Return what is known, as plain Python reasons about it, by provider."""
        # Written past the ORM, on other cursors.
        self.invalidate_recordset()
        return {
            breaker.provider_id.id: State(
                breaker.failures,
                breaker.rests,
                breaker.rests_until or None,
                breaker.probed_until or None,
                breaker.code or "",
                breaker.needs_person,
            )
            for breaker in self
        }


class Breaker:
    """The breaker of one provider, for callers in any worker.

    It reads and writes on cursors of its own, so that all workers see at once what
    one has learned, whatever becomes of its transaction; and it needs no environment,
    so that it also serves an answer that is streamed after the request has ended.

    :param registry: of the database
    :param int provider_id: whose breaker
    :param float lease: seconds after which one who tries the service for all is taken
        for dead; no request lasts longer
    """

    def __init__(self, registry, provider_id, lease):
        self._registry = registry
        self._provider_id = provider_id
        self._lease = timedelta(seconds=lease)

    @contextmanager
    def passing(self):
        """Let one request pass, and learn from how it ends.

        A TryLater leaves the block with the seconds after which the breaker will let
        the next request pass.

        :raise TryLater: the service rests, or somebody else is trying it
        :raise NeedsPerson: it rests because of this
        """
        lease, is_well = self._enter()
        try:
            yield
        except AIServiceError as error:
            state = self._leave(error, lease)
            if isinstance(error, TryLater):
                error.retry_after = state.wait(fields.Datetime.now()) or None
            raise
        except BaseException:
            # Our own fault, or nobody waits any more: it tells nothing of the service.
            self._release(lease)
            raise
        else:
            # Who has failed since then is not mended by what had begun before.
            if not is_well:
                self._leave(None, lease)

    def state(self):
        """Return what is known now."""
        with self._registry.cursor() as cr:
            return self._read(cr, SQL())

    def wait(self):
        """Return the seconds before which nothing will pass; 0 where it would now."""
        return self.state().wait(fields.Datetime.now())

    def obstacle(self):
        """Return the error that ``passing`` would raise now, or None."""
        state, now = self.state(), fields.Datetime.now()
        return resting(state, now) if state.wait(now) else None

    def _enter(self):
        """Let a request in.

        :return: None, or until when it may try the service for all; and whether nobody
            has failed since the last one that succeeded
        """
        now = fields.Datetime.now()
        state = self.state()
        if state.position(now) == "closed":
            return None, not state.failures
        if not state.wait(now):
            lease = now + self._lease
            claimed = False

            def claim(state):
                nonlocal claimed
                claimed = state.position(now) == "half_open" and not state.wait(now)
                return replace(state, probed_until=lease) if claimed else state

            state = self._change(claim)
            if claimed:
                return lease, False
            if state.position(now) == "closed":
                return None, not state.failures
        raise resting(state, now)

    def _leave(self, error, lease):
        """Learn from how a request ended; return the state since then.

        :param error: an AIServiceError, or None
        :param lease: what ``_enter`` has returned
        """
        if isinstance(error, OverBudget):
            return self._release(lease)
        failed = error is not None and counts(error)
        if not failed and lease is None:
            state = self.state()
            if not state.failures or state.rests_until:
                return state
        now = fields.Datetime.now()

        def learn(state):
            # A try that took longer than its lease is not the one for all any more.
            mine = lease is not None and state.probed_until == lease
            if failed:
                return after_failure(state, error, now, probing=mine)
            return after_success(state, probing=mine)

        return self._change(learn)

    def _release(self, lease):
        """Let another one try the service."""
        if lease is None:
            return self.state()
        return self._change(
            lambda state: (
                replace(state, probed_until=None)
                if state.probed_until == lease
                else state
            )
        )

    def _change(self, change):
        """Replace the state by another one, alone; return what it is then.

        :param change: a function of the state
        """
        try:
            with own_cursor(self._registry) as cr:
                return self._write(cr, change)
        except psycopg2.errors.ForeignKeyViolation:
            # The provider was made in a transaction that has not ended.
            return State()
        except psycopg2.errors.LockNotAvailable:
            # Somebody edits the provider at this moment, which closes the breaker;
            # perhaps the very transaction that asks here.
            _logger.warning("AI provider %s: its breaker is held", self._provider_id)
            return self.state()

    def _read(self, cr, lock):
        cr.execute(
            SQL(
                "SELECT %s FROM marfanet_ai_breaker WHERE provider_id = %s %s",
                _COLUMNS,
                self._provider_id,
                lock,
            ),
            log_exceptions=False,
        )
        row = cr.fetchone()
        if not row:
            return State()
        return State(*row[:4], row[4] or "", bool(row[5]))

    def _write(self, cr, change):
        cr.execute(SQL("SELECT set_config('lock_timeout', %s, true)", _PATIENCE))
        cr.execute(
            SQL(
                "INSERT INTO marfanet_ai_breaker (provider_id, failures, rests)"
                " VALUES (%s, 0, 0) ON CONFLICT (provider_id) DO NOTHING",
                self._provider_id,
            ),
            log_exceptions=False,
        )
        known = self._read(cr, SQL("FOR UPDATE"))
        state = change(known)
        if state != known:
            cr.execute(
                SQL(
                    "UPDATE marfanet_ai_breaker SET (%s) = (%s, %s, %s, %s, %s, %s)"
                    " WHERE provider_id = %s",
                    _COLUMNS,
                    state.failures,
                    state.rests,
                    state.rests_until,
                    state.probed_until,
                    state.code or None,
                    state.needs_person,
                    self._provider_id,
                )
            )
        return state


def resting(state, now):
    """Return the error that stands for not asking a service that rests."""
    if state.needs_person:
        return NeedsPerson(state.code)
    return TryLater("resting", retry_after=state.wait(now))

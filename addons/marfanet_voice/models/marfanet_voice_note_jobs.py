import hashlib
import json
import logging
import traceback
import zlib
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg2

from odoo import SUPERUSER_ID, fields, models
from odoo.tools import SQL

from odoo.addons.queue_job.exception import RetryableJobError

from ..exceptions import StageFailed
from ..note_job import NoteJob
from ..tools.succession import CONTEXT_KEY

_logger = logging.getLogger(__name__)

DEFAULT_TIMEZONE = "Asia/Tehran"

# Until when a service that fails for a while is asked again: after 1, 5, 15 minutes,
# then hourly. The sum covers a working day without it.
RETRY_DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, *[60] * 8)]

# After how many faults of our own a person has to look.
MAX_FAULTS = 3

# Seconds after which a job looks again whether the other one at the same work is done.
BUSY = 15


# What most stages read of a note, of its thirty fields; the rest are read on demand.
WORKED_ON = (
    *("state", "client_uuid", "user_id", "company_id", "partner_id", "interaction_id"),
    *("hearing", "heard", "transcript", "segments", "attempts", "rescues"),
)


def stage(*names):
    """Make a method a job that leaves nothing of a note in the queue's tables.

    queue_job stores the whole printed chain of what a job raises, and exceptions
    quote what they stumbled over. What is left is where it happened.

    :param names: the fields of a note that it reads besides ``WORKED_ON``
    """

    def decorate(method):
        @wraps(method)
        def run(self, *args, **kwargs):
            try:
                self.fetch([*WORKED_ON, *names])
                return method(self, *args, **kwargs)
            except (RetryableJobError, psycopg2.OperationalError):
                # queue_job runs the job again; their texts are PostgreSQL's own.
                raise
            except Exception as error:  # noqa: BLE001 - its words stay here
                failure = StageFailed(f"{type(error).__name__} at {_where(error)}")
            raise failure

        return run

    return decorate


def _where(error):
    frames = reversed(traceback.extract_tb(error.__traceback__)[-6:])
    return " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames
    )


class MarfanetVoiceNote(models.Model):
    """How the work on a note goes on: in jobs that are safe to run at any time.

    ``_transcribe`` plans the pieces, ``_transcribe_piece`` has one written down,
    ``_join`` puts them together, ``_analyse`` reads the transcript, and ``_apply``
    writes the finding into the CRM. Each first tests whether it is still wanted. What
    services answer is kept at once (``marfanet.voice.result``). No job holds a lock
    that a person could wait for while it asks a service; it locks the note when it has
    the answer, and PostgreSQL makes it start over, for nothing, if the note has
    changed since.
    """

    _inherit = "marfanet.voice.note"

    # --- WHAT COMES NEXT

    def _enqueue(self, step, *args, eta=None):
        for note in self:
            # Nobody follows a job's record, which queue_job keeps as a conversation.
            owned = note._as_owner().with_context(tracking_disable=True)
            delayable = owned.delayable(
                eta=eta, description=f"Voice note {note.id}: {step}"
            )
            getattr(delayable, step)(*args)
            succession = self.env.context.get(CONTEXT_KEY)
            if succession and not eta and succession.is_open():
                job = NoteJob.of(delayable._build_job())
                job.store_as_begun()
                succession.put(job)
            else:
                delayable.delay()

    def _as_owner(self):
        """Return the note in the environment of its agent, or of the system.

        What the agent might not do, no note does in their name; for who has left,
        or left the team, the system finishes it.
        """
        # sudo: agents may not read users; only whether this one is still there.
        owner = self.user_id.sudo()
        # Of a user's and a contact's fields, no more than jobs need.
        owner.fetch(["active", "partner_id"])
        prefers = self._preferences()
        note = self.with_context(
            lang=prefers["lang"],
            tz=prefers["tz"],
            allowed_company_ids=self.company_id.ids,
        ).sudo(False)
        if owner.active and owner.has_group("marfanet_crm.group_marfanet_agent"):
            return note.with_user(owner)
        return note.with_user(SUPERUSER_ID)

    def _go_on(self, eta=None):
        """Start the work again from where it stands."""
        for note in self:
            if note.state == "analysed":
                note._enqueue("_apply", eta=eta)
            elif note._is_heard():
                note._enqueue("_analyse", eta=eta)
            else:
                note._enqueue("_transcribe", eta=eta)

    def _is_heard(self):
        """Whether the transcript is there, and the one that was last asked for."""
        return bool(self.transcript) and self.heard == self.hearing

    # --- STATES

    def _set_state(self, state, **values):
        """Let the work on the note go on, and tell people so."""
        self._put_into_state(state, **values)
        self._tell()

    def _put_into_state(self, state, **values):
        # sudo: people write but the transcript; the rest is kept by this work.
        self.sudo().write(
            {
                "failure": False,
                "retry_at": False,
                "attempts": 0,
                "rescues": 0,
                **values,
                "state": state,
                "step_date": fields.Datetime.now(),
            }
        )

    def _tell(self):
        """Tell the browsers of the note's agent, and of the leads, where it stands."""
        leads = self.env["res.groups"]._marfanet_leads_sudo()
        # sudo: agents may not read users. To partners are the messages of users
        # addressed: nothing else of them.
        self.sudo().user_id.fetch(["active", "partner_id"])
        for note in self.sudo():
            told = {
                "id": note.id,
                "client_uuid": note.client_uuid,
                "state": note.state,
                "partner_id": note.partner_id.id,
                "interaction_id": note.interaction_id.id,
                "failure": note.failure or "",
                "retry_at": fields.Datetime.to_string(note.retry_at) or "",
            }
            note.user_id._bus_send("marfanet_voice_note", told)
            leads._bus_send("marfanet_voice_note", told)

    def _fail(self, failure):
        self._set_state("failed", failure=failure)

    def _wait_for_service(self, error):
        """Let a later job go on, at the moment that the service asked for.

        Not by queue_job's own retry: that rolls back what the job wrote, and the
        person would not see what the note waits for.
        """
        reason = self.env["marfanet.ai.gateway"]._reason_of(error)
        if self.attempts >= len(RETRY_DELAYS):
            self._fail(self._and_what_to_do(reason))
            return
        delay = RETRY_DELAYS[self.attempts]
        if error.retry_after:
            # What the service asks for counts, up to the longest wait of our own.
            asked = timedelta(seconds=min(error.retry_after, 3600))
            delay = max(delay, asked)
        self._wait(delay, reason, self.attempts + 1)

    def _wait(self, delay, reason, attempts):
        self._set_state(
            "waiting",
            failure=reason,
            retry_at=fields.Datetime.now() + delay,
            attempts=attempts,
            rescues=self.rescues,
        )
        self._go_on(eta=self.retry_at)

    def _on_job_failed(self, exc_name=None, **failure):
        """Try again after a fault of our own, a few times; then a person has to look.

        Called by queue_job, in a transaction of its own.
        """
        # The words of the exception may quote the note: they are not logged.
        _logger.error("Voice note %s: a job failed with %s", self.ids, exc_name)
        for note in self:
            note._lock()
            if note.state not in note._states_at_work():
                continue
            if note.rescues >= MAX_FAULTS:
                note._fail(note._fault())
                continue
            # sudo: as in _set_state.
            note.sudo().rescues += 1
            note._wait(RETRY_DELAYS[note.rescues - 1], note._fault_retried(), 0)

    def _fault(self):
        return self.env._(
            "Something went wrong on the server. The recording is safe; try again, or"
            " type what was said."
        )

    def _fault_retried(self):
        return self.env._(
            "Something went wrong on the server. It is tried again by itself."
        )

    def _and_what_to_do(self, reason):
        return self.env._(
            "%(reason)s The recording is safe: try again, or type what was said.",
            reason=reason,
        )

    def _states_at_work(self):
        return ("received", "transcribing", "waiting", "transcribed", "analysed")

    # --- ONE AT A TIME

    def _lock(self):
        """Keep other transactions from changing the note until this one has ended.

        Whoever changed it since this one began makes it fail here, before anything
        was written, so that nothing of the note is logged. Odoo and queue_job then
        start over. What was read of it before is thus what is locked, and need not be
        read again. "No key": results that refer to the note need not wait.
        """
        self._lock_rows(self)

    def _lock_rows(self, records):
        if not records:
            return
        records.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                SQL.identifier(records._table),
                tuple(records.ids),
            ),
            log_exceptions=False,
        )

    def _only_one(self, work):
        """Let no second job do the same work on the note while this one runs.

        :raise RetryableJobError: another one is at it; look again later
        """
        number = zlib.crc32(f"{self._name}:{work}".encode()) - 2**31
        self.env.cr.execute(
            SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", number, self.id)
        )
        if not self.env.cr.fetchone()[0]:
            raise RetryableJobError("Busy", seconds=BUSY, ignore_retry=True)

    # --- SMALL HELP

    @staticmethod
    def _hash(*parts):
        """Return the hash of what a stage's result depends on."""
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def _preferences(self):
        """Return the agent's language and time zone, which workers keep in mind."""
        return self.env["res.users"].with_user(self.user_id).context_get()

    def _timezone(self):
        return ZoneInfo(self._preferences()["tz"] or DEFAULT_TIMEZONE)

    def _local_date(self):
        """The moment of the recording on the agent's clock, naive."""
        aware = self.date.replace(tzinfo=UTC).astimezone(self._timezone())
        return aware.replace(tzinfo=None)

    def _utc(self, local):
        if not local:
            return False
        aware = datetime.fromisoformat(local).replace(tzinfo=self._timezone())
        return aware.astimezone(UTC).replace(tzinfo=None)

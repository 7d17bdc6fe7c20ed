import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# A note whose work has not moved on for so long is looked at. Longer than a job takes
# to be found dead and started again (10 seconds), and than most calls take.
STILL = timedelta(minutes=2)

# A job that runs longer hangs: workers are killed after limit_time_real, 15 minutes.
HANGS = timedelta(minutes=20)

# How often work that stands still is started again, before a person has to look.
MAX_RESCUES = 5

# After so long without any job being started, though some are due, the runner is
# taken to stand still; and how often the administrators are told so.
RUNNER_STILL = timedelta(minutes=5)
TELL_EVERY = timedelta(hours=6)
TOLD = "marfanet_voice.runner_told"

BATCH = 100


class MarfanetVoiceNote(models.Model):
    """The watchdog: what stands still is started again, by a cron without the queue.

    What it is for (OCA queue_job 19.0.2.4): a job that is found dead too often is set
    to failed by the runner itself, which tells nobody; jobs can be cancelled or
    deleted; a job that raised has told the note, but the server may have died in
    between; dead jobs are only looked for when the runner wakes up, and it sleeps
    until the next planned one; and a runner whose connection has silently dropped
    waits for ever.
    """

    _inherit = "marfanet.voice.note"

    @api.model
    def _cron_watch(self):
        """Wake the runner, start again what stands still, tell if the runner does."""
        self._wake_runner()
        now = fields.Datetime.now()
        standing = self.search(
            [
                ("state", "in", self._states_at_work()),
                "|",
                "|",
                ("step_date", "=", False),
                ("step_date", "<", now - STILL),
                ("id", "in", self._given_up()),
                "|",
                ("retry_at", "=", False),
                ("retry_at", "<", now - STILL),
            ],
            order="step_date",
            limit=BATCH,
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(standing))
        for note in standing:
            try:
                with self.env.cr.savepoint():
                    note._rescue()
            except Exception as error:  # noqa: BLE001 - one note must not stop the rest
                _logger.error(
                    "Voice note %s could not be rescued: %s", note.id, type(error)
                )
            if not cron._commit_progress(1):
                break
        self._check_runner()

    @api.model
    def _given_up(self):
        """Return ids of notes of which the runner has given up a job.

        It died too often, and nobody was told: there is nothing to wait for.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT substring(func_string, %s)::int FROM queue_job
                    WHERE model_name = %s AND state = 'failed'
                      AND exc_name = 'JobFoundDead' AND date_created > %s""",
                r"\((\d+),\)",
                self._name,
                fields.Datetime.now() - timedelta(days=1),
            )
        )
        return [number for (number,) in self.env.cr.fetchall() if number]

    def _rescue(self):
        """Start the work again, if no job is going to go on with it."""
        self.ensure_one()
        if self._has_live_job():
            return
        self._lock()
        if self.rescues >= MAX_RESCUES:
            self._fail(self._fault())
            return
        _logger.info("Voice note %s stood still and is started again", self.id)
        # sudo: as in _set_state. Nothing of its state changes.
        self.sudo().write(
            {"rescues": self.rescues + 1, "step_date": fields.Datetime.now()}
        )
        self._go_on()

    def _has_live_job(self):
        """Whether a job will go on with the note: it is due, or at work."""
        now = fields.Datetime.now()
        # sudo: nobody of the CRM may read jobs; only whether there is one.
        jobs = self.env["queue.job"].sudo()
        mine = [
            ("model_name", "=", self._name),
            ("func_string", "=like", f"{self._name}({self.id},).%"),
        ]
        planned = self.retry_at or now
        return bool(
            jobs.search_count(
                [
                    *mine,
                    "|",
                    "|",
                    ("state", "in", ("enqueued", "wait_dependencies")),
                    "&",
                    ("state", "=", "started"),
                    ("date_started", ">", now - HANGS),
                    # One that somebody has put off to some other day does not count.
                    "&",
                    ("state", "=", "pending"),
                    "|",
                    ("eta", "=", False),
                    ("eta", "<=", max(planned, now) + STILL),
                ],
                limit=1,
            )
        )

    # --- THE RUNNER

    @api.model
    def _wake_runner(self):
        """Have the runner look at what is due or may be dead, if it sleeps."""
        self.env.cr.execute(
            SQL(
                """SELECT pg_notify('queue_job', uuid) FROM (
                       SELECT uuid FROM queue_job
                       WHERE state IN ('enqueued', 'started')
                          OR state = 'pending'
                             AND (eta IS NULL OR eta <= now() AT TIME ZONE 'UTC')
                       ORDER BY date_created LIMIT %s) AS due""",
                BATCH,
            )
        )

    @api.model
    def _check_runner(self):
        """Tell the administrators once if nothing is started though jobs are due."""
        # sudo: nobody of the CRM may read or write these.
        parameters = self.env["ir.config_parameter"].sudo()
        now = fields.Datetime.now()
        if not self._runner_stands_still(now):
            if parameters.get_param(TOLD):
                parameters.set_param(TOLD, False)
            return
        told = fields.Datetime.to_datetime(parameters.get_param(TOLD) or None)
        if told and told > now - TELL_EVERY:
            return
        parameters.set_param(TOLD, fields.Datetime.to_string(now))
        _logger.error("The job runner stands still: jobs are due, none is started")
        self._tell_administrators()

    @api.model
    def _runner_stands_still(self, now):
        # sudo: only whether there are such jobs.
        jobs = self.env["queue.job"].sudo()
        before = now - RUNNER_STILL
        due = [
            ("state", "=", "pending"),
            ("date_created", "<", before),
            "|",
            ("eta", "=", False),
            ("eta", "<", before),
        ]
        moving = ["|", ("date_enqueued", ">", before), ("date_done", ">", before)]
        return bool(
            jobs.search_count(due, limit=1)
            and not jobs.search_count(moving, limit=1)
            # Channels are full while a long one is at work.
            and not jobs.search_count(
                [("state", "=", "started"), ("date_started", ">", now - HANGS)], limit=1
            )
        )

    @api.model
    def _tell_administrators(self):
        # sudo: the cron's own; only the addresses of the administrators.
        group = self.env.ref("marfanet_crm.group_marfanet_admin").sudo()
        partners = group.all_user_ids.filtered("active").partner_id
        for lang, people in partners.grouped("lang").items():
            env = self.with_context(lang=lang).env
            self.env["mail.thread"].message_notify(
                partner_ids=people.ids,
                subject=env._("Voice notes stand still"),
                body=env._(
                    "No background job has been started for minutes, although some"
                    " are due. Nothing is lost. Restart the server; if that does not"
                    " help, look whether queue_job is among its server-wide modules."
                ),
            )

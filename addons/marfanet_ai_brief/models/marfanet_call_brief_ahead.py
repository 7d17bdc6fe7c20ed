import logging
from datetime import datetime, time, timedelta
from itertools import zip_longest

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.marfanet_ai.exceptions import AIServiceError, TryLater
from odoo.addons.marfanet_crm.tools import clock
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import identity_exact

from ..exceptions import BriefFailed
from ..tools.lines import LineReader

_logger = logging.getLogger(__name__)

#: A team's calls of a day; what one of them costs is bounded by its agent's budget.
MOST_A_NIGHT = 60
#: Where a service does not say when to come back, in seconds.
WAIT = 300


class MarfanetCallBrief(models.Model):
    """Briefs that are there before they are needed.

    A brief belongs to the task that it is made for: it is made with the rights, in the
    language and from the budget of the agent who will read it. The jobs may run at any
    time and any number of times: each looks first whether there is anything to do.
    """

    _inherit = "marfanet.call.brief"

    @api.model
    def _cron_make_ahead(self):
        """At night: have briefs made for the tasks of the next working day."""
        self._enqueue_tasks(_until_next_working_day)

    @api.model
    def _cron_make_anew(self):
        """In the morning: have made anew what has changed since, or was not made."""
        self._enqueue_tasks(lambda today: (today, today))

    @api.model
    def _enqueue_tasks(self, days):
        """Enqueue a job for each task due on certain days, soonest first.

        The companies take turns, so that none has the whole night to itself.

        :param days: a function of today that returns the first and the last of them
        """
        parameters = self.env["ir.config_parameter"]
        if parameters.get_param("marfanet_ai_brief.ahead", "on") != "on":
            return
        left = int(
            parameters.get_param("marfanet_ai_brief.most_a_night") or MOST_A_NIGHT
        )
        companies = self.env["res.company"].search([])
        for turn in zip_longest(*(self._due_tasks(one, days) for one in companies)):
            for task in filter(None, turn):
                if not left:
                    return
                left -= self._enqueue_task(task)

    def _due_tasks(self, company, days):
        zone = clock.company_zone(company)
        today = clock.to_local(fields.Datetime.now(), zone).date()
        first, last = days(today)
        return self.env["marfanet.task"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "todo"),
                ("user_id.active", "=", True),
                ("date_due", ">=", _midnight(first, zone)),
                ("date_due", "<", _midnight(last + timedelta(days=1), zone)),
            ],
            order="date_due, id",
        )

    def _enqueue_task(self, task):
        """Enqueue the job of a task; return whether there is somebody to read it."""
        agent = task.user_id
        if not agent.has_group("marfanet_crm.group_marfanet_agent"):
            return False
        if task.company_id not in agent.company_ids:
            return False
        briefs = self.with_user(agent).with_context(
            lang=agent.lang, tz=agent.tz, allowed_company_ids=task.company_id.ids
        )
        briefs.with_delay(
            identity_key=identity_exact, description=f"Call brief for task {task.id}"
        )._make_ahead(task.id, agent.id)
        return True

    def _make_ahead(self, task_id, agent_id):
        """Have the brief for a task written, unless there is a fresh one.

        :param agent_id: who will read it; part of what tells two jobs apart
        """
        try:
            self._make_for_task(task_id)
            return
        except (RetryableJobError, psycopg2.OperationalError):
            # queue_job runs the job again; their texts hold nothing of the case.
            raise
        except TryLater as error:
            code, wait = error.code, error.retry_after or WAIT
            again = RetryableJobError(code, seconds=max(1, int(min(wait, 3600))))
        except AIServiceError as error:
            # No service, no budget, an answer of no use: the agent has one written
            # on opening it, or is told why not.
            _logger.info("Call brief for task %s: %s", task_id, error.code)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, its words stay here
            again = BriefFailed(type(error).__name__)
        raise again

    def _make_for_task(self, task_id):
        try:
            task = self.env["marfanet.task"].browse(task_id).exists()
            if not task.active or task.state != "todo" or task.user_id != self.env.user:
                return
            case = self._case(task.partner_id.id, False, "", task.id)
            asked = self._asked(case)
        except UserError as error:
            # Not the agent's any more, or with nobody's representative: as if done.
            _logger.info("Call brief for task %s: %s", task_id, type(error).__name__)
            return
        if self._fresh(case, asked):
            return
        begun = fields.Datetime.now()
        writing = self._within(case)._ask(asked)
        reader = LineReader(case.purpose, asked.numbers, asked.principles)
        for piece in writing:
            # Nobody watches.
            list(reader.feed(piece))
        list(reader.close())
        if reader.lines:
            key = self._key(case, asked)
            self._keep(key, reader.in_order(), writing.author, begun, ahead=True)


def _until_next_working_day(today):
    tomorrow = today + timedelta(days=1)
    opening = clock.next_working_moment(datetime.combine(tomorrow, time()))
    return tomorrow, opening.date()


def _midnight(day, zone):
    return clock.to_utc(datetime.combine(day, time()), zone)

from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import Job
from odoo.addons.queue_job.tests.common import trap_jobs

from ..exceptions import BriefFailed
from .brief_common import GATEWAY_LOG, WRITTEN, BriefCommon

# Wednesday 1404-09-05 and Thursday 1404-09-06, 23:00 in Tehran.
WEDNESDAY = "2025-11-26 19:30:00"
THURSDAY = "2025-11-27 19:30:00"
SATURDAY_MORNING = "2025-11-29 04:00:00"
SATURDAY = datetime(2025, 11, 29, 6, 30)


@tagged("post_install", "-at_install")
class TestBriefAhead(BriefCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["marfanet.task"].search([]).active = False

    def setUp(self):
        super().setUp()
        self.jobs = self.enterContext(trap_jobs())
        self.enterContext(self.enter_registry_test_mode())

    def _enqueue(self, night, cron="_cron_make_ahead"):
        """Return the ids of the tasks for which a cron enqueues jobs."""
        self.jobs.enqueued_jobs.clear()
        with freeze_time(night):
            getattr(self.env["marfanet.call.brief"], cron)()
        return [job.args[0] for job in self.jobs.enqueued_jobs]

    def _run(self, moment=THURSDAY):
        self.env.flush_all()
        with freeze_time(moment):
            for job in self.jobs.enqueued_jobs:
                job.perform()
        self.env.invalidate_all()

    def _task_due(self, moment=SATURDAY, user=None, **values):
        return self._add_task(user or self.sara, date_due=moment, **values)

    # --- WHICH TASKS

    def test_each_task_of_the_next_day_has_a_job(self):
        tomorrow = self._task_due(datetime(2025, 11, 27, 6, 30))
        self._task_due(datetime(2025, 11, 26, 19, 0))  # still tonight
        self._task_due(SATURDAY)
        self.assertEqual(self._enqueue(WEDNESDAY), tomorrow.ids)

    def test_night_before_the_weekend_covers_the_day_after_it(self):
        friday = self._task_due(datetime(2025, 11, 28, 6, 30))
        saturday = self._task_due()
        self._task_due(datetime(2025, 11, 29, 20, 31))  # Sunday in Tehran
        self.assertEqual(self._enqueue(THURSDAY), (friday + saturday).ids)

    def test_what_nobody_will_call_for_is_left_out(self):
        self._task_due(user_id=False)
        self._task_due(state="done")
        self._task_due(active=False)
        self.env["marfanet.task"].create(
            {
                "name": "x",
                "partner_id": self.representative.id,
                "user_id": self.outsider.id,
                "date_due": SATURDAY,
            }
        )
        self.assertEqual(self._enqueue(THURSDAY), [])

    def test_soonest_come_first_and_there_is_a_limit(self):
        settings = self.env["res.config.settings"]
        settings.create({"marfanet_brief_most_a_night": 2}).execute()
        late = self._task_due(datetime(2025, 11, 29, 12, 0))
        early = self._task_due(datetime(2025, 11, 29, 6, 0))
        self._task_due(datetime(2025, 11, 29, 13, 0))
        self.assertEqual(self._enqueue(THURSDAY), (early + late).ids)
        settings.create({"marfanet_brief_ahead": "off"}).execute()
        self.assertEqual(self._enqueue(THURSDAY), [])
        for most in (0, -1, 1_001):
            with self.assertRaises(ValidationError):
                settings.create({"marfanet_brief_most_a_night": most})

    def test_companies_share_the_limit(self):
        settings = self.env["res.config.settings"]
        settings.create({"marfanet_brief_most_a_night": 3}).execute()
        company = self.env["res.company"].create({"name": "شعبه", "sequence": 2})
        self.env.company.sequence = 1
        self.sara.company_ids += company
        ours = [self._task_due(datetime(2025, 11, 29, hour)) for hour in (5, 6, 7)]
        there = self._task_due(datetime(2025, 11, 29, 12), company_id=company.id)
        enqueued = self._enqueue(THURSDAY)
        self.assertCountEqual(enqueued, [ours[0].id, ours[1].id, there.id])

    def test_job_is_its_agents_and_enqueued_once(self):
        self._task_due()
        self._enqueue(THURSDAY)
        [job] = self.jobs.enqueued_jobs
        self.assertEqual(job.recordset.env.user, self.sara)
        self.assertEqual(job.recordset.env.company, self.env.company)
        self.assertTrue(job.identity_key)
        self.assertIsInstance(job, Job)

    # --- WHAT A JOB DOES

    def test_brief_is_there_when_the_agent_opens_the_task(self):
        task = self._task_due()
        self._enqueue(THURSDAY)
        self.ai.answer(WRITTEN)
        self._run()
        self.assertEqual(self._stored().user_id, self.sara)
        with freeze_time("2025-11-29 06:00:00"):
            # Of itself, because it is the one for today.
            opened = self._open(purpose=False)
        self.assertEqual(opened["task"]["id"], task.id)
        self.assertTrue(opened["brief"]["made_ahead"])
        self.assertIn("حل شد", opened["brief"]["lines"][0]["text"])
        call = self.env["marfanet.ai.call"].search([("job", "=", "call_brief")])
        self.assertEqual(call.user_id, self.sara)

    def test_second_run_asks_nobody(self):
        self._task_due()
        self._enqueue(THURSDAY)
        self.ai.answer(WRITTEN)
        self._run()
        self._run()
        self.assertEqual(len(self._stored()), 1)

    def test_job_that_dies_after_keeping_is_done_when_run_again(self):
        self._task_due()
        self._enqueue(THURSDAY)
        self.ai.answer(WRITTEN)
        model = self.registry["marfanet.call.brief"]
        keep = model._keep

        def die(*args, **options):
            keep(*args, **options)
            raise ConnectionResetError(WRITTEN)

        failure = None
        with patch.object(model, "_keep", die):
            try:
                self._run()
            except BriefFailed as error:
                # Odoo's assertRaises would undo what was kept.
                failure = error
        # What a failing job raises is stored by the queue.
        self.assertEqual(str(failure), "ConnectionResetError")
        self.assertIsNone(failure.__context__)
        self._run()
        self.assertEqual(len(self._stored()), 1)

    def test_morning_renews_what_has_changed_and_nothing_else(self):
        self._task_due()
        other = self.env["res.partner"].create(
            {"name": "دیگر", "is_representative": True}
        )
        self._task_due(partner_id=other.id)
        self._enqueue(THURSDAY)
        self.ai.answer(WRITTEN)
        self.ai.answer(WRITTEN)
        self._run()
        self.interaction.summary = "دیشب باز قطع شد."
        self.assertEqual(len(self._enqueue(SATURDAY_MORNING, "_cron_make_anew")), 2)
        self.ai.answer(WRITTEN.replace("حل شد", "باز قطع شد"))
        self._run(SATURDAY_MORNING)
        self.assertEqual(len(self.ai.requests), 3)
        with freeze_time("2025-11-29 06:00:00"):
            self.assertIn("باز قطع", str(self._open(purpose=False)["brief"]["lines"]))

    def test_task_that_is_done_meanwhile_or_anothers_is_left_alone(self):
        done, given = self._task_due(), self._task_due()
        self._enqueue(THURSDAY)
        done.state = "done"
        given.with_user(self.lead).user_id = self.reza
        self._run()
        self.assertFalse(self.ai.requests)

    def test_task_that_cannot_be_read_any_more_is_left_alone(self):
        self._task_due()
        self._enqueue(THURSDAY)
        self.representative.is_representative = False
        self._run()
        self.representative.is_representative = True
        self.sara.group_ids = self.env.ref("base.group_user")
        self._run()
        self.assertFalse(self.ai.requests)

    def test_budget_that_is_used_up_ends_it_quietly(self):
        self.provider.price_input = 1.0
        self.env["marfanet.ai.budget"].create(
            {"level": "user", "user_id": self.sara.id, "amount": 0}
        )
        self._task_due()
        reza = self._task_due(user=self.reza)
        self.ai.answer(WRITTEN)
        self._enqueue(THURSDAY)
        self._run()
        # Each agent's budget is their own.
        self.assertEqual(self._stored().user_id, self.reza)
        self.assertEqual(reza.user_id, self.reza)

    def test_without_a_provider_it_ends_quietly(self):
        self.provider.active = False
        self._task_due()
        self._enqueue(THURSDAY)
        self._run()
        self.assertFalse(self._stored())

    def test_service_that_fails_for_a_while_is_asked_again_later(self):
        self._task_due()
        self._enqueue(THURSDAY)
        self.ai.fault(429, retry_after=120)
        with (
            self.assertLogs(GATEWAY_LOG, "WARNING"),
            self.assertRaises(RetryableJobError) as waits,
        ):
            self._run()
        self.assertEqual(waits.exception.seconds, 120)

    def test_answer_of_no_use_ends_it_quietly(self):
        self._task_due()
        self._enqueue(THURSDAY)
        self.ai.answer("نمی‌توانم.")
        self._run()
        self.assertFalse(self._stored())

    def test_failure_sends_nobody_mail(self):
        self._task_due()
        self.jobs.enqueued_jobs.clear()
        job = self.env["queue.job"].new({"model_name": "marfanet.call.brief"})
        self.assertIsNone(job._message_post_on_failure())

from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.marfanet_crm.tests.test_res_partner_account import (
    MarfanetAccountCommon,
)
from odoo.addons.queue_job.job import Job

from ..tools.predictor import process
from .predictor_common import TEHRAN, PredictorCommon

# A Monday in Tehran: 10:30 and 16:30.
MORNING = datetime(2026, 2, 9, 10, 30) - TEHRAN
AFTERNOON = datetime(2026, 2, 9, 16, 30) - TEHRAN


class TestBriefPredictor(PredictorCommon):
    """From contacts in the database to a chance before the next one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls._live(2000)
        cls.predictor._fit()
        cls.mine = cls.env["marfanet.brief.predictor"].with_user(cls.sara)
        cls.one = cls.partners[0].with_user(cls.sara)

    def _told(self, **values):
        return self.mine._predict(self.one, "support", **{"moment": MORNING, **values})

    def test_a_lead_has_it_learnt_in_the_background(self):
        self.predictor.write({"fitted_on": False, "silent_reason": "unfitted"})
        jobs = self.env["queue.job"].search([])
        self.predictor.with_user(self.lead).action_fit()
        self.predictor.with_user(self.lead).action_fit()
        job = self.env["queue.job"].search([]) - jobs
        self.assertEqual(len(job), 1, "asked for twice, it is learnt once")
        self.assertEqual(job.channel, "root.brief")
        Job.load(self.env, job.uuid).perform()
        self.assertEqual(self.predictor.state, "usable")
        self.assertEqual(self.predictor.sample, 2000)
        good = self.env["marfanet.brief.report"].search_count([("good", "=", 1)])
        self.assertAlmostEqual(self.predictor.good_share, good / 2000)

    def test_every_company_learns_every_week(self):
        other = self.env["res.company"].create({"name": "شعبه دیگر"})
        jobs = self.env["queue.job"].search([])
        self.env["marfanet.brief.predictor"]._cron_fit()
        self.assertTrue(self.predictor.search([("company_id", "=", other.id)]))
        companies = self.env["res.company"].search_count([])
        self.assertEqual(len(self.env["queue.job"].search([]) - jobs), companies)

    def test_an_agent_is_told_a_chance_and_why(self):
        told = self._told()
        self.assertTrue(0 < told["low"] <= told["percent"] <= told["high"] < 100)
        self.assertGreaterEqual(told["sample"], 50)
        self.assertIn(f"about {told['percent']}%", told["label"])
        self.assertIn("tested on 800 contacts", told["reliability_label"])
        self.assertIn(
            {"label": "From 10 to 12 o'clock: usually better", "effect": 1},
            told["reasons"],
        )

    def test_what_helps_and_what_does_not_shows_in_the_chance(self):
        morning, afternoon = self._told(), self._told(moment=AFTERNOON)
        self.assertGreater(morning["percent"], afternoon["percent"] + 15)
        self.assertIn(-1, {reason["effect"] for reason in afternoon["reasons"]})
        by_telegram = self._told(channel="telegram")
        self.assertLess(by_telegram["percent"], morning["percent"])

    def test_what_was_logged_since_counts(self):
        before = self._told()
        self._log_interaction(
            self.sara,
            partner_id=self.one.id,
            date=MORNING - timedelta(hours=1),
            sentiment="negative",
            outcome_id=self.outcomes["unreached"].id,
        )
        self.assertLess(self._told()["percent"], before["percent"])

    def test_what_comes_later_does_not_count(self):
        before = self._told()
        self._log_interaction(
            self.sara,
            partner_id=self.one.id,
            date=MORNING + timedelta(hours=1),
            sentiment="negative",
            outcome_id=self.outcomes["unreached"].id,
        )
        self.assertEqual(self._told(), before)

    def test_two_look_ups_tell_it(self):
        self._told(overdue=False)
        self.env.flush_all()
        self.env.invalidate_all()
        # What the caller has read of them: who they are, and the company's clock.
        self.one.name, self.one.env.company.partner_id.tz  # noqa: B018
        with self.assertQueryCount(2):
            self._told(overdue=False)

    def test_without_numpy_in_the_worker(self):
        with patch.dict("sys.modules", {"numpy": None, "sklearn": None, "scipy": None}):
            self.assertTrue(self._told())

    def test_it_is_silent_where_nothing_was_learnt_and_says_so(self):
        self.predictor.write({"silent_reason": "no_gain", "good_share": 0.437})
        self.assertFalse(self._told())
        self.assertIn("44 of 100", self.mine._status_label())
        self.predictor.unlink()
        self.assertFalse(self._told())
        self.assertIn("nothing has been learnt", self.mine._status_label())

    def test_it_is_silent_on_few_contacts(self):
        self.env["marfanet.interaction"].search([], limit=1600).active = False
        self.predictor._fit()
        self.assertEqual(self.predictor.silent_reason, "thin")
        self.assertFalse(self._told())
        self.assertIn("400 contacts", self.mine._status_label())

    def test_it_is_silent_when_it_was_learnt_too_long_ago(self):
        with freeze_time(fields.Datetime.now() + timedelta(days=36)):
            self.assertFalse(self._told())
            self.assertIn("too long ago", self.mine._status_label())

    def test_it_is_silent_where_an_update_reads_contacts_otherwise(self):
        self.predictor.model = {**self.predictor.model, "version": 0}
        self.assertFalse(self._told())

    def test_a_failure_shows_and_leaves_what_was_learnt(self):
        told = self._told()
        job = self.predictor.with_delay()._fit()
        with patch.object(process, "MEMORY_BYTES", 40 * 1024**2):
            with self.assertRaises(process.Failed):
                job.perform()
        config = self.env["queue.job.function"].job_config(job.job_function_name)
        getattr(self.predictor, config.on_fail_method_name)(
            exc_name="Failed", exc_message="", exc_info=""
        )
        self.assertTrue(self.predictor.failed_on)
        self.assertEqual(self._told(), told)
        self.predictor._fit()
        self.assertFalse(self.predictor.failed_on)

    # --- WHO

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_agents_see_nothing_but_the_chance(self):
        predictor = self.predictor.with_user(self.sara)
        for name, ask in (
            ("read", lambda: predictor.read(["sample"])),
            ("page", predictor.action_open),
            ("learn", predictor.action_fit),
            ("report", self.env["marfanet.brief.report"].with_user(self.sara).search),
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                ask([]) if name == "report" else ask()

    def test_leads_read_the_page_and_write_nothing(self):
        predictor = self.predictor.with_user(self.lead)
        self.assertEqual(predictor.action_open()["res_id"], predictor.id)
        self.assertIn("From 10 to 12", predictor.effects_page)
        self.assertIn("800, with 60 representatives", predictor.test_page)
        self.assertEqual(predictor.test_page.count("progress-bar"), 10)
        with self.assertRaises(AccessError):
            predictor.sample = 1
        with self.assertRaises(AccessError):
            predictor.unlink()

    def test_another_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "شعبه دیگر"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "marfanet_crm.group_marfanet_lead",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        predictors = self.predictor.with_user(stranger)
        self.assertFalse(predictors.search([]))
        own = predictors._of(other)
        own.sudo()._fit()
        self.assertEqual(own.sample, 0)
        self.assertEqual(own.silent_reason, "thin")

    def test_persian_readers_read_persian_numbers(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        persian = self.mine.with_context(lang="fa_IR")
        told = persian._predict(self.one.with_env(persian.env), "support", MORNING)
        self.assertRegex(told["label"], "[۰-۹]")
        self.assertNotRegex(told["label"], "[0-9]")
        self.assertEqual(persian._number(12345), "۱۲٬۳۴۵")


@tagged("post_install", "-at_install")
class TestBriefPredictorDebts(MarfanetAccountCommon):
    """Who owed something overdue when, from the books."""

    def test_debts_are_known_as_of_each_contact(self):
        self._invoice(100, "2026-11-05")
        self._pay(100, "2026-11-12")
        for day in (4, 5, 6, 11, 12):
            self._log_interaction(self.sara, date=datetime(2026, 11, day, 8))
        predictor = self.env["marfanet.brief.predictor"]._of(self.env.company)
        pasts = predictor._read_contacts()
        debts = predictor._read_debts(pasts)
        self.assertEqual(
            [
                debts.is_overdue(past.payer, past.contact.moment.date())
                for past in pasts
            ],
            [False, False, True, True, False],
        )

    def test_books_without_a_word_of_them_tell_nothing(self):
        self._log_interaction(self.sara)
        predictor = self.env["marfanet.brief.predictor"]._of(self.env.company)
        self.assertIsNone(predictor._read_debts(predictor._read_contacts()))

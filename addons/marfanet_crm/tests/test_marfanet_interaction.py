from datetime import datetime

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time

from odoo.addons.mail.tests.common import MailCase

from .common import MarfanetCrmCommon

TEHRAN_11 = datetime(2026, 11, 22, 7, 30)  # Sunday 1 Azar 1405, 11:00 in Tehran


class TestMarfanetInteraction(MarfanetCrmCommon, MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.busy = cls.env.ref("marfanet_crm.marfanet_outcome_busy")
        cls.no_answer = cls.env.ref("marfanet_crm.marfanet_outcome_no_answer")
        cls.resolved = cls.env.ref("marfanet_crm.marfanet_outcome_resolved")
        cls.other = cls.env["res.partner"].create(
            {"name": "زهرا موسوی", "is_representative": True}
        )

    def _log_form(self, user, **context):
        action = self.representative.with_user(user).action_log_interaction()
        model = self.env["marfanet.interaction"].with_user(user)
        return Form(
            model.with_context(**action["context"], **context),
            view=action["views"][0][0],
        )

    def test_agent_logs_interaction_in_own_name(self):
        interaction = self._log_interaction(self.sara, subject="اتصال V2Ray")
        self.assertEqual(interaction.user_id, self.sara)
        self.assertEqual(interaction.display_name, "علی رضایی – اتصال V2Ray")

    def test_interaction_without_subject_is_called_by_its_purpose(self):
        interaction = self._log_interaction(self.sara, purpose="sales")
        self.assertEqual(interaction.display_name, "علی رضایی – Sales")

    def test_interaction_with_other_contact_is_refused(self):
        with self.assertRaisesRegex(
            ValidationError, "شرکت برق is not a representative"
        ):
            self._log_interaction(self.sara, partner_id=self.contact.id)

    # --- THE LOG FORM

    def test_log_form_needs_nothing_but_save(self):
        interaction = self._log_form(self.sara).save()
        self.assertEqual(interaction.partner_id, self.representative)
        self.assertEqual(interaction.user_id, self.sara)
        self.assertEqual(interaction.purpose, "support")
        self.assertEqual(interaction.status, "open")

    def test_log_form_of_a_contact_who_is_no_representative_is_refused(self):
        self._move_below_a_representative(self.contact)
        with self.assertRaises(ValidationError):
            self.contact.with_user(self.sara).action_log_interaction()

    @freeze_time(TEHRAN_11)
    def test_purpose_is_the_follow_up_that_is_due_by_tonight(self):
        def purpose():
            action = self.representative.with_user(self.sara).action_log_interaction()
            return action["context"]["default_purpose"]

        task = self._add_task(self.sara, date_due="2026-11-22 20:31:00")
        self.assertEqual(purpose(), "support", "00:01 tomorrow in Tehran")
        task.date_due = "2026-11-22 20:29:00"
        self.assertEqual(purpose(), "follow_up")
        task.state = "done"
        self.assertEqual(purpose(), "support")

    @freeze_time(TEHRAN_11)
    def test_outcome_fills_the_log_form(self):
        form = self._log_form(self.sara)
        form.outcome_id = self.no_answer
        self.assertEqual(form.sentiment, "neutral")
        self.assertEqual(form.summary, "Nobody answered.")
        self.assertEqual(form.status, "follow_up")
        self.assertEqual(str(form.follow_up_date), "2026-11-23 05:30:00", "09:00")
        self.assertFalse(form.follow_up_time_said)
        form.outcome_id = self.busy
        self.assertEqual(str(form.follow_up_date), "2026-11-22 09:30:00", "13:00")
        self.assertTrue(form.follow_up_time_said)
        form.outcome_id = self.resolved
        self.assertEqual((form.status, form.sentiment), ("closed", "positive"))
        self.assertFalse(form.follow_up_date)
        form.outcome_id = self.env["marfanet.outcome"]
        self.assertFalse(form.summary)
        self.assertFalse(form.sentiment)

    def test_outcome_leaves_what_the_agent_wrote(self):
        form = self._log_form(self.sara)
        form.summary = "گفت عصر زنگ بزنم"
        form.sentiment = "negative"
        form.follow_up_date = "2026-12-01 10:00:00"
        form.outcome_id = self.no_answer
        form.outcome_id = self.resolved
        interaction = form.save()
        self.assertEqual(interaction.summary, "گفت عصر زنگ بزنم")
        self.assertEqual(interaction.sentiment, "negative")
        self.assertEqual(str(interaction.follow_up_date), "2026-12-01 10:00:00")

    def test_follow_up_by_outcome_is_in_working_hours(self):
        outcome = self.no_answer.with_user(self.sara)
        for now, unit, delay, expected in [
            ("2026-11-22 02:00", "hour", 1, "2026-11-22 05:30"),  # 05:30: too early
            ("2026-11-22 13:00", "hour", 2, "2026-11-23 05:30"),  # 16:30: too late
            ("2026-11-22 07:33", "hour", 2, "2026-11-22 09:35"),  # to 5 minutes
            ("2026-11-26 08:00", "hour", 3, "2026-11-28 05:30"),  # Thursday afternoon
            ("2026-11-25 07:30", "day", 2, "2026-11-28 05:30"),  # Friday
            ("2026-11-25 07:30", "day", 1, "2026-11-26 05:30"),  # Thursday morning
        ]:
            with self.subTest(now), freeze_time(now):
                self.no_answer.write({"follow_up_unit": unit, "follow_up_delay": delay})
                moment, time_said = outcome._follow_up_moment()
                self.assertEqual(f"{moment:%Y-%m-%d %H:%M}", expected)
                self.assertEqual(time_said, unit == "hour")

    def test_what_comes_over_rpc_is_stored_as_sent(self):
        interaction = self._log_interaction(self.sara, outcome_id=self.no_answer.id)
        self.assertFalse(interaction.summary)
        self.assertFalse(interaction.follow_up_date)
        told = self._log_interaction(
            self.sara, outcome_id=self.no_answer.id, status="closed"
        )
        self.assertEqual((interaction.status, told.status), ("follow_up", "closed"))

    def test_archived_outcome_stays_on_what_was_logged(self):
        interaction = self._log_interaction(self.sara, outcome_id=self.busy.id)
        self.busy.with_user(self.lead).active = False
        offered = self.env["marfanet.outcome"].with_user(self.sara).name_search("")
        self.assertNotIn(self.busy.id, [key for key, _name in offered])
        self.assertEqual(interaction.outcome_id, self.busy)

    def test_only_leads_edit_the_outcomes(self):
        self.busy.with_user(self.lead).name = "مشغول"
        with self.assertRaises(AccessError):
            self.busy.with_user(self.sara).name = "گرفتار"

    # --- HOW LONG

    def test_zero_minutes_differ_from_none(self):
        for values, minutes, known in [
            ({}, 0, False),
            ({"duration": 0}, 0, True),
            ({"duration": 12}, 12, True),
            ({"duration": False}, 0, False),
            ({"duration": 0, "duration_known": False}, 0, False),
            ({"duration": 5, "duration_known": False}, 5, True),
        ]:
            with self.subTest(values):
                interaction = self._log_interaction(self.sara, **values)
                self.assertEqual(
                    (interaction.duration, interaction.duration_known), (minutes, known)
                )
        interaction.duration_known = False
        self.assertEqual(interaction.duration, 0)
        interaction.write({"duration": 0})
        self.assertTrue(interaction.duration_known)

    def test_a_contact_takes_no_less_than_nothing_and_no_more_than_a_day(self):
        for minutes in (-1, 1441, 10**12):
            with self.subTest(minutes), self.assertRaises(ValidationError):
                self._log_interaction(self.sara, duration=minutes)

    # --- THE CHAIN

    def test_answer_counts_the_hours_since_the_question(self):
        asked = self._log_interaction(
            self.sara, direction="incoming", date="2026-11-22 06:00:00"
        )
        answer = self._log_interaction(
            self.sara, previous_id=asked.id, date="2026-11-22 07:30:00"
        )
        self._log_interaction(self.sara, previous_id=answer.id)
        self.assertEqual(answer.response_hours, 1.5)
        model = self.env["marfanet.interaction"].with_user(self.sara)
        [[average]] = model._read_group(
            [("partner_id", "=", self.representative.id)],
            aggregates=["response_hours:avg"],
        )
        self.assertEqual(average, 1.5, "contacts that answer nothing do not count")
        asked.date = "2026-11-22 07:00:00"
        self.assertEqual(answer.response_hours, 0.5)

    def test_chain_stays_with_one_representative(self):
        first = self._log_interaction(self.sara)
        with self.assertRaisesRegex(ValidationError, "علی رضایی"):
            self._log_interaction(
                self.sara, partner_id=self.other.id, previous_id=first.id
            )
        self._log_interaction(self.sara, previous_id=first.id)
        with self.assertRaises(ValidationError):
            first.with_user(self.lead).partner_id = self.other

    def test_chain_never_turns_back_on_itself(self):
        first = self._log_interaction(self.sara)
        second = self._log_interaction(self.sara, previous_id=first.id)
        third = self._log_interaction(self.sara, previous_id=second.id)
        with self.assertRaisesRegex(ValidationError, "cannot follow itself"):
            first.previous_id = third

    def test_continuing_opens_a_log_that_follows(self):
        first = self._log_interaction(self.sara, purpose="sales", subject="پلن سالانه")
        action = first.action_continue()
        form = Form(
            self.env["marfanet.interaction"]
            .with_user(self.sara)
            .with_context(**action["context"]),
            view=action["views"][0][0],
        )
        second = form.save()
        self.assertEqual(second.previous_id, first)
        self.assertEqual((second.purpose, second.subject), ("sales", "پلن سالانه"))
        self.assertEqual(first.next_ids, second)

    def test_contact_carries_out_a_task(self):
        task = self._add_task(self.sara)
        interaction = self._log_interaction(self.sara, settled_task_id=task.id)
        self.assertEqual(task.state, "done")
        self.assertEqual(task.result_interaction_ids, interaction)

    def test_task_about_somebody_else_is_not_carried_out(self):
        task = self._add_task(self.sara, partner_id=self.other.id)
        with self.assertRaises(ValidationError):
            self._log_interaction(self.sara, settled_task_id=task.id)

    # --- THE CLOCK

    def test_hour_and_weekday_are_on_the_companys_clock(self):
        self.env.company.partner_id.tz = "Europe/Berlin"
        interaction = self._log_interaction(self.sara, date="2026-11-20 23:30:00")
        self.assertEqual((interaction.hour_of_day, interaction.weekday), (0, "0"))
        self.env.company.partner_id.tz = False
        interaction = self._log_interaction(self.sara, date="2026-11-20 20:15:00")
        self.assertEqual((interaction.hour_of_day, interaction.weekday), (23, "6"))

    # --- MANY AT ONCE

    def test_many_cost_as_many_queries_as_few(self):
        def queries(count):
            values = [
                {
                    "partner_id": self.representative.id,
                    "outcome_id": self.no_answer.id,
                    "duration": 3,
                    # Always the same, so that each time as many facts change.
                    "date": TEHRAN_11,
                }
                for _number in range(count)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._plain_env()["marfanet.interaction"].create(values)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(2)  # the first time also loads what is cached for good
        self.assertEqual(queries(60), queries(2))

    def test_logging_writes_no_message_and_adds_no_follower(self):
        interaction = self._plain_env()["marfanet.interaction"].create(
            {"partner_id": self.representative.id, "user_id": self.sara.id}
        )
        self.assertFalse(interaction.message_ids)
        self.assertFalse(interaction.message_follower_ids)
        self.assertFalse(interaction.env.context, "the caller's own context is back")

    def test_what_was_logged_is_archived_not_deleted(self):
        interaction = self._log_interaction(self.sara)
        interaction.active = False
        with self.assertRaises(AccessError):
            interaction.unlink()

    def test_changes_of_what_matters_are_tracked(self):
        interaction = self._log_interaction(self.sara)
        self.flush_tracking()  # as after the request that logged it
        interaction.with_env(self._plain_env()).outcome_id = self.resolved
        self.flush_tracking()
        tracked = interaction.message_ids.sudo().tracking_value_ids.field_id
        tracked = tracked.mapped("name")
        self.assertLessEqual({"outcome_id", "status"}, set(tracked))

    def test_people_outside_the_team_open_no_log(self):
        interaction = self._log_interaction(self.sara)
        with self.assertRaises(AccessError):
            interaction.with_user(self.outsider).action_continue()

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, mute_logger

from .common import MarfanetCrmCommon

NOW = "2026-11-21 08:00:00"


@freeze_time(NOW)
class TestResPartnerFacts(MarfanetCrmCommon):
    def _partner(self, user=None):
        return self.representative.with_user(user or self.sara)

    def _more_representatives(self, count):
        return self.env["res.partner"].create(
            [{"name": f"نماینده {n}", "is_representative": True} for n in range(count)]
        )

    def _queries(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_last_contact_is_the_newest_interaction_that_counts(self):
        self._log_interaction(self.sara, date="2026-11-10 08:00:00")
        newest = self._log_interaction(self.reza, date="2026-11-20 08:00:00")
        self._log_interaction(self.sara, date="2026-11-15 08:00:00")
        partner = self._partner()
        self.assertEqual(partner.last_interaction_date, datetime(2026, 11, 20, 8))
        newest.active = False
        self.assertEqual(partner.last_interaction_date, datetime(2026, 11, 15, 8))

    def test_last_mood_is_that_of_the_newest_interaction_with_one(self):
        felt = self._log_interaction(
            self.sara, date="2026-11-10 08:00:00", sentiment="negative"
        )
        self._log_interaction(self.sara, date="2026-11-20 08:00:00")
        partner = self._partner()
        self.assertEqual(partner.last_sentiment, "negative")
        felt.sentiment = "positive"
        self.assertEqual(partner.last_sentiment, "positive")
        felt.sentiment = False
        self.assertFalse(partner.last_sentiment)

    def test_interaction_moved_to_another_representative_takes_its_facts_along(self):
        other = self._more_representatives(1)
        interaction = self._log_interaction(self.sara, date="2026-11-20 08:00:00")
        interaction.with_user(self.lead).partner_id = other
        self.assertFalse(self._partner().last_interaction_date)
        self.assertEqual(
            other.with_user(self.sara).last_interaction_date, datetime(2026, 11, 20, 8)
        )

    def test_next_follow_up_is_the_earliest_task_to_do(self):
        first = self._add_task(self.sara, date_due="2026-11-22 08:00:00")
        self._add_task(self.reza, date_due="2026-11-25 08:00:00")
        self._add_task(self.reza, date_due=False)
        partner = self._partner()
        self.assertEqual(partner.next_follow_up_date, datetime(2026, 11, 22, 8))
        first.state = "done"
        self.assertEqual(partner.next_follow_up_date, datetime(2026, 11, 25, 8))

    def test_facts_leave_alone_who_changed_the_contact_last(self):
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE res_partner SET write_date = '2020-01-01', write_uid = %s"
                " WHERE id = %s RETURNING id",
                self.lead.id,
                self.representative.id,
            )
        )
        self._log_interaction(self.sara, sentiment="negative")
        self._add_task(self.sara, date_due="2026-11-22 08:00:00")
        self.env.flush_all()
        self.env.invalidate_all()
        partner = self._partner()
        self.assertEqual(partner.last_sentiment, "negative")
        self.assertTrue(partner.next_follow_up_date)
        self.assertEqual(partner.write_uid, self.lead)
        self.assertEqual(partner.write_date, datetime(2020, 1, 1))

    def test_agents_log_without_rights_on_the_contact(self):
        self.assertFalse(self._partner().has_access("write"))
        self._log_interaction(self.sara, sentiment="positive")
        self.assertEqual(self._partner().last_sentiment, "positive")

    def test_people_outside_the_team_see_no_facts(self):
        with self.assertRaises(AccessError):
            self._partner(self.outsider).read(["last_sentiment"])

    def test_days_silent_count_the_agents_own_days(self):
        # 22:00 UTC is half past one the next day in Tehran.
        self._log_interaction(self.sara, date="2026-11-18 22:00:00")
        self.assertEqual(self._partner().days_silent, 2)
        self.assertEqual(self._partner().with_context(tz="UTC").days_silent, 3)

    def test_days_silent_are_found_as_they_are_shown(self):
        partners = self._more_representatives(6) + self.representative
        days = [0, 1, 2, 29, 30, 31]
        for partner, day in zip(partners, days, strict=False):
            moment = fields.Datetime.now() - timedelta(days=day)
            self._log_interaction(self.sara, partner_id=partner.id, date=moment)
        partners = partners.with_user(self.sara)
        compare = {
            "<": lambda a, b: a < b,
            "<=": lambda a, b: a <= b,
            ">": lambda a, b: a > b,
            ">=": lambda a, b: a >= b,
            "=": lambda a, b: a == b,
            "!=": lambda a, b: a != b,
        }
        for operator, holds in compare.items():
            for number in (-1, 0, 1, 29.5, 30, 10**20):
                with self.subTest(operator=operator, number=number):
                    found = partners.search(
                        [("id", "in", partners.ids), ("days_silent", operator, number)]
                    )
                    expected = {
                        partner.id
                        for partner in partners
                        if holds(partner.days_silent, number)
                    }
                    self.assertEqual(set(found.ids), expected)

    def test_days_silent_sort_a_list(self):
        partners = self._more_representatives(3)
        for partner, day in zip(partners, (3, 9), strict=False):
            moment = fields.Datetime.now() - timedelta(days=day)
            self._log_interaction(self.sara, partner_id=partner.id, date=moment)
        own = [("id", "in", partners.ids)]
        Partner = self.env["res.partner"].with_user(self.sara)
        for order in ("ASC", "DESC"):
            found = Partner.search(own, order=f"days_silent {order}")
            silent = found.mapped("days_silent")
            self.assertEqual(silent, sorted(silent, reverse=order == "DESC"))

    def test_interactions_of_the_last_30_days_are_counted(self):
        self._log_interaction(self.sara, date="2026-10-01 08:00:00")
        self._log_interaction(self.sara, date="2026-11-01 08:00:00")
        partner = self._partner()
        self.assertEqual(
            (partner.interaction_count, partner.interaction_30d_count), (2, 1)
        )

    def test_facts_cost_the_same_for_one_as_for_many(self):
        partners = self._more_representatives(20)

        def log(partners):
            self.env["marfanet.interaction"].create(
                [{"partner_id": partner.id} for partner in partners]
            )

        def recompute(partners):
            for names in (
                ["last_interaction_date", "last_sentiment"],
                ["next_follow_up_date"],
            ):
                for name in names:
                    self.env.add_to_compute(partners._fields[name], partners)

        log(partners)
        recompute(partners)
        self.env.flush_all()
        self.assertEqual(
            self._queries(lambda: recompute(partners)),
            self._queries(lambda: recompute(partners[0])),
        )

    def test_new_representative_has_no_facts_and_costs_no_look_up(self):
        with mute_logger("odoo.sql_db"):
            partner = self._more_representatives(1)
        self.assertFalse(partner.last_interaction_date)
        self.assertFalse(self.env.records_to_compute(partner._fields["last_sentiment"]))


@freeze_time(NOW)
class TestResPartnerFollowUp(MarfanetCrmCommon):
    def setUp(self):
        super().setUp()
        self.partner = self.representative.with_user(self.sara)

    def _open_tasks(self):
        return self.env["marfanet.task"].search(
            [("partner_id", "=", self.representative.id), ("state", "=", "todo")]
        )

    def test_one_click_makes_the_agents_task(self):
        self.assertIs(
            self.partner.action_marfanet_follow_up("2026-11-22 06:00:00", True), True
        )
        task = self._open_tasks()
        self.assertEqual(task.user_id, self.sara)
        self.assertEqual(task.date_due, datetime(2026, 11, 22, 6))
        self.assertTrue(task.time_said)
        self.assertEqual(self.partner.next_follow_up_date, task.date_due)

    def test_second_click_moves_the_task_of_the_first(self):
        self.partner.action_marfanet_follow_up("2026-11-22 06:00:00")
        self.partner.action_marfanet_follow_up("2026-11-24 06:00:00", name="قیمت")
        task = self._open_tasks()
        self.assertEqual((task.date_due.day, task.name), (24, "قیمت"))

    def test_other_tasks_stay_where_they_are(self):
        planned = self._add_task(self.sara, date_due="2026-11-23 06:00:00")
        self.representative.with_user(self.reza).action_marfanet_follow_up(
            "2026-11-25 06:00:00"
        )
        self.partner.action_marfanet_follow_up("2026-11-22 06:00:00")
        self.assertEqual(planned.date_due.day, 23)
        self.assertEqual(len(self._open_tasks()), 3)

    def test_the_days_of_the_buttons_are_the_agents_own(self):
        # Saturday half past one in Tehran, still Friday in UTC.
        with freeze_time("2026-11-20 22:00:00"):
            for choice, day in (("tomorrow", 22), ("saturday", 28), ("next_week", 28)):
                self.partner.action_marfanet_follow_up_on(choice)
                task = self._open_tasks()
                self.assertEqual(task.date_due, datetime(2026, 11, day, 5, 30))
                self.assertFalse(task.time_said)

    def test_what_is_no_day_ahead_is_refused(self):
        for date_due in (
            "2026-11-20 08:00:00",
            "9999-12-31 23:59:59",
            "0001-01-01",
            "tomorrow",
            "",
            False,
            None,
            7,
            [],
            {"a": 1},
        ):
            with self.subTest(date_due), self.assertRaises(UserError):
                self.partner.action_marfanet_follow_up(date_due)
        for choice in ("yesterday", None, [], 3):
            with self.subTest(choice), self.assertRaises(UserError):
                self.partner.action_marfanet_follow_up_on(choice)
        self.assertFalse(self._open_tasks())

    def test_only_representatives_are_followed_up_and_only_by_the_team(self):
        self._move_below_a_representative(self.contact)
        with self.assertRaises(ValidationError):
            self.contact.with_user(self.sara).action_marfanet_follow_up_on("tomorrow")
        with self.assertRaises(AccessError):
            self.representative.with_user(self.outsider).action_marfanet_follow_up_on(
                "tomorrow"
            )

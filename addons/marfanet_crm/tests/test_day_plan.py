from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import BaseCase

from ..tools.day_plan import Call, arrange, plan, reasons
from .work_log_common import NOW, WorkLogCommon

NOON = datetime(2026, 12, 1, 12)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def call(number, due=NOON + 5 * HOUR, **values):
    """A call of today for which only the day was named, unless told otherwise."""
    return Call(number, due, **{"time_said": False, **values})


class TestDayPlan(BaseCase):
    def _reasons(self, one):
        return [reason.key for reason in reasons(one, NOON)]

    def test_promised_hour_is_kept(self):
        calls = [call(number, priority=2) for number in range(1, 7)]
        promised = call(9, NOON + HOUR, time_said=True)
        # Four calls of a quarter of an hour each fit before it.
        self.assertEqual(plan([*calls, promised], NOON), [1, 2, 3, 4, 9, 5, 6])
        self.assertEqual(self._reasons(promised), ["promised"])

    def test_two_promises_are_kept_in_their_order(self):
        later = call(1, NOON + 2 * HOUR, time_said=True, priority=2)
        sooner = call(2, NOON + HOUR, time_said=True)
        self.assertEqual(plan([later, sooner], NOON), [2, 1])

    def test_each_circumstance_puts_a_call_first_and_says_why(self):
        plain = call(1)
        for values, reason in [
            ({"due": NOON - 3 * DAY}, "late"),
            ({"due": NOON - HOUR, "time_said": True}, "missed_hour"),
            ({"priority": 1}, "high"),
            ({"priority": 2}, "urgent"),
            ({"overdue_days": 10, "owes": True}, "unpaid"),
            ({"owes": True}, "owes"),
            ({"mood": "negative"}, "negative"),
            ({"silent_days": 40}, "silent"),
            ({"call_to": 12.5}, "closing"),
        ]:
            with self.subTest(reason=reason):
                special = call(2, **values)
                self.assertEqual(plan([plain, special], NOON), [2, 1])
                self.assertIn(reason, self._reasons(special))
        self.assertEqual(self._reasons(plain), ["due"])

    def test_more_of_it_weighs_more(self):
        for more, less in [
            ({"due": NOON - 9 * DAY}, {"due": NOON - 2 * DAY}),
            ({"overdue_days": 50}, {"overdue_days": 5}),
            ({"silent_days": 80}, {"silent_days": 30}),
            ({"priority": 2}, {"priority": 1}),
        ]:
            with self.subTest(more=more):
                self.assertEqual(plan([call(1, **less), call(2, **more)], NOON), [2, 1])

    def test_nobody_is_called_outside_the_hours_they_like(self):
        morning = call(1, priority=2, call_from=9, call_to=11)
        afternoon = call(2, priority=2, call_from=16, call_to=18)
        plain = call(3)
        self.assertEqual(plan([morning, afternoon, plain], NOON), [3, 2, 1])
        self.assertIn("opens", self._reasons(afternoon))

    def test_weightiest_reasons_are_named_first_and_no_more_than_three(self):
        one = call(
            1, NOON - 9 * DAY, priority=2, mood="negative", silent_days=30, owes=True
        )
        self.assertEqual(self._reasons(one), ["late", "urgent", "negative"])

    def test_plan_holds_each_call_once(self):
        calls = [
            call(number, NOON + (number % 5 - 2) * HOUR, time_said=number % 2 == 0)
            for number in range(60)
        ]
        self.assertEqual(sorted(plan(calls, NOON)), list(range(60)))

    def test_day_without_calls_has_no_plan(self):
        self.assertEqual(plan([], NOON), [])

    def test_chosen_order_is_kept_and_new_calls_find_their_place(self):
        self.assertEqual(arrange([1, 2, 3], [3, 1, 2], []), [3, 1, 2])
        self.assertEqual(arrange([1, 2, 3, 4], [3, 1], []), [3, 4, 1, 2])
        self.assertEqual(arrange([9, 1, 2], [2, 1], []), [9, 2, 1])

    def test_pinned_calls_stay_on_top(self):
        self.assertEqual(arrange([1, 2, 3], [], [3]), [3, 1, 2])
        self.assertEqual(arrange([1, 2, 3], [2, 1, 3], [3, 1]), [3, 1, 2])

    def test_calls_that_are_gone_leave_no_gap(self):
        self.assertEqual(arrange([1, 2], [8, 2, 1], [7, 2]), [2, 1])


@freeze_time(NOW)
class TestStoredPlan(WorkLogCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NOW):
            cls.tasks = cls.env["marfanet.task"].create(
                [
                    {
                        "name": name,
                        "partner_id": cls.representative.id,
                        "user_id": cls.sara.id,
                        "date_due": NOW + timedelta(hours=3),
                        "time_said": False,
                        "priority": priority,
                    }
                    for name, priority in [("اول", "2"), ("دوم", "1"), ("سوم", "0")]
                ]
            )

    def _plan(self, user=None):
        return self._retrieve(user or self.sara)["plan"]

    def test_plan_orders_what_is_due_with_reasons(self):
        late = self._add_task(self.sara, date_due=NOW - timedelta(days=12))
        ahead = self._add_task(self.sara, date_due=NOW + timedelta(days=1))
        answer = self._plan()
        first, second, third = self.tasks.ids
        self.assertEqual(answer["order"], [first, late.id, second, third])
        self.assertEqual(answer["reasons"][str(first)], ["Urgent", "Due today"])
        self.assertEqual(answer["reasons"][str(late.id)], ["Late by 12 days"])
        self.assertNotIn(ahead.id, answer["order"])
        self.assertFalse(answer["changed"])

    def test_own_order_and_pins_are_kept(self):
        first, second, third = self.tasks.ids
        self._log(self.sara).set_plan([second, third, first], [third])
        answer = self._plan()
        self.assertEqual(answer["order"], [third, second, first])
        self.assertEqual((answer["pinned"], answer["changed"]), ([third], True))

    def test_empty_order_brings_the_proposed_one_back(self):
        first, second, third = self.tasks.ids
        self._log(self.sara).set_plan([third, second, first], [])
        self._log(self.sara).set_plan([], [])
        self.assertEqual(self._plan()["order"], [first, second, third])

    def test_next_day_starts_anew(self):
        self._log(self.sara).set_plan(self.tasks.ids[::-1], self.tasks.ids[2:])
        # Half past midnight in Tehran.
        with freeze_time("2026-12-01 21:00:00"):
            answer = self._plan()
        self.assertFalse(answer["changed"] or answer["pinned"])

    def test_order_is_the_agents_own(self):
        self._log(self.sara).set_plan(self.tasks.ids[::-1], [])
        self.tasks.write({"user_id": self.reza.id})
        self.assertEqual(self._plan(self.reza)["order"], self.tasks.ids)
        plans = self.env["marfanet.work.log.plan"]
        self.assertFalse(plans.with_user(self.reza).search([]))
        plan_of_sara = plans.search([("user_id", "=", self.sara.id)])
        with self.assertRaises(AccessError):
            plan_of_sara.with_user(self.reza).write({"pinned": []})

    def test_whatever_is_sent_as_an_order_the_log_opens(self):
        for sent in (None, "1", {"a": 1}, [None, "x", 2**40, [1]], [0, -1]):
            self._log(self.sara).set_plan(sent, sent)
            self.assertEqual(self._plan()["order"], self.tasks.ids)

    def test_old_plans_are_cleared_away(self):
        self._log(self.sara).set_plan(self.tasks.ids, [])
        plans = self.env["marfanet.work.log.plan"]
        with freeze_time(NOW + timedelta(days=6)):
            plans._gc_old()
        self.assertTrue(plans.search([]))
        with freeze_time(NOW + timedelta(days=8)):
            plans._gc_old()
        self.assertFalse(plans.search([]))

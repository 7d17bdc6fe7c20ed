from datetime import datetime

from odoo.exceptions import AccessError, UserError

from .common import MarfanetCrmCommon


class TestMarfanetInteractionSync(MarfanetCrmCommon):
    """Interactions that other systems log."""

    def _log(self, *rows, user=None):
        Interaction = self.env["marfanet.interaction"].with_user(user or self.sara)
        return Interaction.marfanet_log(list(rows))

    def _row(self, ref, **row):
        return {"external_ref": ref, "admin_username": "ali.rezaei", **row}

    def _browse(self, result):
        return self.env["marfanet.interaction"].browse(result["id"])

    def test_all_of_a_row_is_stored(self):
        task = self._add_task(self.sara)
        [result] = self._log(
            self._row(
                "pbx-1",
                admin_username="ALI.Rezaei",
                agent="sara",
                date="2025-11-29T10:30:00+03:30",
                duration=0,
                type="telegram",
                direction="incoming",
                purpose="inbound",
                subject="اتصال V2Ray",
                outcome="Resolved",
                status="closed",
                summary="وصل شد",
                sentiment="positive",
                feedback="عالی بود",
                next_step="هیچ",
                settled_task_id=task.id,
            )
        )
        self.assertEqual((result["result"], result["error"]), ("created", ""))
        logged = self._browse(result)
        self.assertEqual(logged.partner_id, self.representative)
        self.assertEqual(logged.user_id, self.sara)
        self.assertEqual(logged.date, datetime(2025, 11, 29, 7))
        self.assertEqual((logged.duration, logged.duration_known), (0, True))
        self.assertEqual((logged.type, logged.direction), ("telegram", "incoming"))
        self.assertEqual(
            logged.outcome_id, self.env.ref("marfanet_crm.marfanet_outcome_resolved")
        )
        self.assertEqual((logged.status, logged.sentiment), ("closed", "positive"))
        self.assertEqual(logged.settled_task_id, task)

    def test_same_reference_is_logged_once_and_left_as_it_is(self):
        [first] = self._log(self._row("pbx-1", summary="اول"))
        again, other = self._log(
            self._row("pbx-1", summary="دوم"), self._row("pbx-2", summary="سوم")
        )
        self.assertEqual((again["id"], again["result"]), (first["id"], "existing"))
        self.assertEqual(self._browse(first).summary, "اول")
        self.assertEqual(other["result"], "created")

    def test_same_reference_twice_in_a_call_is_logged_once(self):
        bad, first, second = self._log(
            self._row("pbx-1", type="fax"), self._row("pbx-1"), self._row("pbx-1")
        )
        self.assertEqual(
            [row["result"] for row in (bad, first, second)],
            ["error", "created", "existing"],
        )
        self.assertEqual(first["id"], second["id"])

    def test_archived_interaction_is_there_already(self):
        [first] = self._log(self._row("pbx-1"))
        self._browse(first).active = False
        [again] = self._log(self._row("pbx-1"))
        self.assertEqual((again["id"], again["result"]), (first["id"], "existing"))

    def test_references_of_companies_are_their_own(self):
        other = self.env["res.company"].create({"name": "شعبه دیگر"})
        self.sara.company_ids |= other
        [first] = self._log(self._row("pbx-1"))
        elsewhere = self.env["marfanet.interaction"].with_user(self.sara)
        elsewhere = elsewhere.with_context(allowed_company_ids=other.ids)
        [second] = elsewhere.marfanet_log([self._row("pbx-1")])
        self.assertEqual(second["result"], "created")
        self.assertNotEqual(second["id"], first["id"])

    def test_untimed_contact_stays_untimed(self):
        [result] = self._log(self._row("pbx-1", duration=None))
        self.assertFalse(self._browse(result).duration_known)

    def test_rows_continue_each_other_in_any_order(self):
        second, first = self._log(
            self._row("pbx-2", previous_ref="pbx-1"), self._row("pbx-1")
        )
        self.assertEqual(self._browse(second).previous_id, self._browse(first))
        [third] = self._log(self._row("pbx-3", previous_ref="pbx-2"))
        self.assertEqual(self._browse(third).previous_id, self._browse(second))

    def test_bad_rows_say_why_and_stop_no_other(self):
        self._move_below_a_representative(self.contact)
        contact = {"external_ref": "x", "partner_id": self.contact.id}
        bad = [
            ({"external_ref": "x"}, "Say whom it was with"),
            ({"admin_username": "ali.rezaei"}, "“external_ref” is missing"),
            (self._row("x", admin_username="nobody"), "no representative “nobody”"),
            ({"external_ref": "x", "partner_id": 2**31 - 1}, "no representative"),
            ({"external_ref": "x", "partner_id": 2**40}, "a whole number"),
            (contact, "is not a representative"),
            (self._row("x", partner_id=self.contact.id), "is not representative"),
            (self._row("x", agent="outsider"), "no agent with the log-in"),
            (self._row("x", agent="reza"), "change only their own"),
            (self._row("x", date="yesterday"), "“date” is a moment"),
            (self._row("x", date="2025-11-29"), "“date” is a moment"),
            (self._row("x", date="0001-01-01T00:00:00+14:00"), "“date” is a moment"),
            (self._row("x", duration=-1), "whole number from 0"),
            (self._row("x", duration="5"), "whole number from 0"),
            (self._row("x", type="fax"), "call, telegram"),
            (self._row("x", outcome="برد"), "There is no outcome “برد”. There are: No"),
            (self._row("x", previous_ref="none"), "no interaction “none”"),
            (self._row("x", settled_task_id=2**31 - 1), "no task"),
            (self._row("x", user_id=1), "Unknown key: 'user_id'"),
        ]
        good = [self._row(f"good{n}") for n in range(len(bad))]
        rows = [
            row for pair in zip(good, [b[0] for b in bad], strict=True) for row in pair
        ]
        results = self._log(*rows)
        self.assertEqual({row["result"] for row in results[::2]}, {"created"})
        for (row, words), result in zip(bad, results[1::2], strict=True):
            with self.subTest(row=row):
                self.assertEqual((result["result"], result["id"]), ("error", False))
                self.assertIn(words, result["error"])
        found = self.env["marfanet.interaction"].search([("external_ref", "=", "x")])
        self.assertFalse(found)

    def test_lead_logs_for_the_team(self):
        [result] = self._log(self._row("pbx-1", agent="reza"), user=self.lead)
        self.assertEqual(self._browse(result).user_id, self.reza)

    def test_people_outside_the_team_are_refused(self):
        with self.assertRaises(AccessError):
            self._log(self._row("pbx-1"), user=self.outsider)

    def test_what_is_no_list_of_rows_is_refused(self):
        Interaction = self.env["marfanet.interaction"].with_user(self.sara)
        for rows, words in [({"a": 1}, "list of rows"), ([{}] * 1001, "at most 1000")]:
            with self.assertRaisesRegex(UserError, words):
                Interaction.marfanet_log(rows)

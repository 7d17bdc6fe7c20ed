from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

NOW = "2026-11-21 08:00:00"


class TestBriefReport(MarfanetCrmCommon):
    """Outcomes with a brief and without."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.outcomes = {
            result: cls.env["marfanet.outcome"].create(
                {"name": result or "undecided", "result": result}
            )
            for result in ("good", "bad", "unreached", False)
        }

    def _log(self, kind, result, count=1, **values):
        contacts = self.env["marfanet.interaction"].create(
            [
                {
                    "partner_id": self.representative.id,
                    "user_id": self.sara.id,
                    "date": "2026-11-10 08:00:00",
                    "purpose": "sales",
                    "outcome_id": self.outcomes[result].id,
                    **values,
                }
                for _number in range(count)
            ]
        )
        # What had been opened before is told by a test of its own.
        contacts.brief_kind = kind
        return contacts

    def _compare(self, **values):
        comparison = self.env["marfanet.brief.comparison"].with_user(self.lead)
        return comparison.create({"by": "purpose", **values})

    def _cells(self, **values):
        return [
            (row["name"], [cell["count"] for cell in row["cells"]])
            for row in self._compare(**values)._prepare_rows()
        ]

    def test_shares_with_and_without_and_their_intervals(self):
        self._log("ai", "good", 81)
        self._log("ai", "bad", 182)
        self._log("facts", "good", 3)
        self._log("none", "good", 15)
        self._log("none", "unreached", 133)
        ai, facts, none = self._compare()._prepare_rows()[0]["cells"]
        self.assertEqual(ai["count"], "81 of 263")
        self.assertEqual((ai["share"], ai["range"]), ("31%", "26 to 37"))
        self.assertEqual((none["share"], none["range"]), ("10%", "6 to 16"))
        self.assertEqual((facts["share"], facts["count"]), ("", "3 of 3"))

    def test_contacts_without_a_clear_outcome_do_not_count(self):
        self._log("ai", False)
        self._log("ai", "good").active = False
        self._log_interaction(self.sara, date="2026-11-10 08:00:00")
        self._log("none", "bad")
        self.assertEqual(self._cells()[0], ("All", ["0 of 0", "0 of 0", "0 of 1"]))

    def test_by_purpose_agent_and_month(self):
        self._log("ai", "good", 2)
        self._log("none", "bad", 3, user_id=self.reza.id, purpose="support")
        self._log("none", "good", date="2026-10-01 08:00:00")
        self.assertEqual(
            self._cells(),
            [
                ("All", ["2 of 2", "0 of 0", "1 of 4"]),
                ("Sales", ["2 of 2", "0 of 0", "1 of 1"]),
                ("Support", ["0 of 0", "0 of 0", "0 of 3"]),
            ],
        )
        self.assertEqual(
            self._cells(by="user_id")[1:],
            [
                (self.reza.name, ["0 of 0", "0 of 0", "0 of 3"]),
                (self.sara.name, ["2 of 2", "0 of 0", "1 of 1"]),
            ],
        )
        self.assertEqual(
            [name for name, _counts in self._cells(by="month")],
            ["All", "October 2026", "November 2026"],
        )

    def test_months_are_those_of_the_readers_calendar(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        # 30 Mehr and 1 Aban 1405, a minute apart in Tehran.
        self._log("ai", "good", date="2026-10-22 20:29:00")
        self._log("ai", "good", date="2026-10-22 20:31:00")
        self.lead.tz = "Asia/Tehran"
        comparison = self._compare(by="month").with_context(lang="fa_IR")
        names = [row["name"] for row in comparison._prepare_rows()]
        self.assertEqual(names[1:], ["مهر ۱۴۰۵", "آبان ۱۴۰۵"])

    def test_days_are_whole_and_the_unreached_can_be_left_out(self):
        self.lead.tz = "Asia/Tehran"
        self._log("ai", "good", date="2026-11-09 20:31:00")
        self._log("ai", "unreached", date="2026-11-10 20:29:00")
        self._log("ai", "good", date="2026-11-10 20:31:00")
        days = {"date_from": "2026-11-10", "date_to": "2026-11-10"}
        self.assertEqual(self._cells(**days)[0][1][0], "1 of 2")
        self.assertEqual(self._cells(**days, reached_only=True)[0][1][0], "1 of 1")

    def test_the_page_says_that_it_is_no_proof(self):
        comparison = self._compare()
        view = comparison.get_view(view_type="form")["arch"]
        self.assertIn("no proof", view)
        self._log("ai", "good", 12)
        self.assertIn("100%", comparison.table)
        action = comparison.action_analyse()
        found = self.env["marfanet.brief.report"].search(action["domain"])
        self.assertEqual(len(found), 12)

    def test_of_another_company_nothing_counts(self):
        other = self.env["res.company"].create({"name": "شعبه دیگر"})
        self._log("ai", "good", 12, company_id=other.id)
        self.assertEqual(self._cells()[0][1], ["0 of 0"] * 3)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_agents_do_not_compare_each_other(self):
        with self.assertRaises(AccessError):
            self.env["marfanet.brief.comparison"].with_user(self.sara).create({})
        with self.assertRaises(AccessError):
            self.env["marfanet.brief.report"].with_user(self.sara).search([])

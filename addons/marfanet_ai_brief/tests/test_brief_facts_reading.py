from odoo.exceptions import AccessError, MissingError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.marfanet_crm.tests.test_res_partner_account import (
    MarfanetAccountCommon,
)

from .facts_common import FactsCommon

#: Of the facts; see docs/performance.md, P10.
MOST_QUERIES = 12


class TestBriefFactsReading(FactsCommon):
    """Who reads what, in how many queries, whatever it holds."""

    def _many(self, count, length=500):
        """Log that many contacts with long texts by SQL, each with all there is."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO marfanet_interaction
                       (partner_id, user_id, company_id, date, active, type, direction,
                        purpose, status, subject, summary, search_text, sentiment,
                        outcome_id, brief_kind)
                SELECT %(partner)s, (%(users)s::int[])[1 + n %% 2], %(company)s,
                       '2026-11-20'::timestamp - n * interval '5 hours', TRUE, 'call',
                       'outgoing', 'support', 'open', 'موضوع ' || n, text.long,
                       text.long, 'neutral', (%(outcomes)s::int[])[1 + n %% 3],
                       'none'
                  FROM generate_series(1, %(count)s) AS n,
                       LATERAL (SELECT n || repeat(' اتصال', %(length)s) AS long) text
                RETURNING id
                """,
                partner=self.representative.id,
                users=[self.sara.id, self.reza.id],
                company=self.env.company.id,
                outcomes=[self.answered.id, self.no_answer.id, self.refused.id],
                count=count,
                length=length // 6,
            )
        )
        self.env.invalidate_all()

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._facts(line="اتصال ایرانسل 0912")
        return self.env.cr.sql_log_count - before

    def test_as_many_queries_for_a_thousand_contacts_as_for_three(self):
        promise = self._promise("فایل کانفیگ")
        self._add_task(self.reza)
        self.representative.panel_plan_id = self.env["marfanet.panel.plan"].create(
            {"name": "Gold"}
        )
        self._count_queries()  # the first time also loads what is cached for good
        few = self._count_queries()
        self._many(1_000)
        for number in range(30):
            self._add_task(self.reza, name=f"تماس {number}")
            promise.copy({"text": f"قول {number}"})
        self.assertEqual(self._count_queries(), few)
        self.assertLessEqual(few, MOST_QUERIES)

    # --- RIGHTS

    def test_agents_of_another_company_learn_nothing(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        agent = new_test_user(
            self.env,
            "other_agent",
            "marfanet_crm.group_marfanet_agent",
            company_id=company.id,
            company_ids=[company.id],
        )
        said = {"summary": "رمز", "sentiment": "neutral"}
        self._log("2026-11-20 08:00:00", status="open", **said)
        self._promise("رمز")
        self._object("رمز", "رمز")
        self._add_task(self.sara, name="رمز")
        facts = self._facts(line="رمز", user=agent)
        self.assertFalse(
            facts["recent"]
            or facts["unresolved"]
            or facts["promises"]["us"]
            or facts["mood"]["points"]
            or facts["tasks"]
            or facts["last_spoke"]
            or facts["silence"]["days"]
            or facts["best_hours"]["sample"]
        )
        material = self._material(line="رمز", user=agent)
        self.assertNotIn("رمز", str(material))
        self.assertFalse(material.numbers)
        self.assertIn("رمز", str(self._material(line="رمز", user=self.reza)))

        self.representative.company_id = self.env.company
        with self.assertRaises(AccessError):
            self._facts(user=agent)
        with self.assertRaises(AccessError):
            self._material(user=agent)

    def test_people_outside_the_team_are_refused(self):
        with self.assertRaises(AccessError):
            self._facts(user=self.outsider)
        with self.assertRaises(AccessError):
            self._material(user=self.outsider)

    def test_who_is_gone_is_missing(self):
        self.representative = self.contact.copy()
        self.representative.unlink()
        with self.assertRaises(MissingError):
            self._facts()

    # --- WHATEVER IT HOLDS

    def test_hostile_texts_and_lines_do_no_harm(self):
        evil = "\u202eevil\u2066\u200f<script>alert(1)</script> % \\ ' {0} %(x)s [1]"
        interaction = self._log(
            "2026-11-20 08:00:00",
            subject=evil,
            summary=evil * 400,
            feedback=evil,
            status="open",
        )
        self._promise(evil * 20, interaction=interaction)
        self._object(evil, evil * 50)
        self._add_task(self.sara, name=evil)
        self.representative.name = evil
        for line in (evil, "%", "\\", "\0", "_" * 10_000, "%%% ___ \\\\\\", None, 7):
            with self.subTest(str(line)[:20]):
                facts = self._facts(line=line)
                for hidden in "\u202e\u2066\u200f":
                    told = str([facts["recent"], facts["unresolved"], facts["tasks"]])
                    self.assertNotIn(hidden, told + str(facts["promises"]))
                    self.assertNotIn(hidden, "".join(self._material().blocks.values()))
                self.assertLessEqual(len(facts["recent"][0]["text"]), 300)
                self.assertLessEqual(len(facts["unresolved"][0]["label"]), 120)

    def test_a_wildcard_in_the_line_is_only_a_letter(self):
        self._log("2026-11-20 08:00:00", summary="صد درصد")
        [row] = self._facts(line="%%%%")["recent"]
        self.assertNotIn("About", row["why"])
        self._log("2026-11-20 09:00:00", summary="تخفیف 50%%%% شد")
        self.assertIn("About «%%%%»", self._facts(line="%%%%")["recent"][0]["why"])

    def test_an_unknown_purpose_only_favours_none(self):
        self._log("2026-11-20 08:00:00")
        self.assertEqual(len(self._facts(purpose="gone")["recent"]), 1)
        self.assertEqual(len(self._facts(purpose=False)["recent"]), 1)

    def test_days_far_off_are_told_too(self):
        self._log("0500-01-01 00:00:00", sentiment="neutral", status="open")
        self._promise("هیچ‌وقت", due="9999-12-31")
        self.representative.joined_on = "0001-01-01"
        for lang in ("en_US", "fa_IR"):
            self.env["res.lang"]._activate_lang(lang)
            self.assertEqual(len(self._facts(lang=lang)["unresolved"]), 2)
            self.assertTrue(self._material(lang=lang).blocks["promises"])


@tagged("post_install", "-at_install")
class TestBriefFactsMoney(MarfanetAccountCommon):
    def _facts(self, user=None):
        partner = self.representative.with_user(user or self.sara)
        partner = partner.with_context(lang="en_US")
        return self.env["marfanet.brief.facts"].with_env(partner.env)._gather(partner)

    def test_debt_and_payments_are_told_as_on_the_page(self):
        self.assertFalse(self._facts()["money"])
        self._invoice(300, "2026-11-11")
        self._pay(120, "2026-11-20")
        money = self._facts()["money"]
        self.assertEqual(
            {name: money[name] for name in ("state", "overdue_days")},
            {"state": "debtor", "overdue_days": 10},
        )
        self.assertEqual(
            [money[f"{name}_label"] for name in ("balance", "overdue", "last_payment")],
            [
                "Owes us \u2068$\N{NO-BREAK SPACE}180.00\u2069",
                "\u2068$\N{NO-BREAK SPACE}180.00\u2069 overdue for 10 days",
                "Last payment: \u2068$\N{NO-BREAK SPACE}120.00\u2069, Yesterday",
            ],
        )

    def test_amounts_of_other_companies_are_not_told(self):
        self._invoice(300, "2026-11-11", company=self.other_company)
        self.assertFalse(self._facts()["money"])

    def test_material_tells_money_in_days_that_do_not_hang_on_today(self):
        self._invoice(300, "2026-11-11")
        partner = self.representative.with_user(self.sara)
        facts = self.env["marfanet.brief.facts"].with_env(partner.env)
        told = facts._material(partner).blocks["representative"]
        self.assertIn("owes us 300", told)
        self.assertIn("overdue since 1405/08/20 (Wed 2026-11-11)", told)

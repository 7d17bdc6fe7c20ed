from odoo.exceptions import AccessError, UserError

from .common import MarfanetCrmCommon


class TestResPartnerSync(MarfanetCrmCommon):
    """Representatives that come from the panel's database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["marfanet.panel.plan"].create({"name": "طلایی"})

    def _upsert(self, *rows, user=None):
        Partner = self.env["res.partner"].with_user(user or self.lead)
        return Partner.marfanet_upsert_representatives(list(rows))

    def _upsert_one(self, **row):
        [result] = self._upsert(row)
        return result

    def _browse(self, result):
        return self.env["res.partner"].browse(result["id"])

    def test_all_of_a_row_is_stored(self):
        result = self._upsert_one(
            admin_username=" Zahra.Mousavi ",
            name="زهرا موسوی",
            phone="۰۹۳۵ ۷۶۵ ۴۳۲۱",
            email="zahra@example.com",
            telegram_username="https://t.me/zahra_m",
            panel_plan="طلايي",
            panel_status="trial",
            joined_on="2026-01-10",
            referrer="ALI.rezaei",
            agent="sara",
            tags=["عمده", "تهران"],
            call_hour_from=9,
            call_hour_to=13.5,
            city="اصفهان",
        )
        self.assertEqual(
            {**result, "id": 0},
            {
                "index": 0,
                "admin_username": "zahra.mousavi",
                "id": 0,
                "result": "created",
                "error": "",
            },
        )
        zahra = self._browse(result)
        self.assertTrue(zahra.is_representative)
        self.assertEqual(zahra.phone, "+989357654321")
        self.assertEqual(zahra.telegram_username, "zahra_m")
        self.assertEqual(zahra.panel_plan_id, self.plan)
        self.assertEqual(zahra.referrer_id, self.representative)
        self.assertEqual(zahra.user_id, self.sara)
        self.assertEqual(set(zahra.category_id.mapped("name")), {"عمده", "تهران"})
        self.assertEqual(zahra.call_hour_to, 13.5)

    def test_second_call_with_the_same_rows_changes_nothing(self):
        row = {
            "admin_username": "zahra",
            "name": "زهرا",
            "phone": "0935 765 4321",
            "telegram_username": "@zahra_m",
            "panel_plan": "طلایی",
            "joined_on": "2026-01-10",
            "referrer": "ali.rezaei",
            "tags": ["عمده"],
            "comment": "خط اول\nخط دوم",
            "active": True,
        }
        [first] = self._upsert(row)
        count = self.env["res.partner"].search_count([])
        [second] = self._upsert({**row, "admin_username": "ZAHRA"})
        self.assertEqual((second["id"], second["result"]), (first["id"], "unchanged"))
        self.assertEqual(self.env["res.partner"].search_count([]), count)

    def test_keys_left_out_stay_and_empty_ones_are_emptied(self):
        self._upsert_one(admin_username="ali.rezaei", city="شیراز", email="a@b.c")
        result = self._upsert_one(admin_username="ali.rezaei", email=None)
        self.assertEqual(
            (result["id"], result["result"]), (self.representative.id, "updated")
        )
        self.assertEqual(self.representative.city, "شیراز")
        self.assertFalse(self.representative.email)

    def test_bad_rows_say_why_and_stop_no_other(self):
        bad = [
            ({"admin_username": "x"}, "needs a “name”"),
            ({"name": "x"}, "“admin_username” is missing"),
            ({"admin_username": "x y", "name": "x"}, "A user name has no spaces"),
            ({"admin_username": "x", "name": "x", "nmae": 1}, "Unknown key: 'nmae'"),
            ({"admin_username": "x", "name": "x", "phone": "12"}, "not understood"),
            ({"admin_username": "x", "name": "x", "panel_plan": "برنزی"}, "طلایی"),
            (
                {"admin_username": "x", "name": "x", "panel_status": "on"},
                "trial, active",
            ),
            ({"admin_username": "x", "name": "x", "joined_on": "1/2"}, "2026-11-28"),
            ({"admin_username": "x", "name": "x", "referrer": "nobody"}, "“nobody”"),
            ({"admin_username": "x", "name": "x", "referrer": "x"}, "“x”"),
            ({"admin_username": "x", "name": "x", "agent": "outsider"}, "“outsider”"),
            ({"admin_username": "x", "name": "x", "tags": "یک"}, "a list"),
            ({"admin_username": "x", "name": "x", "active": "yes"}, "true or false"),
            ({"admin_username": "x", "name": "\0"}, "characters"),
            ({"admin_username": "x", "name": "\ud800"}, "characters"),
            ({"admin_username": "x", "name": "ن" * 501}, "longer than 500"),
            ({"admin_username": "ali.rezaei", "name": ""}, "“name” is missing"),
            ("ali.rezaei", "A row is an object"),
            (None, "A row is an object"),
        ]
        good = [{"admin_username": f"good{n}", "name": "خوب"} for n in range(len(bad))]
        rows = [row for pair in zip(good, bad, strict=True) for row in pair]
        results = self._upsert(
            *[row[0] if isinstance(row, tuple) else row for row in rows]
        )
        self.assertEqual({row["result"] for row in results[::2]}, {"created"})
        for (row, words), result in zip(bad, results[1::2], strict=True):
            with self.subTest(row=row):
                self.assertEqual((result["result"], result["id"]), ("error", False))
                self.assertIn(words, result["error"])
        self.assertFalse(self.env["res.partner"].search([("admin_username", "=", "x")]))

    def test_refusal_of_the_database_is_a_rows_own(self):
        other = self.env["res.company"].create({"name": "شعبه دیگر"})
        self.representative.company_id = other
        taken, good = self._upsert(
            {"admin_username": "ali.rezaei", "name": "دیگری"},
            {"admin_username": "good", "name": "خوب"},
        )
        self.assertEqual((taken["result"], good["result"]), ("error", "created"))
        self.assertIn("another company", taken["error"])
        self.assertEqual(self.representative.name, "علی رضایی")

    def test_rows_may_refer_to_each_other_in_any_order(self):
        third, second, first = self._upsert(
            {"admin_username": "third", "name": "سه", "referrer": "second"},
            {"admin_username": "second", "name": "دو", "referrer": "first"},
            {"admin_username": "first", "name": "یک", "referrer": "ali.rezaei"},
        )
        self.assertEqual(self._browse(third).referrer_id, self._browse(second))
        self.assertEqual(self._browse(second).referrer_id, self._browse(first))

    def test_rows_that_refer_to_each_other_in_a_circle_are_refused(self):
        results = self._upsert(
            {"admin_username": "one", "name": "یک", "referrer": "two"},
            {"admin_username": "two", "name": "دو", "referrer": "one"},
        )
        self.assertEqual([row["result"] for row in results], ["error"] * 2)

    def test_username_twice_in_a_call_is_one_representative(self):
        first, second = self._upsert(
            {"admin_username": "zahra", "name": "زهرا"},
            {"admin_username": "Zahra", "name": "زهرا موسوی"},
        )
        self.assertEqual((first["result"], second["result"]), ("created", "updated"))
        self.assertEqual(first["id"], second["id"])
        self.assertEqual(self._browse(first).name, "زهرا موسوی")

    def test_archived_representative_comes_back_only_when_told_so(self):
        self.representative.active = False
        result = self._upsert_one(admin_username="ali.rezaei", city="یزد")
        self.assertEqual(result["id"], self.representative.id)
        self.assertEqual(
            (self.representative.city, self.representative.active), ("یزد", False)
        )
        self._upsert_one(admin_username="ali.rezaei", active=True)
        self.assertTrue(self.representative.active)

    def test_active_representative_goes_before_an_archived_one(self):
        newcomer = self.representative.copy({"name": "تازه‌وارد"})
        self.representative.active = False
        newcomer.admin_username = "ali.rezaei"
        result = self._upsert_one(admin_username="ali.rezaei", city="یزد")
        self.assertEqual(result["id"], newcomer.id)

    def test_many_rows_cost_no_look_ups_of_their_own(self):
        def queries(count, name):
            rows = [
                {"admin_username": f"{name}{n}", "name": name, "panel_plan": "طلایی"}
                for n in range(count)
            ]
            self._upsert(*rows)  # what is there already is only compared
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            results = self._upsert(*rows)
            self.assertEqual({row["result"] for row in results}, {"unchanged"})
            return self.env.cr.sql_log_count - before

        queries(1, "warm")
        self.assertEqual(queries(100, "many"), queries(1, "one"))

    def test_agents_are_refused(self):
        for user in (self.sara, self.outsider):
            with self.assertRaises(AccessError):
                self._upsert({"admin_username": "x", "name": "x"}, user=user)

    def test_what_is_no_list_of_rows_is_refused(self):
        for rows, words in [("x", "list of rows"), ([{}] * 1001, "at most 1000")]:
            with self.assertRaisesRegex(UserError, words):
                self._upsert_all(rows)

    def _upsert_all(self, rows):
        Partner = self.env["res.partner"].with_user(self.lead)
        return Partner.marfanet_upsert_representatives(rows)

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tools import SQL

from .common import MarfanetCrmCommon

# Each finds the representative, and with it her interaction and task.
SPELLINGS = (
    "زهرا‌سادات",
    "زهرا سادات",
    "زهراسادات",
    "زهراءسادات كريمي",
    "کریمی زهرا",
    "زَهرا کریمی",
    "كريمي",
    "اقا",
    "0912 345 6789",
    "09123456789",
    "۰۹۱۲۳۴۵۶۷۸۹",
    "٠٩١٢٣٤٥",
    "+98 912-345-6789",
    "00989123456789",
    "۹۱۲۳۴۵",
    "Zahra.Karimi",
    "zahra",
    "@zahra_k",
    "https://t.me/zahra_k",
    "t.me/ZAHRA",
    "Z.Karimi@example.com",
    "REF-۷۷",
)


class TestSearch(MarfanetCrmCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zahra = cls.env["res.partner"].create(
            {
                "name": "زهرا سادات آقا کریمی",
                "is_representative": True,
                "phone": "0912 345 6789",
                "admin_username": "zahra.karimi",
                "telegram_username": "@zahra_k",
                "email": "z.karimi@example.com",
                "ref": "ref-77",
            }
        )
        cls.interaction = (
            cls.env["marfanet.interaction"]
            .with_user(cls.sara)
            .create(
                {
                    "partner_id": cls.zahra.id,
                    "subject": "اتصال V2Ray",
                    "summary": "با ۱۰۰٪ سرعت وصل شد؛ ايرانسل مشکلی نداشت",
                    "feedback": "می‌خواهم تمدید کنم",
                    "next_step": "ارسال کانفيگ_جدید",
                }
            )
        )
        cls.task = (
            cls.env["marfanet.task"]
            .with_user(cls.sara)
            .create({"partner_id": cls.zahra.id, "name": "گرفتنِ فاكتورها"})
        )

    def _found(self, model, query, operator="ilike", user=None):
        records = self.env[model].with_user(user or self.sara)
        domain = [("marfanet_search", operator, query)]
        return records.browse(
            row["id"] for row in records.web_search_read(domain, {})["records"]
        )

    def _named(self, model, query):
        records = self.env[model].with_user(self.sara)
        return records.browse(row[0] for row in records.name_search(query))

    def test_every_spelling_finds_representative_interaction_and_task(self):
        for query in SPELLINGS:
            for record in (self.zahra, self.interaction, self.task):
                with self.subTest(model=record._name, query=query):
                    self.assertIn(record, self._found(record._name, query))
                    self.assertIn(record, self._named(record._name, query))

    def test_words_of_an_interaction_find_it(self):
        for query in (
            "ایرانسل",
            "v2ray وصل",
            "۱۰۰٪",
            "می خواهم",
            "میخواهم تمديد",
            "کانفیگ_",
            "زهرا ایرانسل 0912345",
        ):
            with self.subTest(query=query):
                self.assertEqual(
                    self._found("marfanet.interaction", query), self.interaction
                )

    def test_words_of_a_task_find_it(self):
        for query in ("فاکتور ها", "گرفتن فاکتور", "فاکتورها زهرا"):
            with self.subTest(query=query):
                self.assertEqual(self._found("marfanet.task", query), self.task)

    def test_every_word_must_be_found(self):
        for model in ("res.partner", "marfanet.interaction", "marfanet.task"):
            for query in ("زهرا گوسفند", "0912 345 6780", "ref-7_", "%", "zahra\\"):
                with self.subTest(model=model, query=query):
                    self.assertFalse(self._found(model, query) & self.env[model])
                    self.assertNotIn(self.zahra.id, self._named(model, query).ids)

    def test_changed_words_are_found_at_once(self):
        self.zahra.name = "نسرین کریمی"
        self.interaction.summary = "باتری تمام شد"
        self.assertEqual(self._found("res.partner", "نسرين"), self.zahra)
        self.assertEqual(
            self._found("marfanet.interaction", "نسرین باتري"), self.interaction
        )
        self.assertFalse(self._found("marfanet.interaction", "ایرانسل"))

    def test_interactions_of_archived_representatives_are_found(self):
        self.task.action_done()
        self.zahra.active = False
        self.assertFalse(self._found("res.partner", "zahra.karimi"))
        self.assertEqual(
            self._found("marfanet.interaction", "zahra.karimi"), self.interaction
        )

    def test_plain_contacts_are_found_by_their_phone_as_typed(self):
        self._move_below_a_representative(self.contact)
        self.contact.phone = "(0935) 111-22 33"
        self.assertEqual(self.contact.phone, "(0935) 111-22 33")
        for query in ("09351112233", "+98935", "۰۹۳۵ ۱۱۱ ۲۲۳۳", "برق"):
            with self.subTest(query=query):
                self.assertEqual(self._found("res.partner", query), self.contact)
        self.contact.phone = "داخلی 4455667"
        self.assertEqual(self._found("res.partner", "4455667"), self.contact)

    def test_operators_mean_what_they_say(self):
        for operator in ("ilike", "like", "=ilike", "=like", "="):
            with self.subTest(operator=operator):
                self.assertEqual(
                    self._found("res.partner", "زهرا كريمي", operator), self.zahra
                )
        both = self._found("res.partner", ["زهرا سادات", "علی رضایی"], "in")
        self.assertEqual(both, self.zahra | self.representative)
        for operator, query in (
            ("not ilike", "زهرا سادات"),
            ("!=", "زهرا سادات"),
            ("not in", ["زهرا سادات"]),
        ):
            with self.subTest(operator=operator):
                others = self._found("res.partner", query, operator)
                self.assertIn(self.representative, others)
                self.assertNotIn(self.zahra, others)

    def test_names_compared_exactly_keep_odoos_meaning(self):
        partners = self.env["res.partner"].with_user(self.sara)
        name = self.zahra.name
        for operator, query, found in (
            ("=", name, True),
            ("=", "زهرا", False),
            ("in", [name], True),
            ("=ilike", "زهرا%", True),
            ("not ilike", "زهرا", False),
        ):
            with self.subTest(operator=operator):
                domain = [("display_name", operator, query), ("id", "=", self.zahra.id)]
                self.assertEqual(bool(partners.search(domain)), found)

    def test_many2one_fields_search_alike(self):
        found = (
            self.env["marfanet.task"]
            .with_user(self.sara)
            .search([("partner_id", "ilike", "زهراسادات كريمي")])
        )
        self.assertEqual(found, self.task)

    def test_empty_query_asks_nothing(self):
        for query in ("", "\u200c", False):
            with self.subTest(query=query):
                self.assertIn(self.task, self._found("marfanet.task", query))

    def test_people_outside_the_team_find_nothing(self):
        for model in ("marfanet.interaction", "marfanet.task"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self._found(model, "زهرا", user=self.outsider)

    def test_records_of_another_company_are_not_found(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        self.env["marfanet.interaction"].create(
            {
                "partner_id": self.representative.id,
                "company_id": company.id,
                "summary": "گوسفند",
            }
        )
        self.assertFalse(self._found("marfanet.interaction", "گوسفند"))

    def test_nobody_writes_what_is_found(self):
        self.task.search_text = "گوسفند"
        task = self.task.create(
            {"name": "تماس", "partner_id": self.zahra.id, "search_text": "گوسفند"}
        )
        self.assertFalse(self._found("marfanet.task", "گوسفند"))
        self.assertEqual(task.search_text, "تماس")

    def test_search_goes_by_the_index(self):
        cr = self.env.cr
        cr.execute("SET LOCAL enable_seqscan = off")
        for model in ("res.partner", "marfanet.interaction", "marfanet.task"):
            records = self.env[model].with_user(self.sara)
            words = records._search_word_domain(("زهراسادات",))
            query = records._search(words, active_test=False, bypass_access=True)
            # An index made while older transactions run, as in a fresh installation,
            # is not used yet; its copy on an empty table in front of the real one is.
            table = SQL.identifier(records._table)
            copy = SQL("CREATE TEMP TABLE %s (LIKE %s INCLUDING ALL)", table, table)
            cr.execute(copy)
            cr.execute(SQL("EXPLAIN %s", query.select()))
            plan = "\n".join(line for (line,) in cr.fetchall())
            cr.execute(SQL("DROP TABLE pg_temp.%s", table))
            with self.subTest(model=model):
                self.assertIn("Index Cond: (search_text ~~ '%زهراسادات%'::text)", plan)
                self.assertNotIn(f"Seq Scan on {records._table}", plan)

    def test_database_without_the_extension_gets_it(self):
        self.env.cr.execute("DROP EXTENSION pg_trgm CASCADE")
        with patch.object(self.registry, "has_trigram", False):
            self.env["marfanet.search.mixin"].init()
            self.assertTrue(self.registry.has_trigram)

    def test_five_hundred_at_once_cost_no_query_each(self):
        def queries(count):
            values = [
                {"partner_id": self.zahra.id, "summary": f"خلاصه {n}"}
                for n in range(count)
            ]
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["marfanet.interaction"].with_user(self.sara).create(values)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(1)
        few, many = queries(10), queries(500)
        # The ORM itself inserts and updates 100 to 1,000 rows a statement.
        self.assertLess(many - few, 30)

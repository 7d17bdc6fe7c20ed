import base64
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..models import marfanet_changes_mixin
from ..models.marfanet_changes_mixin import START
from .at_once import AtOnceCase
from .common import MarfanetCrmCommon

MODELS = ("res.partner", "marfanet.interaction", "marfanet.task")


class TestMarfanetChanges(MarfanetCrmCommon):
    """What other systems are told of, page by page."""

    def _page(self, model, after, limit=2, names=("id",), user=None):
        model = self.env[model].with_user(user or self.sara)
        horizon = self.env.cr.now() + timedelta(seconds=1)
        names = model._marfanet_check_fields(list(names))
        self.env.flush_all()
        return model._marfanet_changes(
            model._marfanet_read_cursor(after), horizon, limit, names
        )

    def _read_all(self, model, **options):
        cursor, rows, more = False, [], True
        while more:
            page = self._page(model, cursor, **options)
            cursor, more = page["cursor"], page["more"]
            rows += page["rows"]
        return rows, cursor

    def test_pages_bring_every_record_once_archived_ones_too(self):
        makers = {"marfanet.interaction": self._log_interaction}
        makers["marfanet.task"] = self._add_task
        for model, make in makers.items():
            with self.subTest(model=model):
                made = [make(self.sara).id for _n in range(5)]
                self.env[model].browse(made[0]).active = False
                rows, cursor = self._read_all(model, names=["active"])
                ids = [row["id"] for row in rows]
                self.assertEqual(len(ids), len(set(ids)))
                self.assertLessEqual(set(made), set(ids))
                self.assertEqual(self._page(model, cursor)["rows"], [])

    def test_only_representatives_are_told_of(self):
        ids = {row["id"] for row in self._read_all("res.partner", limit=100)[0]}
        self.assertIn(self.representative.id, ids)
        self.assertNotIn(self.contact.id, ids)

    def test_write_brings_a_record_again(self):
        # All that one transaction writes bears one moment, so this is an older one.
        interaction = self._log_interaction(self.sara)
        self.env.cr.execute(
            "UPDATE marfanet_interaction SET write_date = '2020-01-01' WHERE id = %s",
            [interaction.id],
        )
        interaction.invalidate_recordset()
        cursor = self._read_all("marfanet.interaction")[1]
        interaction.summary = "اصلاح شد"
        page = self._page("marfanet.interaction", cursor, names=["summary"])
        told = [(row["id"], row["summary"]) for row in page["rows"]]
        self.assertEqual(told, [(interaction.id, "اصلاح شد")])

    def test_records_of_another_company_are_not_told_of(self):
        other = self.env["res.company"].create({"name": "شعبه دیگر"})
        values = {"partner_id": self.representative.id, "company_id": other.id}
        hidden = self.env["marfanet.interaction"].create(values)
        rows, _cursor = self._read_all("marfanet.interaction")
        self.assertNotIn(hidden.id, [row["id"] for row in rows])

    def test_all_fields_that_are_told_can_be_read_by_agents(self):
        self._log_interaction(self.sara)
        self._add_task(self.sara)
        for model in MODELS:
            with self.subTest(model=model):
                names = self.env[model]._marfanet_changes_fields()
                page = self._page(model, False, names=names)
                self.assertLessEqual(set(names), page["rows"][0].keys())

    def test_people_outside_the_team_are_refused(self):
        for model in MODELS:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.outsider).marfanet_changed_since()

    def test_what_is_no_cursor_is_refused_in_words(self):
        task = self.env["marfanet.task"].with_user(self.sara)
        other = self._read_all("marfanet.interaction")[1] or "x"
        forged = [
            "marfanet.task 2020-01-01T00:00:00.000000 -5",
            "marfanet.task 2020-01-01T00:00:00.000000+00:00 5",
            "marfanet.task 2020-01-01T00:00:00.000000 99999999999",
            "marfanet.task never 5",
            "marfanet.task",
        ]
        forged = [base64.urlsafe_b64encode(text.encode()).decode() for text in forged]
        for cursor in [other, "x", "é", "\0", 5, True, [], {"a": 1}, "AAAA", *forged]:
            with self.subTest(cursor=cursor):
                with self.assertRaisesRegex(UserError, "no cursor of these records"):
                    task.marfanet_changed_since(cursor)

    def test_impossible_limits_and_fields_are_refused_in_words(self):
        task = self.env["marfanet.task"].with_user(self.sara)
        for limit in (0, -1, 5001, "5", 2.5, True, None):
            with self.subTest(limit=limit):
                with self.assertRaisesRegex(UserError, "from 1 to 5000"):
                    task.marfanet_changed_since(False, limit)
        for names in (["nmae"], [5], [["name"]], [{}]):
            with self.subTest(names=names):
                with self.assertRaisesRegex(UserError, "no such fields"):
                    task.marfanet_changed_since(False, 5, names)
        with self.assertRaisesRegex(UserError, "as a list"):
            task.marfanet_changed_since(False, 5, "name")

    def test_pages_come_from_the_index(self):
        # On tables as small as a test's, sorting all rows is the shorter way.
        self.env.cr.execute("SET LOCAL enable_sort = off")
        for name in MODELS:
            model = self.env[name].with_user(self.sara)
            query = model._marfanet_changes_query((START, 5), self.env.cr.now(), 500)
            plan = self._explain_on_a_copy(model, query)
            with self.subTest(model=name):
                self.assertIn("Index Cond: ((ROW(write_date, id) >", plan)

    def test_admin_usernames_are_looked_up_by_the_index(self):
        Partner = self.env["res.partner"].with_user(self.lead)
        domain = Partner._marfanet_username_domain({"ali.rezaei", "zahra"})
        query = Partner._search(domain, active_test=False).select()
        plan = self._explain_on_a_copy(Partner, query)
        self.assertIn("Index Cond: (lower((admin_username)::text) = ANY", plan)

    def _explain_on_a_copy(self, model, query):
        # An index made while older transactions run, as in a fresh installation, is
        # not used yet; its copy on an empty table in front of the real one is.
        cr, table = self.env.cr, SQL.identifier(model._table)
        self.env.flush_all()
        cr.execute("SET LOCAL enable_seqscan = off")
        cr.execute(SQL("CREATE TEMP TABLE %s (LIKE %s INCLUDING ALL)", table, table))
        cr.execute(SQL("EXPLAIN %s", query))
        plan = " ".join(line for [line] in cr.fetchall())
        cr.execute(SQL("DROP TABLE pg_temp.%s", table))
        return plan


@tagged("post_install", "-at_install")
class TestMarfanetChangesAtOnce(AtOnceCase):
    """Changes in transactions of their own, as several workers make them."""

    def setUp(self):
        super().setUp()
        # What is tested must hold without it, and would otherwise take a second each.
        self.patch(marfanet_changes_mixin, "GRACE", timedelta())
        with self._transaction() as env:
            made = env["marfanet.interaction"].create(
                [{"partner_id": self.representative_id} for _n in range(4)]
            )
            self.ids = made.ids

    def _pull(self, cursor, limit=1):
        """Return the ids of ours among the changes, and the cursor after them."""
        ours, more = [], True
        while more:
            with self._transaction() as env:
                page = env["marfanet.interaction"].marfanet_changed_since(
                    cursor, limit, ["summary"]
                )
            cursor, more = page["cursor"], page["more"]
            ours += [
                (row["id"], row["summary"])
                for row in page["rows"]
                if row["id"] in self.ids
            ]
        return ours, cursor

    def _pull_until(self, cursor, done):
        """Go on pulling until the pulled satisfies; the server says when it cannot."""
        pulled = []
        for _attempt in range(1000):
            ours, cursor = self._pull(cursor, 500)
            pulled += ours
            if done(pulled):
                return pulled, cursor
            # The clock of the database is what is waited for.
            with self._transaction() as env:
                env.cr.execute("SELECT pg_sleep(0.02)")
        self.fail(f"Only {pulled} came")

    def test_transaction_that_begins_first_and_ends_last_is_not_lost(self):
        first, second, third, _fourth = self.ids
        _all, cursor = self._pull_until(False, lambda pulled: len(pulled) == 4)
        slow = self._transaction()
        slow.env["marfanet.interaction"].browse(first).summary = "کند"
        slow.env.flush_all()
        with self._transaction() as env:
            env["marfanet.interaction"].browse(second).summary = "تند"
        # While the slow one is open nothing written after its beginning is told of.
        ours, cursor = self._pull(cursor)
        self.assertEqual(ours, [])
        slow.commit()
        with self._transaction() as env:
            env["marfanet.interaction"].browse(third).summary = "بعد"
        pulled, _cursor = self._pull_until(cursor, lambda pulled: len(pulled) >= 3)
        self.assertEqual(pulled, [(first, "کند"), (second, "تند"), (third, "بعد")])

    def test_transaction_that_ends_as_the_caller_has_begun_is_not_lost(self):
        first, second, _third, _fourth = self.ids
        _all, cursor = self._pull_until(False, lambda pulled: len(pulled) == 4)
        slow = self._transaction()
        slow.env["marfanet.interaction"].browse(first).summary = "کند"
        slow.env.flush_all()
        # The caller's transaction sees the database as it is now, without the change.
        caller = self._transaction()
        caller.env.cr.execute("SELECT 1 FROM res_users LIMIT 1")
        slow.commit()
        with self._transaction() as env:
            env["marfanet.interaction"].browse(second).summary = "بعد"
        page = {"cursor": cursor, "rows": []}
        pulled = []
        for _attempt in range(1000):
            page = caller.env["marfanet.interaction"].marfanet_changed_since(
                page["cursor"], 500, ["summary"]
            )
            pulled += page["rows"]
            if pulled:
                break
            caller.env.cr.execute("SELECT pg_sleep(0.05)")
        self.assertEqual([row["id"] for row in pulled], [first])
        caller.commit()
        pulled, _cursor = self._pull_until(page["cursor"], bool)
        self.assertEqual(pulled, [(second, "بعد")])

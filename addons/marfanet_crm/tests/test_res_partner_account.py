from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import MarfanetCrmCommon

FIGURES = (
    "account_balance",
    "account_state",
    "overdue_amount",
    "overdue_days",
    "last_payment_date",
    "last_payment_amount",
)


class MarfanetAccountCommon(AccountTestInvoicingCommon, MarfanetCrmCommon):
    """The CRM's people in a company with a chart of accounts."""

    # Those of countries are modules of their own.
    chart_template = "generic_coa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-11-21 08:00:00"))
        cls.company = cls.env.company
        cls.other_company = cls._create_company(
            name="Other", currency_id=cls.company.currency_id.id
        )
        cls.accountant = new_test_user(
            cls.env,
            "accountant",
            "marfanet_crm.group_marfanet_agent,account.group_account_invoice",
        )
        cls.second = cls.env["res.partner"].create(
            {"name": "مریم کریمی", "is_representative": True}
        )

    @classmethod
    def _invoice(cls, amount, due, move_type="out_invoice", partner=None, company=None):
        """Post a document without taxes that is due on ``due``."""
        move = (
            cls.env["account.move"]
            .with_company(company or cls.company)
            .create(
                {
                    "move_type": move_type,
                    "partner_id": (partner or cls.representative).id,
                    "invoice_date": min(due, "2026-11-01"),
                    "invoice_payment_term_id": False,
                    "invoice_date_due": due,
                    "invoice_line_ids": [
                        Command.create(
                            {"name": "پنل", "price_unit": amount, "tax_ids": False}
                        )
                    ],
                }
            )
        )
        move.action_post()
        return move

    @classmethod
    def _pay(cls, amount, day, invoice=None, payment_type="inbound", partner=None):
        """Receive a payment, for an invoice or unmatched."""
        if invoice:
            wizard = cls.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            )
            values = {"amount": amount, "payment_date": day}
            return wizard.create(values)._create_payments()
        payment = cls.env["account.payment"].create(
            {
                "payment_type": payment_type,
                "partner_type": "customer",
                "partner_id": (partner or cls.representative).id,
                "amount": amount,
                "date": day,
            }
        )
        payment.action_post()
        return payment

    def _read(self, partner=None, user=None):
        partner = (partner or self.representative).with_user(user or self.sara)
        partner.invalidate_recordset()
        (values,) = partner.read(FIGURES)
        return tuple(values[name] for name in FIGURES)


@tagged("post_install", "-at_install")
class TestResPartnerAccount(MarfanetAccountCommon):
    def test_nobody_owes_anything_before_the_first_invoice(self):
        self.assertEqual(self._read(), (0, "settled", 0, 0, False, 0))

    def test_open_invoices_make_a_debtor(self):
        self._invoice(300, "2026-11-11")
        self._invoice(200, "2026-12-01")
        self.assertEqual(self._read(), (500, "debtor", 300, 10, False, 0))

    def test_an_invoice_is_overdue_the_day_after_it_was_due(self):
        self._invoice(300, "2026-11-21")
        self.assertEqual(self._read()[2:4], (0, 0))
        with freeze_time("2026-11-22 08:00:00"):
            self.assertEqual(self._read()[2:4], (300, 1))

    def test_the_day_is_the_readers(self):
        self._invoice(300, "2026-11-21")
        # Half past midnight of the 22nd in Tehran
        with freeze_time("2026-11-21 21:00:00"):
            self.assertEqual(self._read()[2:4], (300, 1))

    def test_drafts_do_not_count(self):
        self._invoice(300, "2026-11-11").button_draft()
        self.assertEqual(self._read()[:2], (0, "settled"))

    def test_a_partial_payment_leaves_the_rest(self):
        invoice = self._invoice(300, "2026-11-11")
        self._pay(120, "2026-11-15", invoice)
        self.assertEqual(
            self._read(), (180, "debtor", 180, 10, date(2026, 11, 15), 120)
        )

    def test_the_full_payment_settles(self):
        invoice = self._invoice(300, "2026-11-11")
        self._pay(300, "2026-11-15", invoice)
        self.assertEqual(self._read()[:4], (0, "settled", 0, 0))

    def test_an_unmatched_payment_counts_against_the_oldest_invoice(self):
        self._invoice(300, "2026-10-22")
        self._invoice(200, "2026-11-11")
        self._pay(350, "2026-11-20")
        self.assertEqual(
            self._read(), (150, "debtor", 150, 10, date(2026, 11, 20), 350)
        )

    def test_a_credit_note_makes_a_creditor(self):
        self._invoice(300, "2026-11-11", "out_refund")
        self.assertEqual(self._read()[:4], (-300, "creditor", 0, 0))

    def test_our_bill_counts_against_what_they_owe(self):
        self._invoice(300, "2026-11-11")
        self._invoice(300, "2026-12-11", "in_invoice")
        self.assertEqual(self._read()[:4], (0, "settled", 0, 0))

    def test_money_that_we_sent_is_no_payment_of_theirs(self):
        self._pay(80, "2026-11-10")
        self._pay(500, "2026-11-12", payment_type="outbound")
        self.assertEqual(self._read()[4:], (date(2026, 11, 10), 80))

    def test_a_cancelled_payment_is_none(self):
        self._pay(80, "2026-11-10").action_cancel()
        self.assertEqual(self._read()[4:], (False, 0))

    def test_contacts_of_a_company_share_its_figures(self):
        parent = self.env["res.partner"].create(
            {"name": "شرکت", "is_company": True, "is_representative": True}
        )
        child = self.env["res.partner"].create(
            {"name": "حسابدار", "parent_id": parent.id}
        )
        self._invoice(300, "2026-11-11", partner=child)
        self.assertEqual(self._read(parent)[0], 300)
        self.assertEqual(self._read(child)[0], 300)

    def test_another_companys_books_are_not_read(self):
        self._invoice(300, "2026-11-11")
        self._invoice(700, "2026-11-11", company=self.other_company)
        self.assertEqual(self._read()[0], 300)
        found = self._search(("account_balance", ">", 300))
        self.assertFalse(found)

    def test_selected_companies_of_one_currency_add_up(self):
        self._invoice(300, "2026-11-11")
        self._invoice(700, "2026-11-11", company=self.other_company)
        self.sara.company_ids += self.other_company
        self.assertEqual(self._read_balance(self.company), 300)
        self.assertEqual(self._read_balance(self.company + self.other_company), 1000)
        self.assertEqual(self._read_balance(self.other_company), 700)

    def test_a_company_of_another_currency_is_not_added(self):
        abroad = self._create_company(
            name="Abroad", currency_id=self.env.ref("base.CHF").id
        )
        self._invoice(300, "2026-11-11")
        self._invoice(700, "2026-11-11", company=abroad)
        self.sara.company_ids += abroad
        self.assertEqual(self._read_balance(self.company + abroad), 300)
        self.assertEqual(self._read_balance(abroad + self.company), 700)

    def _read_balance(self, companies):
        return (
            self.representative.with_user(self.sara)
            .with_context(allowed_company_ids=companies.ids)
            .account_balance
        )

    def test_outsiders_see_and_find_nothing(self):
        self._invoice(300, "2026-11-11")
        self._pay(100, "2026-11-12")
        self.assertEqual(self._read(user=self.outsider), (0, False, 0, 0, False, 0))
        for term in (
            ("account_balance", ">", 0),
            ("account_state", "=", "debtor"),
            ("overdue_days", ">", 1),
            ("last_payment_date", "!=", False),
        ):
            self.assertFalse(self._search(term, user=self.outsider), term)
        partners = self.env["res.partner"].with_user(self.outsider)
        groups = partners._read_group(
            [("id", "=", self.representative.id)],
            ["account_state"],
            ["account_balance:sum"],
        )
        self.assertFalse(any(map(any, groups)))
        self.assertEqual(
            self.representative.with_user(self.outsider)._marfanet_timeline_money(
                None, 10
            ),
            [],
        )

    # --- LISTS

    def _search(self, *domain, user=None, **options):
        partners = self.env["res.partner"].with_user(user or self.sara)
        ids = (self.representative + self.second + self.contact).ids
        return partners.search([("id", "in", ids), *domain], **options)

    def test_every_operator_finds_what_the_fields_show(self):
        self._move_below_a_representative(self.contact)
        self._invoice(300, "2026-11-11")
        self._pay(40, "2026-11-05", partner=self.second)
        debtor, creditor, settled = self.representative, self.second, self.contact
        cases = [
            (("account_balance", "=", 300), debtor),
            (("account_balance", "!=", 300), creditor + settled),
            (("account_balance", "in", [300, -40]), debtor + creditor),
            (("account_balance", "not in", [300, -40]), settled),
            (("account_balance", "=", 0), settled),
            (("account_balance", ">", 0), debtor),
            (("account_balance", ">=", 0), debtor + settled),
            (("account_balance", "<", 0), creditor),
            (("account_balance", "<=", 0), creditor + settled),
            (("account_state", "=", "debtor"), debtor),
            (("account_state", "!=", "debtor"), creditor + settled),
            (("account_state", "in", ["creditor", "settled"]), creditor + settled),
            (("account_state", "not in", ["creditor"]), debtor + settled),
            (("overdue_amount", ">", 299), debtor),
            (("overdue_days", "=", 10), debtor),
            (("overdue_days", "<", 10), creditor + settled),
            (("last_payment_date", "=", "2026-11-05"), creditor),
            (("last_payment_date", "=", False), debtor + settled),
            (("last_payment_date", "!=", False), creditor),
            (("last_payment_date", ">=", "2026-11-05"), creditor),
            (("last_payment_date", "<", "-15d"), creditor),
            (("last_payment_date", "<", "2026-11-05"), self.env["res.partner"]),
            (("last_payment_amount", "=", 40), creditor),
        ]
        for term, expected in cases:
            with self.subTest(term=term):
                self.assertEqual(self._search(term), expected.sorted())
        found = self._search(
            ("account_balance", ">=", 100), ("account_balance", "<=", 400)
        )
        self.assertEqual(found, debtor)

    def test_lists_sort_by_the_figures(self):
        self._move_below_a_representative(self.contact)
        self._invoice(300, "2026-11-11")
        self._pay(40, "2026-11-05", partner=self.second)
        ordered = self._search(order="account_balance")
        self.assertEqual(ordered, self.second + self.contact + self.representative)
        ordered = self._search(order="overdue_days desc, last_payment_date, id")
        self.assertEqual(ordered, self.representative + self.second + self.contact)

    def test_lists_group_and_add_up(self):
        self._move_below_a_representative(self.contact)
        self._invoice(300, "2026-11-11")
        self._invoice(100, "2026-11-01", partner=self.second)
        ids = (self.representative + self.second + self.contact).ids
        groups = (
            self.env["res.partner"]
            .with_user(self.sara)
            .formatted_read_group(
                [("id", "in", ids)],
                ["account_state"],
                [
                    "__count",
                    "account_balance:sum",
                    "overdue_days:max",
                    "account_currency_id:array_agg_distinct",
                ],
            )
        )
        currency = self.company.currency_id.id
        self.assertEqual(
            [
                (
                    group["account_state"],
                    group["__count"],
                    group["account_balance:sum"],
                    group["overdue_days:max"],
                    group["account_currency_id:array_agg_distinct"],
                )
                for group in groups
            ],
            [("debtor", 2, 400, 20, [currency]), ("settled", 1, 0, 0, [currency])],
        )

    def test_the_web_client_may_sort_group_and_sum(self):
        described = (
            self.env["res.partner"]
            .with_user(self.sara)
            .fields_get(FIGURES, ["sortable", "groupable", "searchable", "aggregator"])
        )
        for name in FIGURES:
            with self.subTest(field=name):
                self.assertTrue(described[name]["sortable"])
                self.assertTrue(described[name]["groupable"])
                self.assertTrue(described[name]["searchable"])
        self.assertEqual(described["account_balance"]["aggregator"], "sum")

    def test_twenty_representatives_take_as_many_queries_as_one(self):
        partners = self.env["res.partner"].create(
            [{"name": str(n), "is_representative": True} for n in range(20)]
        )
        for partner in partners[:3]:
            self._invoice(300, "2026-11-11", partner=partner)
        for user in (self.sara, self.accountant):
            names = [*FIGURES]
            if user == self.accountant:
                names += ["marfanet_invoice_count", "marfanet_payment_count"]
            counts = []
            # The first round fills what is read once, such as the groups.
            for number in (1, 1, 20):
                self.env.flush_all()
                self.env.invalidate_all()
                queries = self.cr.sql_log_count
                partners[:number].with_user(user).read(names)
                counts.append(self.cr.sql_log_count - queries)
            self.assertEqual(counts[1], counts[2], user.login)

    # --- DOCUMENTS

    def test_accountants_open_what_the_buttons_count(self):
        self._invoice(300, "2026-11-11")
        self._invoice(100, "2026-11-11", "out_refund")
        self._invoice(100, "2026-11-11").button_cancel()
        self._invoice(100, "2026-11-11", partner=self.second)
        self._pay(50, "2026-11-05")
        partner = self.representative.with_user(self.accountant)
        self.assertEqual(partner.marfanet_invoice_count, 2)
        self.assertEqual(partner.marfanet_payment_count, 1)
        for action, count in (
            (partner.action_view_marfanet_invoices(), 2),
            (partner.action_view_marfanet_payments(), 1),
        ):
            self.assertEqual(action["type"], "ir.actions.act_window")
            records = self.env[action["res_model"]].with_user(self.accountant)
            self.assertEqual(records.search_count(action["domain"]), count)

    def test_agents_cannot_open_the_documents(self):
        partner = self.representative.with_user(self.sara)
        with self.assertRaises(AccessError):
            partner.action_view_marfanet_invoices()
        with self.assertRaises(AccessError):
            partner.action_view_marfanet_payments()
        with self.assertRaises(AccessError):
            partner.read(["marfanet_invoice_count"])

    # --- TIMELINE

    def test_the_timeline_tells_of_invoices_and_payments(self):
        invoice = self._invoice(300, "2026-11-11")
        payment = self._pay(120, "2026-11-15", invoice)
        self._invoice(900, "2026-12-11").button_draft()
        self._invoice(500, "2026-11-11", company=self.other_company)
        partner = self.representative.with_user(self.sara)
        entries = partner._marfanet_timeline_money(None, 10)
        self.assertEqual(
            [(entry["model"], entry["id"], entry["amount"]) for entry in entries],
            [("account.payment", payment.id, 120), ("account.move", invoice.id, 300)],
        )
        self.assertEqual(
            {key: entries[1][key] for key in ("kind", "date", "title", "state", "due")},
            {
                "kind": "invoice",
                # Midnight in Tehran
                "date": "2026-10-31 20:30:00",
                "title": invoice.name,
                "state": "Partially Paid",
                "due": "2026-11-11",
            },
        )

    def test_the_timeline_pages_without_gap_or_repeat(self):
        for day in ("2026-10-01", "2026-10-01", "2026-10-20", "2026-10-20"):
            self._invoice(10, day)
            self._pay(5, day)
        partner = self.representative.with_user(self.sara)
        everything = partner._marfanet_timeline_money(None, 100)
        self.assertEqual(len(everything), 8)
        for size in (1, 3, 8):
            paged, before = [], None
            # Bounded: a cursor that does not move would page for ever.
            while len(paged) < 10:
                page = partner._marfanet_timeline_money(before, size)
                self.assertLessEqual(len(page), size)
                if not page:
                    break
                paged += page
                last = page[-1]
                before = (last["date"], last["kind"], last["id"])
            self.assertEqual(paged, everything)

    def test_the_timeline_continues_after_an_entry_of_another_kind(self):
        self._invoice(10, "2026-10-01")
        partner = self.representative.with_user(self.sara)
        (entry,) = partner._marfanet_timeline_money(None, 10)
        later = ("2026-10-01 10:00:00", "interaction", 5)
        self.assertEqual(partner._marfanet_timeline_money(later, 10), [entry])
        earlier = ("2026-09-30 20:00:00", "interaction", 5)
        self.assertEqual(partner._marfanet_timeline_money(earlier, 10), [])

    def test_credit_notes_and_money_sent_are_negative(self):
        self._invoice(10, "2026-10-01", "out_refund")
        self._pay(5, "2026-10-02", payment_type="outbound")
        partner = self.representative.with_user(self.sara)
        entries = partner._marfanet_timeline_money(None, 10)
        self.assertEqual([entry["amount"] for entry in entries], [-5, -10])

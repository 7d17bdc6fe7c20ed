"""The company's money: Toman, invoices and what was paid of them."""

from datetime import timedelta

from odoo import Command

from demo.clock import TIMEZONE, today
from demo.texts import PRODUCTS

DEBTORS = 14
CREDITORS = 4


def set_up_company(env):
    """Name the company, and let it count in Toman."""
    currency = env["res.currency"].create(
        {
            "name": "IRT",
            "symbol": "تومان",
            "position": "after",
            "rounding": 1,
            "decimal_places": 0,
        }
    )
    env.company.write(
        {
            "name": "مارفانت",
            "currency_id": currency.id,
            "email": "crm@example.com",
        }
    )
    env.company.partner_id.tz = TIMEZONE
    users = env["res.users"].with_context(active_test=False).search([])
    users.write({"tz": TIMEZONE})


def create_invoices(env, representatives, chance):
    """Invoice every representative twice; most have paid, a few too much."""
    products = env["product.product"].create(
        [
            {"name": name, "list_price": price, "type": "service", "taxes_id": False}
            for name, price in PRODUCTS
        ]
    )
    invoices = env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": today() - timedelta(days=age),
                "invoice_date_due": today() - timedelta(days=age - 15),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": chance.choice(products).id,
                            "quantity": chance.randint(1, 3),
                            "tax_ids": False,
                        }
                    )
                ],
            }
            for partner in representatives
            for age in sorted(chance.sample(range(3, 90), 2), reverse=True)
        ]
    )
    invoices.action_post()
    # Whoever is paid up has paid all: a representative owes nothing, or something.
    debtors = set(chance.sample(representatives.ids, DEBTORS))
    for invoice in invoices:
        part = 1
        if invoice.partner_id.id in debtors:
            part = chance.choice([0, 0, 0.5])
        if part:
            _pay(env, invoice, part)
    payers = representatives.filtered(lambda partner: partner.id not in debtors)
    for partner in payers[:CREDITORS]:
        _pay_in_advance(env, partner)


def _pay(env, invoice, part):
    wizard = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=invoice.ids
    )
    wizard.create(
        {
            "payment_date": min(invoice.invoice_date + timedelta(days=4), today()),
            "amount": invoice.amount_total * part,
        }
    ).action_create_payments()


def _pay_in_advance(env, partner):
    env["account.payment"].create(
        {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": partner.id,
            "amount": 2_000_000,
            "date": today() - timedelta(days=2),
        }
    ).action_post()

"""Fills an empty database with a Persian team's work; run inside «odoo shell».

The same each time but for the calendar: everything is placed around today.
"""

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import Command, fields

from demo.texts import CITIES, CONVERSATIONS, PEOPLE, PRODUCTS, TASKS

LANG = "fa_IR"
TIMEZONE = "Asia/Tehran"
PASSWORD = "marfanet"
TEAM = [
    ("sara", "سارا محمودی", "marfanet_crm.group_marfanet_agent"),
    ("reza", "رضا کیانی", "marfanet_crm.group_marfanet_agent"),
    ("mina", "مینا توکلی", "marfanet_crm.group_marfanet_agent"),
    ("lead", "بهزاد شمس", "marfanet_crm.group_marfanet_lead"),
]
INTERACTIONS = 320
TASK_COUNT = 90
# An even seed would do as well: what matters is that it never changes.
SEED = 1405


def load(env):
    """Create the team, the representatives and a season of their work.

    :param env: an environment of the superuser on a database with the addons and
        fa_IR installed
    """
    env = env(context={**env.context, "lang": LANG, "tz": TIMEZONE})
    # Nobody follows or is notified of what only ever happened in a demo.
    env = env(context={**env.context, "tracking_disable": True})
    chance = random.Random(SEED)
    today = datetime.now(ZoneInfo(TIMEZONE)).date()
    _set_up_company(env)
    agents = _create_team(env)
    representatives = _create_representatives(env, agents, chance)
    _create_invoices(env, representatives, chance, today)
    interactions = _create_interactions(env, representatives, agents, chance, today)
    _create_tasks(env, interactions, chance, today)


def _set_up_company(env):
    currency = env["res.currency"].create(
        {
            "name": "IRT",
            "symbol": "تومان",
            "position": "after",
            "rounding": 1,
            "decimal_places": 0,
        }
    )
    env.company.write({"name": "مارفانت", "currency_id": currency.id})
    users = env["res.users"].with_context(active_test=False).search([])
    users.write({"tz": TIMEZONE})


def _create_team(env):
    users = env["res.users"].with_context(no_reset_password=True)
    return users.create(
        [
            {
                "login": login,
                "password": PASSWORD,
                "name": name,
                "lang": LANG,
                "tz": TIMEZONE,
                "group_ids": [Command.link(env.ref(group).id)],
            }
            for login, name, group in TEAM
        ]
    )


def _create_representatives(env, agents, chance):
    return env["res.partner"].create(
        [
            {
                "name": f"{first} {last}",
                "is_representative": True,
                "admin_username": username,
                "phone": f"+98 912 {chance.randint(100, 999)} {number:04}",
                "email": f"{username}@example.com",
                "city": chance.choice(CITIES),
                "lang": LANG,
                "user_id": agents[number % 3].id,
            }
            for number, (first, last, username) in enumerate(PEOPLE)
        ]
    )


def _create_invoices(env, representatives, chance, today):
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
                "invoice_date": today - timedelta(days=age),
                "invoice_date_due": today - timedelta(days=age - 15),
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
    debtors = set(chance.sample(representatives.ids, 14))
    paid = invoices.filtered(lambda invoice: invoice.partner_id.id not in debtors)
    for invoice in paid:
        wizard = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"payment_date": invoice.invoice_date}).action_create_payments()


def _create_interactions(env, representatives, agents, chance, today):
    values = []
    for _number in range(INTERACTIONS):
        partner = chance.choice(representatives)
        purpose, subject, summary, sentiment, next_step = chance.choice(CONVERSATIONS)
        day = today - timedelta(days=int(90 * chance.random() ** 2))
        values.append(
            {
                "partner_id": partner.id,
                "user_id": (partner.user_id or agents[0]).id,
                "date": _moment(day, chance.randint(9, 18), chance.randrange(0, 60, 5)),
                "type": chance.choice(["call", "call", "call", "telegram"]),
                "direction": "incoming" if purpose == "inbound" else "outgoing",
                "purpose": purpose,
                "subject": subject,
                "summary": summary,
                "sentiment": sentiment,
                "next_step": next_step,
            }
        )
    now = fields.Datetime.now()
    return env["marfanet.interaction"].create(
        [value for value in values if value["date"] <= now]
    )


def _create_tasks(env, interactions, chance, today):
    values = []
    for interaction in chance.sample(list(interactions), TASK_COUNT):
        day = today + timedelta(
            days=chance.choice([-9, -4, -2, -1, 0, 0, 0, 1, 2, 5, 12])
        )
        due = _moment(day, chance.randint(9, 17), chance.choice([0, 0, 30]))
        done = day < today and chance.random() < 0.7
        values.append(
            {
                "name": chance.choice(TASKS),
                "partner_id": interaction.partner_id.id,
                "interaction_id": interaction.id,
                "user_id": interaction.user_id.id,
                "date_due": due,
                "time_said": chance.random() < 0.5,
                "state": "done" if done else "todo",
            }
        )
    env["marfanet.task"].create(values)


def _moment(day, hour, minute):
    """A moment on Tehran's clock, as Odoo stores it."""
    local = datetime.combine(day, time(hour, minute), ZoneInfo(TIMEZONE))
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


load(env)  # noqa: F821 - «odoo shell» provides it
env.cr.commit()  # noqa: F821

"""The team, and the representatives that it looks after."""

from datetime import timedelta

from odoo import Command

from demo.clock import TIMEZONE, today
from demo.texts import CITIES, PEOPLE, TAGS

LANG = "fa_IR"
PASSWORD = "marfanet"
TEAM = [
    ("sara", "سارا محمودی", "marfanet_crm.group_marfanet_agent"),
    ("reza", "رضا کیانی", "marfanet_crm.group_marfanet_agent"),
    ("mina", "مینا توکلی", "marfanet_crm.group_marfanet_agent"),
    ("lead", "بهزاد شمس", "marfanet_crm.group_marfanet_lead"),
]
STATUSES = ["active"] * 7 + ["trial"] * 2 + ["suspended"]


def create_team(env):
    """Create the agents and their lead, who can log in."""
    users = env["res.users"].with_context(no_reset_password=True)
    return users.create(
        [
            {
                "login": login,
                "password": PASSWORD,
                "name": name,
                "email": f"{login}@example.com",
                "lang": LANG,
                "tz": TIMEZONE,
                "group_ids": [Command.link(env.ref(group).id)],
            }
            for login, name, group in TEAM
        ]
    )


def create_representatives(env, agents, chance):
    """Create the representatives; a few lack a phone or a Telegram name."""
    plans = env["marfanet.panel.plan"].search([])
    tags = env["res.partner.category"].create([{"name": name} for name in TAGS])
    representatives = env["res.partner"].create(
        [
            {
                "name": f"{first} {last}",
                "is_representative": True,
                "admin_username": username,
                "telegram_username": number % 7 and username.replace(".", "_") + "_vpn",
                "phone": number % 11
                and f"+98 912 {chance.randint(100, 999)} {number:04}",
                "email": f"{username}@example.com",
                "city": chance.choice(CITIES),
                "lang": LANG,
                "user_id": agents[number % 3].id,
                "panel_plan_id": chance.choice(plans).id,
                "panel_status": chance.choice(STATUSES),
                "joined_on": today() - timedelta(days=chance.randint(20, 900)),
                "category_id": [Command.set(chance.sample(tags.ids, number % 3))],
                "call_hour_from": chance.choice([0, 10, 16]),
                "call_hour_to": 20,
            }
            for number, (first, last, username) in enumerate(PEOPLE)
        ]
    )
    for number, partner in enumerate(representatives):
        if number % 4 == 3:
            partner.referrer_id = representatives[number // 4]
    return representatives

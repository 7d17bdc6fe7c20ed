"""Fills an empty database with a Persian team's work; run inside «odoo shell».

The same each time but for the calendar: everything is placed around today.
"""

import random

from demo import money, people, work
from demo.clock import TIMEZONE

# An even seed would do as well: what matters is that it never changes.
SEED = 1405


def load(env):
    """Create the team, the representatives and a season of their work.

    :param env: an environment of the superuser on a database with the addons and
        fa_IR installed
    """
    env = env(context={**env.context, "lang": people.LANG, "tz": TIMEZONE})
    # Nobody follows or is notified of what only ever happened in a demo.
    env = env(context={**env.context, "tracking_disable": True})
    chance = random.Random(SEED)
    money.set_up_company(env)
    agents = people.create_team(env)
    representatives = people.create_representatives(env, agents, chance)
    money.create_invoices(env, representatives, chance)
    interactions = work.create_interactions(env, representatives, agents, chance)
    work.create_tasks(env, interactions, chance)
    work.create_routines(env, representatives, chance)
    # As its weekly job would: without it, the brief tells no chance in the first week.
    env["marfanet.brief.predictor"]._of(env.company)._fit()


load(env)  # noqa: F821 - «odoo shell» provides it
env.cr.commit()  # noqa: F821

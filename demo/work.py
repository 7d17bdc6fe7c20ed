"""A season of the team's interactions, and the tasks that came of them."""

from datetime import timedelta

from odoo import fields

from demo.clock import moment, today
from demo.texts import CONVERSATIONS, ROUTINES, TASKS

INTERACTIONS = 320
TASK_COUNT = 90


def create_interactions(env, representatives, agents, chance):
    """Log what happened in the last three months, oldest first."""
    moments = sorted(
        moment(
            today() - timedelta(days=int(90 * chance.random() ** 2)),
            chance.randint(9, 18),
            chance.randrange(0, 60, 5),
        )
        for _number in range(INTERACTIONS)
    )
    now = fields.Datetime.now()
    newest = {}
    interactions = env["marfanet.interaction"]
    for date in moments:
        if date > now:
            break
        # Some are with nobody for long, so that silence shows.
        partner = chance.choice(representatives[: len(representatives) - 3])
        before = newest.get(partner)
        interaction = interactions.create(
            _prepare_interaction(env, partner, date, chance, before)
        )
        newest[partner] = interaction
        interactions += interaction
    return interactions


def _prepare_interaction(env, partner, date, chance, before):
    words = dict(chance.choice(CONVERSATIONS))
    outcome = env.ref(f"marfanet_crm.marfanet_outcome_{words.pop('outcome')}")
    incoming = words["purpose"] == "inbound"
    # An answer follows what it answers, within the day.
    follows = (
        before
        and before.direction == "incoming"
        and not incoming
        and date - before.date < timedelta(days=1)
    )
    return {
        **words,
        "partner_id": partner.id,
        "user_id": partner.user_id.id,
        "date": date,
        "type": chance.choice(["call", "call", "call", "telegram", "email"]),
        "direction": "incoming" if incoming else "outgoing",
        "duration": chance.choice([0, 3, 5, 8, 12, 20]),
        "outcome_id": outcome.id,
        "status": outcome.status,
        "previous_id": before.id if follows else False,
    }


def create_tasks(env, interactions, chance):
    """Create tasks done, overdue, of today and ahead; a few are put off or urgent."""
    now = fields.Datetime.now()
    for interaction in chance.sample(list(interactions), TASK_COUNT):
        day = today() + timedelta(
            days=chance.choice([-9, -4, -2, -1, 0, 0, 0, 1, 2, 5, 12])
        )
        due = moment(day, chance.randint(9, 17), chance.choice([0, 0, 30]))
        task = env["marfanet.task"].create(
            {
                "name": chance.choice(TASKS),
                "partner_id": interaction.partner_id.id,
                "interaction_id": interaction.id,
                "user_id": interaction.user_id.id,
                "priority": chance.choice("00000112"),
                "date_due": due,
                "time_said": chance.random() < 0.5,
            }
        )
        if day < today() and chance.random() < 0.7:
            _carry_out(env, task, chance)
        elif due > now and chance.random() < 0.3:
            task.date_due = due + timedelta(days=1)
        elif chance.random() < 0.1:
            task.user_id = False


def _carry_out(env, task, chance):
    late = timedelta(hours=chance.choice([-3, -1, 0, 0, 5, 26]))
    env["marfanet.interaction"].create(
        {
            **_prepare_interaction(
                env,
                task.partner_id,
                min(task.date_due + late, fields.Datetime.now()),
                chance,
                task.interaction_id,
            ),
            "purpose": "follow_up",
            "direction": "outgoing",
            "previous_id": task.interaction_id.id,
            "settled_task_id": task.id,
        }
    )
    task.date_done = min(task.date_due + late, fields.Datetime.now())
    task.done_by_id = task.user_id


def create_routines(env, representatives, chance):
    """Create tasks that come round again."""
    env["marfanet.task"].create(
        [
            {
                "name": name,
                "partner_id": partner.id,
                "user_id": partner.user_id.id,
                "date_due": moment(
                    today() + timedelta(days=chance.randint(0, 6)), 11, 0
                ),
                "time_said": False,
                "repeat_interval": interval,
                "repeat_unit": unit,
            }
            for partner in chance.sample(list(representatives), 6)
            for name, interval, unit in [chance.choice(ROUTINES)]
        ]
    )

"""Half a year of the team's interactions, and the tasks that came of them."""

from datetime import timedelta

from odoo import fields

from demo import said
from demo.chances import Standing, result
from demo.clock import hour_of, moment, today
from demo.texts import CONVERSATIONS, ROUTINES, TASKS

INTERACTIONS = 960
DAYS = 210
TASK_COUNT = 90
#: What is older has been settled by something that nobody logged.
_OPEN_FOR = 21  # days
_MOODS = {"positive": 1, "neutral": 0, "negative": -1}
_KINDS = ["call", "call", "call", "call", "telegram", "email"]
_FRIDAY = 4


def create_interactions(env, representatives, agents, chance):
    """Log what happened since half a year ago, oldest first."""
    now = fields.Datetime.now()
    words = _words_by_result(env)
    standings = _standings(representatives)
    newest, follows = {}, {}
    values = []
    for date in _moments(chance):
        if date > now:
            break
        # Some are with nobody for long, so that silence shows.
        partner = chance.choice(representatives[: len(representatives) - 3])
        standing = standings[partner]
        if last := newest.get(partner):
            standing.silence = (date - values[last]["date"]).days
        vals = _prepare_interaction(partner, date, chance, standing, words)
        if last and _answers(vals, values[last]):
            follows[len(values)] = last
        standing.mood = _MOODS.get(vals["sentiment"], standing.mood)
        newest[partner] = len(values)
        values.append(vals)
    interactions = env["marfanet.interaction"].create(values)
    for answer, question in follows.items():
        interactions[answer].previous_id = interactions[question]
    return interactions


def _moments(chance):
    """Return when somebody spoke with somebody: more of late, seldom on Fridays."""
    moments = []
    while len(moments) < INTERACTIONS:
        day = today() - timedelta(days=int(DAYS * chance.random() ** 1.5))
        if day.weekday() == _FRIDAY and chance.random() < 0.85:
            continue
        hour = chance.choice([9, 10, 10, 11, 11, 12, 13, 14, 15, 16, 17, 17, 18, 19])
        moments.append(moment(day, hour, chance.randrange(0, 60, 5)))
    return sorted(moments)


def _standings(representatives):
    return {
        partner: Standing(debtor=partner.account_state == "debtor")
        for partner in representatives
    }


def _words_by_result(env):
    """Return what can be said, by how it went and whether they called us."""
    words = {}
    for conversation in CONVERSATIONS:
        outcome = env.ref(f"marfanet_crm.marfanet_outcome_{conversation['outcome']}")
        incoming = conversation["purpose"] == "inbound"
        words.setdefault((outcome.result, incoming), []).append(
            {**conversation, "outcome": outcome}
        )
    return words


def _prepare_interaction(partner, date, chance, standing, words, incoming=None):
    if incoming is None:
        incoming = chance.random() < 0.2
    kind = chance.choice(_KINDS)
    hour, weekday = hour_of(date)
    went = result(chance, standing, hour, weekday, kind, incoming)
    conversation = dict(chance.choice(words[went, incoming]))
    outcome = conversation.pop("outcome")
    is_old = date.date() < today() - timedelta(days=_OPEN_FOR)
    return {
        **conversation,
        "partner_id": partner.id,
        "user_id": partner.user_id.id,
        "date": date,
        "type": kind,
        "direction": "incoming" if incoming else "outgoing",
        "duration": 0 if went == "unreached" else chance.choice([0, 3, 5, 8, 12, 20]),
        "outcome_id": outcome.id,
        "status": "closed" if is_old else outcome.status,
        "objection_ids": said.objections(chance, conversation["purpose"], went),
        "promise_ids": said.promises(chance, date, went),
    }


def _answers(vals, before):
    """Whether a contact answers the one before: ours, within a day of theirs."""
    return (
        before["direction"] == "incoming"
        and vals["direction"] == "outgoing"
        and vals["date"] - before["date"] < timedelta(days=1)
    )


def create_tasks(env, interactions, chance):
    """Create tasks done, overdue, of today and ahead; a few are put off or urgent."""
    now = fields.Datetime.now()
    words = _words_by_result(env)
    for interaction in chance.sample(list(interactions[-4 * TASK_COUNT :]), TASK_COUNT):
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
            _carry_out(env, task, chance, words)
        elif due > now and chance.random() < 0.3:
            task.date_due = due + timedelta(days=1)
        elif chance.random() < 0.1:
            task.user_id = False


def _carry_out(env, task, chance, words):
    late = timedelta(hours=chance.choice([-3, -1, 0, 0, 5, 26]))
    env["marfanet.interaction"].create(
        {
            **_prepare_interaction(
                task.partner_id,
                min(task.date_due + late, fields.Datetime.now()),
                chance,
                Standing(silence=3),
                words,
                incoming=False,
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

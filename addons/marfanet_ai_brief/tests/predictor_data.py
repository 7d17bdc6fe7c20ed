"""Made-up contacts, whose chances of a good end are known."""

import random
from datetime import datetime, timedelta
from math import exp

from ..tools.predictor.features import Contact, Past, levels, rows

#: What the odds of a made contact rest on; all else makes no difference.
EFFECTS = {
    ("hour", "10"): 1.0,
    ("hour", "16"): -0.8,
    ("day", "5pm"): -1.5,
    ("last_mood", "negative"): -0.7,
    ("last_result", "good"): 0.6,
    ("channel", "telegram"): -0.6,
}
START = datetime(2025, 1, 4)


def pasts(count, seed, effects=None, partners=60):
    """Return contacts, oldest first, of which about four in ten end well."""
    effects = EFFECTS if effects is None else effects
    chance = random.Random(seed)
    histories = {}
    made = []
    for number in range(count):
        moment = START + timedelta(minutes=number * 50 + chance.randrange(50))
        moment = moment.replace(hour=chance.randint(9, 19))
        partner = chance.randrange(partners)
        about = {
            "hour": moment.hour,
            "weekday": str((moment.weekday() + 2) % 7),
            "channel": chance.choice(["call", "call", "telegram"]),
            "direction": chance.choice(["outgoing", "outgoing", "incoming"]),
            "purpose": chance.choice(["support", "sales", "follow_up"]),
        }
        history = histories.setdefault(partner, [])
        known = levels(moment=moment, history=history, overdue=False, **about)
        odds = -0.4 + sum(effects.get(pair, 0) for pair in known.items())
        good = chance.random() < 1 / (1 + exp(-odds))
        result = "good" if good else chance.choice(["bad", "unreached"])
        mood = chance.choice(["positive", "neutral", "negative", None])
        contact = Contact(moment, result, mood)
        history.append(contact)
        del history[:-60]
        made.append(Past(partner=partner, contact=contact, payer=partner, **about))
    made.sort(key=lambda past: past.contact.moment)
    return made


def learnable(made, debts=None):
    """Return what the fitting is given of contacts."""
    return [tuple(row) for row in rows(made, debts)]

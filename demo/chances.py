"""How contacts go: what makes somebody answer, and what makes it end well.

Known effects, so that the call brief has something to find in the demo: the hour, a
long silence, a debt, and how the last contact went.
"""

from dataclasses import dataclass
from math import exp

_MIDDAY = range(13, 16)
_LATE_MORNING = range(10, 13)
_EVENING = range(17, 20)
_FRIDAY = 4


@dataclass
class Standing:
    """Where a representative stands before a contact.

    :param silence: days since the last contact
    :param mood: of the last contact, from -1 to 1
    :param debtor: whether they owe money by now
    """

    silence: int = 30
    mood: int = 0
    debtor: bool = False


def result(chance, standing, hour, weekday, kind, incoming):
    """Return how a contact goes.

    :param hour: of Tehran's clock
    :param weekday: 0 for Monday
    :param kind: "call" or another type of contact
    :return: "good", "bad" or "unreached"
    """
    if kind == "call" and not incoming:
        reached = 1.3 + 0.5 * (hour in _LATE_MORNING) + 0.6 * (hour in _EVENING)
        reached -= 1.4 * (hour in _MIDDAY) + 1.0 * (weekday == _FRIDAY)
        reached -= 0.5 * standing.debtor + 0.02 * min(standing.silence, 40)
        if chance.random() > _share(reached):
            return "unreached"
    good = 1.2 + 0.5 * (hour in _LATE_MORNING) - 0.6 * (hour in _MIDDAY)
    good -= 1.3 * standing.debtor + 0.03 * min(standing.silence, 40)
    good += 0.8 * standing.mood - 0.3 * incoming
    return "good" if chance.random() < _share(good) else "bad"


def _share(logit):
    return 1 / (1 + exp(-logit))

"""A chance from the numbers that a fitting has left, in plain Python.

A model is a dictionary that JSON can hold:

    version     features.VERSION of the fitting
    intercept   the log-odds of a contact without any of the features
    effects     {feature: {level: {"weight": log-odds that it adds, "effect": the same
                by the average contact's, "sure": how many standard errors that is
                from nothing, "count": contacts learnt from}}}
    bands       of the test, rising: {"until": the highest chance said, "count", "good",
                "said": the chance said on average}
"""

from math import exp
from typing import Any, NamedTuple

from ..wilson import wilson
from .features import NAMES, VERSION

#: An effect is told as a reason from 3 standard errors: there are some forty levels,
#: of which one in 370 would look so by chance.
SURE = 3.0
#: And from log-odds that move a chance of a half by 3 of 100.
SLIGHT = 0.12
#: More reasons than these nobody reads before a call.
MOST_REASONS = 4


class Reason(NamedTuple):
    """What speaks for or against a contact: 1 or -1."""

    feature: str
    level: str
    effect: int


class Prediction(NamedTuple):
    """The chance that a contact ends well.

    :param chance: 0 to 1
    :param low, high: how many of the contacts of which about the same was said ended
        well, by Wilson's 95 % interval, and the chance itself within it
    :param sample: how many those were
    """

    chance: float
    low: float
    high: float
    sample: int
    reasons: list[Reason]


def is_readable(model: Any) -> bool:
    """Whether a stored model was made by this reading of contacts."""
    return isinstance(model, dict) and model.get("version") == VERSION


def chance(model: dict[str, Any], levels: dict[str, str]) -> float:
    """Return the chance, 0 to 1, that a contact with these levels ends well.

    A level that no contact had before adds nothing.
    """
    odds = model["intercept"] + sum(
        model["effects"].get(name, {}).get(level, {}).get("weight", 0.0)
        for name, level in levels.items()
    )
    # exp overflows far beyond any odds there are, and only upwards.
    return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))


def predict(model: dict[str, Any], levels: dict[str, str]) -> Prediction:
    """Return the chance of a contact, how sure it is, and why.

    :param levels: as ``features.levels`` returns them
    """
    said = chance(model, levels)
    bands = model["bands"]
    band = next((band for band in bands if said <= band["until"]), bands[-1])
    low, high = wilson(band["good"], band["count"])
    return Prediction(
        said,
        min(low, said),
        max(high, said),
        band["count"],
        _reasons(model, levels),
    )


def _reasons(model, levels):
    found = []
    for name in NAMES:
        told = model["effects"].get(name, {}).get(levels.get(name))
        if told and abs(told["sure"]) >= SURE and abs(told["effect"]) >= SLIGHT:
            found.append((name, levels[name], told["effect"]))
    found.sort(key=lambda reason: -abs(reason[2]))
    return [
        Reason(name, level, 1 if effect > 0 else -1)
        for name, level, effect in found[:MOST_REASONS]
    ]

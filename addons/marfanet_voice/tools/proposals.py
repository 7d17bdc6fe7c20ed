"""Which of a note's follow-ups was proposed before, after it was read again.

A corrected transcript, another model or another run words the same thing in other
ways. A task is not proposed twice for that, and what a person made of the first
proposal stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from odoo.addons.marfanet_persian.persian.normalise import tokenise

# The same words under another title, or the same title for the same day or from half
# the same words, are the same; the same title alone («تماس») is not.
_TITLE, _QUOTE, _DUE = 1.0, 1.5, 0.5
_ENOUGH = 1.2


def numbered(
    proposals: Sequence[dict[str, Any]], follow_ups: Sequence[dict[str, Any]]
) -> list[int]:
    """Return the number of each follow-up: an earlier proposal's, or a new one.

    :param proposals: what was proposed before: ``action`` (its number, from 1),
        ``title``, ``quote`` and ``due``
    :param follow_ups: of the new finding, with ``title``, ``quote`` and ``due``
    """
    pairs = sorted(
        (
            (-_likeness(proposal, follow_up), index, proposal["action"])
            for index, follow_up in enumerate(follow_ups)
            for proposal in proposals
        ),
    )
    taken: dict[int, int] = {}
    for unlikeness, index, action in pairs:
        if -unlikeness < _ENOUGH:
            break
        if index not in taken and action not in taken.values():
            taken[index] = action
    last = max((proposal["action"] for proposal in proposals), default=0)
    numbers = []
    for index in range(len(follow_ups)):
        if index not in taken:
            last += 1
        numbers.append(taken.get(index, last))
    return numbers


def _likeness(proposal: dict[str, Any], follow_up: dict[str, Any]) -> float:
    same_day = bool(follow_up["due"]) and proposal["due"] == follow_up["due"]
    return (
        _TITLE * _shared(proposal["title"], follow_up["title"])
        + _QUOTE * _shared(proposal["quote"], follow_up["quote"])
        + _DUE * same_day
    )


def _shared(one: str, other: str) -> float:
    """Return the part of the words of two texts that both have."""
    ours, theirs = _words(one), _words(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _words(text: str) -> set[str]:
    return {token.text for token in tokenise(text) if token.kind != "mark"}

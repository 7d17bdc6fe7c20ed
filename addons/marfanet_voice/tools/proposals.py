"""Which of a note's proposals were made before, after it was read again.

A corrected transcript, another model or another run words the same thing in other
ways. Nothing is proposed twice for that, and what a person made of the first proposal
stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from odoo.addons.marfanet_persian.persian.normalise import tokenise

# The same words under another title, or the same title for the same day or from half
# the same words, are the same; the same title alone («تماس») is not. A promise or an
# objection is told in a sentence, which says enough.
_TITLE, _QUOTE, _DUE = 1.0, 1.5, 0.5
_ENOUGH = {"task": 1.2, "promise": 1.0, "objection": 1.0}


def remembered(found: dict[str, Any]) -> dict[str, Any]:
    """Return what a note remembers of something that was found.

    :param found: of the finding: a follow-up, a promise or an objection
    :return: ``title``, ``quote`` and ``due``
    """
    return {
        "title": found.get("title") or found.get("text") or "",
        "quote": found["quote"],
        "due": found.get("due") or False,
    }


def numbered(
    proposals: Sequence[dict[str, Any]],
    found: Sequence[dict[str, Any]],
    kind: str = "task",
) -> list[int]:
    """Return the number of each thing found: an earlier proposal's, or a new one.

    :param proposals: what was proposed before: ``action`` (its number, from 1),
        ``title``, ``quote`` and ``due``
    :param found: in the new finding, with ``title``, ``quote`` and ``due``
    :param kind: of all of them: "task", "promise" or "objection"
    """
    pairs = sorted(
        (
            (-_likeness(proposal, item), index, proposal["action"])
            for index, item in enumerate(found)
            for proposal in proposals
        ),
    )
    taken: dict[int, int] = {}
    for unlikeness, index, action in pairs:
        if -unlikeness < _ENOUGH[kind]:
            break
        if index not in taken and action not in taken.values():
            taken[index] = action
    last = max((proposal["action"] for proposal in proposals), default=0)
    numbers = []
    for index in range(len(found)):
        if index not in taken:
            last += 1
        numbers.append(taken.get(index, last))
    return numbers


def _likeness(proposal: dict[str, Any], item: dict[str, Any]) -> float:
    same_day = bool(item["due"]) and proposal["due"] == item["due"]
    return (
        _TITLE * _shared(proposal["title"], item["title"])
        + _QUOTE * _shared(proposal["quote"], item["quote"])
        + _DUE * same_day
    )


def _shared(one: str, other: str) -> float:
    """Return the part of the words of two texts that both have."""
    ours, theirs = _words(one), _words(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _words(text: str) -> set[str]:
    return {token.text for token in tokenise(text) if token.kind != "mark"}

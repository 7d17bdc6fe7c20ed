"""The parts of a brief, in the order in which they are shown."""

from __future__ import annotations

#: What a call can be for; as ``marfanet.interaction`` has it.
PURPOSES = ("support", "sales", "follow_up", "inbound")

#: How many lines each section can have: what is read in half a minute.
MOST_LINES = {
    "summary": 4,
    "questions": 5,
    "benefits": 4,
    "objections": 4,
    "tone": 3,
    "opening": 2,
    "closing": 2,
    "principles": 4,
    "risks": 4,
    "success": 4,
}
SECTIONS = tuple(MOST_LINES)

#: Nobody wants to be sold something while their panel is down.
_ONLY_FOR = {"benefits": "sales"}


def sections_for(purpose: str) -> tuple[str, ...]:
    """Return the sections that a brief for a purpose has, in their order."""
    return tuple(
        section for section in SECTIONS if _ONLY_FOR.get(section, purpose) == purpose
    )

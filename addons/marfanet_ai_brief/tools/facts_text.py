"""Anybody's words, made fit to stand in one line of a brief."""

import re

from odoo.addons.marfanet_ai.tools.fence import visible

# A group of a number as people write it, in any digits.
_DIGITS = re.compile(r"[\d().+/–-]+")


def without_cut_number(text: str) -> str:
    """Return a text that was cut off, without the digits that it ends in.

    They may be the beginning of a phone or card number, which nobody recognises as one
    to be hidden once its end is gone.
    """
    words = text.split(" ")
    while words and _DIGITS.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def one_line(text: str | None, most: int) -> str:
    """Return the beginning of a text on one line, cut between words.

    :param text: anybody's words; what a person cannot see (characters that turn the
        direction of a line, tags, control characters) is left out
    :param most: letters that the result has at most, the dots of a cut included
    """
    # Twice as much as is kept: blanks and invisible characters go.
    line = " ".join(visible((text or "")[: 2 * most + 100]).split())
    if len(line) <= most and len(text or "") <= 2 * most + 100:
        return line
    cut = line[: most - 1]
    head, blank, _rest = cut.rpartition(" ")
    kept = head if blank and len(head) > most // 2 else cut
    return f"{without_cut_number(kept)}…"


def both_ends(text: str | None, most: int) -> str:
    """Return a text on one line, its middle left out where it is too long.

    What a contact was about is said first, what was agreed is said last.
    """
    line = " ".join(visible(text or "").split())
    if len(line) <= most:
        return line
    head = one_line(line, most * 2 // 3)
    tail = line[len(line) - (most - len(head) - 1) :]
    words = tail.split(" ")[1:] or [tail]
    # As at the end of what was cut: here a number's beginning is gone.
    while words and _DIGITS.fullmatch(words[0]):
        words.pop(0)
    return f"{head} {' '.join(words)}"

"""A spelling of a text in which every character stands where it stood."""

import sys
import unicodedata

from odoo.addons.marfanet_persian.persian.normalise import LETTERS

# Of every script, as it costs nothing: who hides a number from us may know them all.
_DIGITS = {
    char: str(unicodedata.digit(char))
    for char in map(chr, range(0x80, sys.maxunicode + 1))
    if unicodedata.digit(char, None) is not None
}
_TABLE = str.maketrans(
    {
        **{letter: one for letter, one in LETTERS.items() if len(one) == 1},
        **_DIGITS,
        "آ": "ا",
        "\uff1a": ":",
        "\uff20": "@",
        "\uff0b": "+",
    }
)


def fold(text: str) -> str:
    """Return ``text`` with 0-9 for every digit and Persian for Arabic letters.

    Exactly as long as ``text``, so that what is found in the one is cut from the
    other.
    """
    return text.translate(_TABLE)

"""A spelling of a text in which every character stands where it stood."""

import sys
import unicodedata

from odoo.addons.marfanet_persian.persian.normalise import LETTERS


def _plain(char: str) -> str:
    """Return what another spelling of one character stands for: «ｖ» or «𝐯» for «v»."""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    compatible = unicodedata.normalize("NFKC", char)
    return compatible if len(compatible) == 1 else char


# Of every script, as it costs nothing: who hides a number from us may know them all.
_SPELLINGS = {
    char: _plain(char)
    for char in map(chr, range(0x80, sys.maxunicode + 1))
    if unicodedata.decomposition(char).startswith("<")
    or unicodedata.digit(char, None) is not None
}
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_LETTERS = {letter: one for letter, one in LETTERS.items() if len(one) == 1}
_TABLE = str.maketrans(
    {
        **{char: _LETTERS.get(one, one) for char, one in _SPELLINGS.items()},
        **_LETTERS,
        **_DASHES,
        "آ": "ا",
    }
)


def fold(text: str) -> str:
    """Return ``text`` with 0-9 for every digit, Persian for Arabic letters, and plain
    letters and signs for those of full width, of mathematics and the like.

    Exactly as long as ``text``, so that what is found in the one is cut from the
    other.
    """
    return text.translate(_TABLE)

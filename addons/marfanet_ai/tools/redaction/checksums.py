"""Numbers that prove themselves."""

import re

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_IRANIAN_LENGTH = 26


def is_card(digits: str) -> bool:
    """Whether 16 digits are a bank card (ISO/IEC 7812, Luhn)."""
    return len(digits) == 16 and digits[0] != "0" and luhn.is_valid(digits)


def is_iban(text: str) -> bool:
    """Whether a text without blanks is an IBAN (ISO 13616, ISO 7064 mod 97-10).

    Of the countries' lengths only Iran's is known here.
    """
    text = text.upper()
    if not _IBAN.fullmatch(text):
        return False
    if text.startswith("IR") and len(text) != _IRANIAN_LENGTH:
        return False
    return mod_97_10.is_valid(text[4:] + text[:4])


def is_national_id(digits: str) -> bool:
    """Whether 10 digits are an Iranian national id.

    The last digit checks the weighted sum of the others; ids of one repeated digit
    pass the sum and are given to nobody (the National Organization for Civil
    Registration's rule).
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9]))
    rest = total % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)

"""Numbers that prove themselves."""

from stdnum import iban, luhn


def is_card(digits: str) -> bool:
    """Whether 16 digits are a bank card (ISO/IEC 7812, Luhn)."""
    return len(digits) == 16 and digits[0] != "0" and luhn.is_valid(digits)


def is_iban(text: str) -> bool:
    """Whether a text without blanks is an IBAN (ISO 13616, ISO 7064 mod 97-10)."""
    return iban.is_valid(text)


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

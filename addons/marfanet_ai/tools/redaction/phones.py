"""What a run of digits says about being a phone number."""

import re

# Iranian mobiles (9 and nine digits after the code), Iranian landlines with their
# area code (0, two digits and eight), and anything in international form (E.164: up to
# fifteen digits; ten digits that begin with 00 are more likely a national id).
_MOBILE = r"(?:0098|98|0)?9\d{9}"
_LANDLINE = r"(?:0098|98|0)[1-8]\d{9}"
_FOREIGN = r"00[1-9]\d{9,14}"
_PHONE = re.compile(f"{_MOBILE}|{_LANDLINE}|{_FOREIGN}")


def is_phone(digits: str, *, plus: bool = False) -> bool:
    """Whether digits alone, without any sign, are a whole phone number.

    :param digits: 0-9 only
    :param plus: whether a «+» stood before them
    """
    if plus:
        return 8 <= len(digits) <= 15
    return bool(_PHONE.fullmatch(digits))

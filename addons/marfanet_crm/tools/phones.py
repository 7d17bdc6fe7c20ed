"""Phone numbers: any spelling to the one that is stored, and those it is found by."""

import re

import phonenumbers

from odoo.addons.marfanet_persian.persian.search import phone_forms, search_key

from ..exceptions import NotAPhone

_SCHEME = re.compile(r"\A(?:tel|callto|sip)\s*:\s*")
_WRITTEN = re.compile(r"\+?[0-9(][0-9()\s./\u2010-\u2015\u2212-]*")
# A card or two numbers in one field; phonenumbers itself looks at 250 characters.
_LONGEST = 40
# New operators get blocks of 9 before the library's next release knows them.
_IRANIAN_MOBILE = re.compile(r"\+989[0-9]{9}")


def clean_phone(text: str, region: str = "IR") -> str:
    """Return the number as E.164 (``+989121234567``).

    Understood are digits of any script, blanks, dashes, dots and brackets, ``+98``,
    ``0098``, ``98``, ``(0)``, no zero at all, ``tel:``, and a plus that a
    right-to-left field put at the end.

    :param region: the country of a number that names none
    :raise NotAPhone: when there are letters (also an extension, which E.164 cannot
        hold), or digits that no number of the country has
    """
    written = _SCHEME.sub("", search_key(text)).strip()
    if written.endswith("+"):
        written = f"+{written[:-1].strip()}"
    if any(char.isalpha() for char in written):
        raise NotAPhone("phone_letters")
    if len(written) > _LONGEST or not _WRITTEN.fullmatch(written):
        raise NotAPhone("phone_invalid")
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        raise NotAPhone("phone_invalid") from None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not (phonenumbers.is_valid_number(number) or _IRANIAN_MOBILE.fullmatch(e164)):
        raise NotAPhone("phone_invalid")
    return e164


def phone_search_forms(e164: str) -> list[str]:
    """Return the digits that a stored number is found by, as a whole or in part.

    With the country's code, and as dialled inside the country
    (``989121234567``, ``09121234567``).
    """
    forms = phone_forms(e164)
    if len(forms) > 1:
        return forms  # Iranian, without asking the library
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return forms
    national = phonenumbers.format_number(
        number, phonenumbers.PhoneNumberFormat.NATIONAL
    )
    return list(dict.fromkeys([*forms, "".join(re.findall("[0-9]", national))]))

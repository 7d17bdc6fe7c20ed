"""The ways in which one typed text may stand in data that was never folded.

What our own models search is folded when it is stored (``search``). Odoo's other
fields hold what somebody's keyboard wrote: an Arabic ي or a Persian ی, ۱۲ or 12.
"""

_DIGITS = "0123456789"
_PERSIAN = str.maketrans("يك٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "یک" + _DIGITS * 2)
_ARABIC = str.maketrans("یک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "يك" + _DIGITS * 2)
_PERSIAN_DIGITS = str.maketrans(_DIGITS, "۰۱۲۳۴۵۶۷۸۹")
_HAS_VARIANTS = frozenset("یکيك٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


def spellings(text: str) -> list[str]:
    """Return ``text`` and its other spellings, the typed one first.

    Persian or Arabic letters, Latin or Persian digits; a text without any of them, as
    those of all other languages, has only the one.
    """
    if _HAS_VARIANTS.isdisjoint(text):
        return [text]
    persian, arabic = text.translate(_PERSIAN), text.translate(_ARABIC)
    found = (text, persian, arabic, persian.translate(_PERSIAN_DIGITS))
    return list(dict.fromkeys(found))

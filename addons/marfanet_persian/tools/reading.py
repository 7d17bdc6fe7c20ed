"""For whom a text is written: their calendar and their digits.

What Odoo writes itself, it writes with Babel, which knows no Jalali calendar and is
told of no reader. ``reading`` says, for as long as it is open, who reads; within it
``babel_calendar`` writes dates and ``res.lang`` numbers as that reader does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from ..persian.figures import to_persian_figures


@dataclass(frozen=True, slots=True)
class Reader:
    """How a person reads dates and numbers.

    :param calendar: ``jalali`` or ``gregorian``
    :param digits: ``persian`` or ``latin``
    """

    calendar: str = "gregorian"
    digits: str = "latin"

    @property
    def is_plain(self) -> bool:
        """Whether this reader reads what Odoo writes anyway."""
        return self.calendar == "gregorian" and self.digits == "latin"

    def write_figures(self, text: str) -> str:
        """Return a formatted number, or a text with numbers, in the reader's digits."""
        return to_persian_figures(text) if self.digits == "persian" else text


PLAIN = Reader()
_READER: ContextVar[Reader] = ContextVar("marfanet_persian_reader", default=PLAIN)


def current_reader() -> Reader:
    """Return who reads what is being written, ``PLAIN`` where nobody said."""
    return _READER.get()


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    """Write for ``reader`` what is written inside the block."""
    token = _READER.set(reader)
    try:
        yield
    finally:
        _READER.reset(token)


def reader_of(env, lang_code: str | None = None) -> Reader:
    """Return who reads what ``env`` writes.

    The choice of the environment's user counts for texts in that user's own language.
    What is written in another language, or under ``persian_reader="language"`` in the
    context (mails, whose readers are others), is written as its language is read.

    :param lang_code: the language of the text, when it is not the environment's
    """
    user, context = env.user, env.context
    if context.get("inherit_branding") or context.get("inherit_branding_auto"):
        return PLAIN  # what is edited in the page is read back by Odoo's own format
    if "persian_calendar" not in user._fields:  # a database without this addon
        return PLAIN
    lang = lang_code or env.lang
    if context.get("persian_reader") == "language" or not _chose(user):
        # sudo: one's own language, for texts of no other.
        return reader_of_language(lang or user.sudo().lang)
    # sudo: as above.
    own = user.sudo().lang
    if lang and own and lang != own:
        return reader_of_language(lang)
    return Reader(**user._persian_preferences(lang))


def _chose(user) -> bool:
    return any(choice != "language" for choice in user._persian_choices())


def reader_of_user(user) -> Reader:
    """Return how a user reads what is written to them in their own language."""
    # sudo: colleagues may not read what others chose.
    return Reader(**user._persian_preferences(user.sudo().lang))


def reader_of_language(lang_code: str | None) -> Reader:
    """Return how the people of a language read, who chose nothing else."""
    is_persian = (lang_code or "").partition("_")[0] == "fa"
    return Reader("jalali", "persian") if is_persian else PLAIN

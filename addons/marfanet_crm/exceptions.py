"""What can be wrong with what a person typed, in words that say how to put it right.

* NotUnderstood
  x NotAPhone       a phone number
  x NotAUsername    a user name of Telegram or of the panel
"""


def _lt(sentence: str) -> str:
    """Mark a sentence for the translators; the models translate it on showing it."""
    return sentence


REASONS = {
    # phones
    "phone_letters": _lt(
        "It has letters in it. Write one number in digits, and an extension or a"
        " second number in the notes."
    ),
    "phone_invalid": _lt(
        "Write it like 0912 123 4567, or with the country code, like +98 912 123 4567."
    ),
    # user names
    "telegram_link": _lt(
        "This link leads to a group, a channel or a phone number. Write the"
        " representative's own user name, like @username or t.me/username."
    ),
    "telegram_invalid": _lt(
        "A Telegram user name has 4 to 32 Latin letters, digits and underscores. Write"
        " it like @username or t.me/username."
    ),
    "admin_blank": _lt("A user name has no spaces. Write it as in the panel."),
    "admin_invalid": _lt(
        "A user name has letters, digits and the signs . _ - + @ only, 64 at most."
        " Write it as in the panel."
    ),
}


class NotUnderstood(ValueError):
    """Base of the errors raised by the readers in ``tools/``.

    :param code: a key of ``REASONS``; callers translate by it
    """

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code])
        self.code = code

    @property
    def reason(self) -> str:
        """One or two plain English sentences: what is expected."""
        return REASONS[self.code]


class NotAPhone(NotUnderstood):
    """No number that can be called."""


class NotAUsername(NotUnderstood):
    """No user name that the service would have given."""

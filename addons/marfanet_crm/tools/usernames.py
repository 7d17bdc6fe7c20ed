"""User names: of Telegram and of the panel's administration, as they are stored."""

import re
import unicodedata

from odoo.addons.marfanet_persian.persian.normalise import DIGITS, normalise
from odoo.addons.marfanet_persian.persian.search import search_key

from ..exceptions import NotAUsername

_TELEGRAM_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.(?:me|dog))/(.*)"
    r"|tg://resolve/?\?domain=(.*)",
    re.IGNORECASE,
)
_TELEGRAM = re.compile(r"[A-Za-z0-9_]{4,32}")
# t.me/+hash and t.me/joinchat/hash invite to a group; t.me/c/… and t.me/s/… are
# channels; t.me/+98912… is a phone number.
_NOT_A_PERSON = re.compile(r"\+|(?:joinchat|c|s|addlist|proxy|socks|share)(?:[/?]|\Z)")
_DIGITS = str.maketrans(DIGITS)
_ADMIN = re.compile(r"[\w.@+-]{1,64}")


def clean_telegram(text: str) -> str:
    """Return the Telegram user name without @ and link, its case as typed.

    Understood are ``name``, ``@name``, ``t.me/name``, ``https://telegram.me/name?…``
    and ``tg://resolve?domain=name``.

    :raise NotAUsername: when it is none, or a link to something else
    """
    # Invisible marks come along when a name is copied out of a right-to-left chat.
    written = _visible(text).strip()
    if match := _TELEGRAM_LINK.fullmatch(written):
        target = match[1] if match[1] is not None else match[2]
        if _NOT_A_PERSON.match(target):
            raise NotAUsername("telegram_link")
        written = re.split(r"[/?&#]", target, maxsplit=1)[0]
    name = written.removeprefix("@").strip()
    if not _TELEGRAM.fullmatch(name):
        raise NotAUsername("telegram_invalid")
    return name


def clean_admin_username(text: str) -> str:
    """Return the panel's user name as it is stored and compared: in lower case.

    Allowed are letters, digits and ``. _ - + @``, 64 at most: what the usual panels
    allow, e-mail addresses included. Persian letters are allowed too, in one spelling:
    the panel decides what a user name is, and refusing one that exists there would
    keep a representative out of every synchronisation.

    :raise NotAUsername: when it holds blanks or other signs
    """
    written = normalise(_visible(text)).replace("\u200c", "").lower()
    if any(char.isspace() for char in written):
        raise NotAUsername("admin_blank")
    if not _ADMIN.fullmatch(written):
        raise NotAUsername("admin_invalid")
    return written


def username_search_forms(telegram: str) -> list[str]:
    """Return the keys by which a Telegram user name is found."""
    name = search_key(telegram)
    return [f"@{name}", f"t.me/{name}"]


def _visible(text: str) -> str:
    """Return ``text`` without hidden signs, its digits and letters of one width."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text)
        if unicodedata.category(char) not in {"Cf", "Cs"}
    ).translate(_DIGITS)

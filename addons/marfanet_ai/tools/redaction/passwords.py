"""Passwords said as such: «رمزش abc123 هست», «password: …», «پسورد یک دو سه»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .spoken import runs

_NAMES = (
    r"رمز[\s\u200c]?عبور|رمز|پسوورد|پسورد|گذر[\s\u200c]?واژه|کلمه[\s\u200c]?عبور"
    r"|پین[\s\u200c]?کد|پین|کد[\s\u200c]?(?:تایید|ورود|پیامک)|پسش|cvv2?"
    r"|password|passwd|passphrase|passcode|pass|pwd|pw|pin|otp"
)
# «ش», «اش», «شون» and the like on the name, joined or with a half space.
_HIS = (
    r"(?:[\s\u200c]?(?:اش|ش|م|ت|شون|شان|مون|تون|های|ها|ی|ه|و|شو|مو|تو|شونو|مونو|تونو))?"
)
# What may stand between the name and the password.
_FILLER = (
    r"عبور|ورود|پنل|اکانت|کانفیگ|وای\s?فای|وایفای|سرور|کارت|جدید|قبلی|اول|دوم|پویا"
    r"|اینه|این|هست|است|بود|شد|شده|میشه|می\u200cشه|رو|را|هم|به|برابر|یعنی|گذاشتم|گذاشت"
    r"|گذاشتیم|کردم|کردیم|دادم|عوض|زدم|for|is|was|the|to"
)
_SAID = re.compile(
    rf"(?<![\w])(?:{_NAMES}){_HIS}(?![\w])(?:\s*[:=]+)?"
    rf"(?:[\s\u200c]+(?:{_FILLER}){_HIS}(?![\w])(?:\s*[:=]+)?){{0,6}}[\s\u200c]*",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[:=][\s\u200c]*$")
_QUOTED = re.compile("[«\"'“`]([^«»\"'“”`\n]{1,128})[»\"'”`]")
# A quote within it is its own.
_WORD = re.compile("[«\"'“`]?([^\\s«»\"'“”`،؛][^\\s«»“”،؛]{2,})")
# What a password has and a word of the sentence has not.
_LATIN_OR_SIGN = re.compile(r"[!-~]")
# Two Latin words beside a password are more likely names than parts of it.
_PLAIN_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_ENDS = ".,!?)؟\"'`"
_SHORTEST = 3
_SPOKEN_PARTS = 3


def find_passwords(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, "password")`` of the passwords said after their name.

    :param text: as it was given
    :param folded: ``fold(text)``
    """
    dictated = {run[0].start: run for run in runs(text)}
    for match in _SAID.finditer(folded):
        at = match.end()
        spoken = dictated.get(at, ())
        if len(spoken) >= _SPOKEN_PARTS:
            yield at, spoken[-1].end, "password"
            continue
        quoted = _QUOTED.match(folded, at)
        if quoted:
            yield *quoted.span(1), "password"
            continue
        value = _WORD.match(folded, at)
        word = value[1].rstrip(_ENDS) if value else ""
        if value and _is_secret(word, match[0]):
            yield value.start(1), value.start(1) + len(word), "password"


def _is_secret(word: str, said: str) -> bool:
    """Whether the word after ``said`` is the password, and not the sentence's next."""
    if len(word) < _SHORTEST:
        return False
    if _MARKED.search(said):
        return True
    # «پسورد admin» says one; «password reset» does not.
    plain = _PLAIN_WORD.fullmatch(word) and said.rstrip()[-1:].isascii()
    told = re.search(r"\b(?:is|was)\s*$", said, re.IGNORECASE)
    return bool(_LATIN_OR_SIGN.search(word)) and not (plain and not told)

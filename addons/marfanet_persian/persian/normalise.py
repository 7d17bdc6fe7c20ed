"""Persian spelling: one form for storing and searching, and the token stream.

``normalise`` returns text; ``tokenise`` keeps the place of every token in the text as
it was given, so that what is read can be quoted from the original.
"""

import re
import unicodedata
from dataclasses import dataclass

ZWNJ = "\u200c"

# A resold panel lives on links: one changed letter in a config disconnects a customer.
# The repetitions before "://" and "@" are bounded to keep the search linear.
_LINK = (
    r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}://\S+"
    r"|(?<![\w.])(?:www\.|t\.me/|telegram\.me/)\S+"
    r"|(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9][a-z0-9.-]{1,253}"
    r"|(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])"
)
_ADDRESS = r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d{1,5})?(?![\d.]*\d)"
_UNTOUCHED = re.compile(_LINK, re.IGNORECASE)
_UNREAD = re.compile(f"{_LINK}|{_ADDRESS}", re.IGNORECASE)

LETTERS = {
    **dict.fromkeys("يىې", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ةۀەہھ", "ه"),
    **dict.fromkeys("ٱأإ", "ا"),
    "ؤ": "و",
    "\u200b": ZWNJ,
}
DIGITS = {
    **{chr(0x06F0 + n): str(n) for n in range(10)},
    **{chr(0x0660 + n): str(n) for n in range(10)},
}
_INVISIBLE = {
    *map(chr, range(0x064B, 0x0660)),  # harakat
    *map(chr, range(0x06D6, 0x06DD)),
    "\u0640",  # tatweel
    "\u0670",
    "\u200e",
    "\u200f",
    "\ufeff",
    "\u00ad",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
_MAPPED = {**LETTERS, **DIGITS, **dict.fromkeys(_INVISIBLE, "")}
_TABLE = str.maketrans(_MAPPED)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_JOINER = re.compile("(?<=[\u0600-\u06ff])\u200d|\u200d(?=[\u0600-\u06ff])")
_ZWNJ_RUN = re.compile(f"{ZWNJ}+")
_LOOSE_ZWNJ = re.compile(rf"(?<!\w){ZWNJ}|{ZWNJ}(?!\w)")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_EDGE = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return ``text`` without what no database holds: NUL and half surrogate pairs.

    Browsers and integrators can send both in JSON, and PostgreSQL's client raises
    errors of its own on them.
    """
    return _UNSTORABLE.sub("", text)


def normalise(text: str) -> str:
    """Return ``text`` in the one spelling that is stored and searched.

    Arabic letters become Persian ones, Persian and Arabic digits become 0-9, harakat,
    tatweel and direction marks go, ZWNJ stays only between two letters, blanks
    shrink to one space and empty lines to one. Links, proxy configs (``vless://``,
    ``ss://``…), e-mail addresses and UUIDs come back letter by letter. Normalising
    twice changes nothing more. آ and ئ are kept: they are letters, not spellings.
    """
    pieces: list[str] = []
    at = 0
    for match in _UNTOUCHED.finditer(text):
        pieces += [_clean(text[at : match.start()]), match.group()]
        at = match.end()
    pieces.append(_clean(text[at:]))
    return "".join(pieces).strip()


def _clean(piece: str) -> str:
    piece = _PRESENTATION.sub(_unligature, unicodedata.normalize("NFC", piece))
    piece = _JOINER.sub("", piece).translate(_TABLE)
    piece = _LOOSE_ZWNJ.sub("", _ZWNJ_RUN.sub(ZWNJ, piece))
    piece = _LINE_EDGE.sub("\n", _BLANKS.sub(" ", piece))
    return _EMPTY_LINES.sub("\n\n", piece)


def _unligature(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, mark or link, and where the original text holds it.

    :param text: the folded spelling: as ``normalise``, in lower case, with آ as ا
    :param kind: ``word``, ``number`` (0-9 only), ``mark`` (one sign) or ``link``
    :param start: index of its first character in the original text
    :param end: index after its last character
    :param spaced: whether white space lies between it and the token before
    """

    text: str
    kind: str
    start: int
    end: int
    spaced: bool


def tokenise(text: str) -> list[Token]:
    """Return the tokens of ``text`` in order.

    ZWNJ and the border between digits and letters end a token, as a space does; links,
    configs, addresses and UUIDs are one token each and never read as words or numbers.
    """
    tokens: list[Token] = []
    at = 0
    spaced = False
    for match in _UNREAD.finditer(text):
        spaced = _scan(text, at, match.start(), spaced, tokens)
        tokens.append(Token("", "link", match.start(), match.end(), spaced))
        at, spaced = match.end(), False
    _scan(text, at, len(text), spaced, tokens)
    return tokens


def _scan(text: str, at: int, stop: int, spaced: bool, tokens: list[Token]) -> bool:
    """Append the tokens of ``text[at:stop]``; return whether it ends in a blank."""
    letters: list[str] = []
    kind, start, end = "", at, at
    for index in range(at, stop):
        folded, found = _CHARACTERS[text[index]]
        if not folded:
            continue
        if letters and found != kind:
            tokens.append(Token("".join(letters), kind, start, end, spaced))
            letters, spaced = [], False
        if found == "mark":
            tokens.append(Token(folded, found, index, index + 1, spaced))
            spaced = False
        elif found == "blank":
            spaced = True
        elif found:
            if not letters:
                start = index
            letters.append(folded)
            end = index + 1
        kind = found
    if letters:
        tokens.append(Token("".join(letters), kind, start, end, spaced))
        spaced = False
    return spaced


class _Characters(dict[str, tuple[str, str]]):
    """The folded spelling and token kind of each character, when it is first met.

    "" is the spelling of what is dropped.
    """

    def __missing__(self, char: str) -> tuple[str, str]:
        folded = _MAPPED.get(char)
        if folded is None:
            whole = char
            if "\ufb50" <= char <= "\ufefc":
                whole = unicodedata.normalize("NFKC", char)
            folded = whole.translate(_TABLE).lower()
        folded = folded.replace("آ", "ا")
        self[char] = folded, _kind(folded) if folded else ""
        return self[char]


def _kind(folded: str) -> str:
    """Return the token kind of one character, "" for what only separates."""
    if folded in {ZWNJ, "\u200d"}:
        return ""
    if folded == "\n":
        return "mark"
    if folded.isspace():
        return "blank"
    if folded.isascii() and folded.isdigit():
        return "number"
    return "word" if folded.isalpha() or folded == "_" else "mark"


_CHARACTERS = _Characters()

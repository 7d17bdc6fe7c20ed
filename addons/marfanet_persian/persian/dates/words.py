"""The words of date phrases, and the items that a text becomes.

An item is a number, a known word of dates, a mark, or any other word; rules match
items, so that spelling is settled here once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from ..normalise import Token
from ..numbers import Number, read_number

#: Kinds of item. A "word" is one that dates do not know.
NUMBER, WORD, MARK = "number", "word", "mark"
DAY, PAST_DAY, WEEKDAY = "day", "past day", "weekday"
MONTH, GREGORIAN_MONTH, UNIT = "month", "gregorian month", "unit"
NEXT, PAST, THIS = "next", "past", "this"
START, MIDDLE, END, NTH = "start", "middle", "end", "nth"
PART, HOLIDAY = "part", "holiday"
HALF, QUARTER, AND, TO, FROM, UNTIL = "half", "quarter", "and", "to", "from", "until"


@dataclass(frozen=True, slots=True)
class Item:
    """One or several tokens as one word of a date phrase.

    :param kind: one of the kinds above
    :param value: what the kind needs: days, month number, unit name, part of the day…
    :param text: the folded spelling
    :param start: index in the original text
    :param end: index after its last character
    :param spaced: whether white space lies before it
    :param ordinal: of a number: «پنجم»
    :param digits: of a number: written in digits
    """

    kind: str
    value: int | str
    text: str
    start: int
    end: int
    spaced: bool = True
    ordinal: bool = False
    digits: bool = False


#: What stands past either end of the items, so that rules need no bounds.
NOTHING = Item(MARK, "\n", "\n", 0, 0)

_WORDS: dict[str, tuple[str, dict[str | int, str]]] = {
    # kind: value -> spellings, parted by "|"; a space there may also be ZWNJ or nothing
    "days": (
        DAY,
        {
            0: "امروز|همین امروز|امروزم",
            1: "فردا|فردام|فرداست|فرداس",
            2: "پس فردا|پس فرداست|پس فرداس|پسفردام|پسون فردا",
            3: "پس اون فردا|پسین فردا",
        },
    ),
    "past days": (
        PAST_DAY,
        {
            0: "دیروز|پریروز|پریشب|دیشب|پس پریروز|پس پریشب|دیروزم|پارسال|پیرارسال",
        },
    ),
    "months": (
        MONTH,
        {
            1: "فروردین|فروردین ماه",
            2: "اردیبهشت|اردیبهشت ماه|اردی بهشت",
            3: "خرداد|خرداد ماه",
            4: "تیر|تیر ماه",
            5: "مرداد|مرداد ماه|امرداد",
            6: "شهریور|شهریور ماه",
            7: "مهر|مهر ماه",
            8: "ابان|ابان ماه",
            9: "اذر|اذر ماه",
            10: "دی|دی ماه",
            11: "بهمن|بهمن ماه",
            12: "اسفند|اسفند ماه",
        },
    ),
    "gregorian months": (
        GREGORIAN_MONTH,
        {
            1: "ژانویه|january|jan",
            2: "فوریه|february|feb",
            3: "مارس|مارچ|march|mar",
            4: "اوریل|اپریل|april|apr",
            5: "مه|می|may",
            6: "ژوئن|ژوین|جون|june|jun",
            7: "ژوئیه|ژوییه|جولای|july|jul",
            8: "اوت|اگوست|اگست|august|aug",
            9: "سپتامبر|september|sep|sept",
            10: "اکتبر|october|oct",
            11: "نوامبر|november|nov",
            12: "دسامبر|december|dec",
        },
    ),
    "units": (
        UNIT,
        {
            "day": "روز",
            "week": "هفته|هفتهی",
            "month": "ماه|برج",
            "year": "سال",
            "hour": "ساعت|ساعتهای|ساعتای",
            "minute": "دقیقه|دیقه|دقه",
        },
    ),
    "turns": (
        NEXT,
        {
            "later": "بعد|بعدی|بعدیش|دیگه|دیگر|دیگهای",
            "coming": "اینده|ایندهی|پیش رو|اتی",
        },
    ),
    "past": (PAST, {0: "پیش|قبل|قبلی|گذشته|اخیر"}),
    "this": (THIS, {0: "این|همین"}),
    "start": (START, {0: "اول|اولین روز|اولای|ابتدای|اوایل|سر|اوائل|شروع"}),
    "middle": (MIDDLE, {0: "وسط|وسطای|اواسط|نیمه|نیمهی"}),
    "end": (END, {0: "اخر|اخرای|اواخر|انتهای|پایان|ته|اخرین روز"}),
    "nth": (
        NTH,
        {
            1: "اولین|نخستین",
            2: "دومین",
            3: "سومین",
            4: "چهارمین|چارمین",
            -1: "اخرین",
        },
    ),
    # The «پیش» of these says nothing of the past: «اول برج پیش‌فاکتور بفرستم».
    "words with past": (
        WORD,
        {0: "پیش فاکتور|پیش نویس|پیش پرداخت|پیش بینی|پیش نمایش|پیش قسط|پیش ثبت"},
    ),
    "parts": (
        PART,
        {
            "before noon": "صبح|صب|صبحی|صبح زود|اول صبح|سر صبح|دم صبح|بامداد"
            "|قبل از ظهر|پیش از ظهر",
            "noon": "ظهر|ظهری|سر ظهر|دم ظهر",
            "afternoon": "بعد از ظهر|بعد ظهر|بعدظهری|بعدازظهری|پس از ظهر",
            "evening": "عصر|عصری|غروب|غروبی|دم غروب|سر غروب",
            "night": "شب|شبی|اخر شب|سر شب|اول شب",
            "midnight": "نصف شب|نصفه شب|نیمه شب|نیمه های شب",
        },
    ),
    "holidays": (
        HOLIDAY,
        {0: "عید|نوروز|تعطیلات|سیزده به در|سیزده بدر|13 به در|13 بدر|عید نوروز"},
    ),
    "half": (HALF, {30: "نیم"}),
    "quarter": (QUARTER, {15: "ربع"}),
    "and": (AND, {0: "و"}),
    "to": (TO, {0: "به"}),
    "from": (FROM, {0: "از"}),
    "until": (UNTIL, {0: "تا|الی"}),
}
_WEEKDAY_NUMBERS = ("", "یک|یه|1", "دو|2", "سه|س|3", "چهار|چار|4", "پنج|پن|پنش|5")
_TONIGHT = {"امشب", "امشبم"}
# What may be written onto the word before it («فرداصبح», «ماهبعد», «یکماه»).
_TAILS = {"روز", "هفته", "ماه", "ساعت", "صبح", "ظهر", "عصر", "شب", "بعد", "اینده"}
_TAILS |= {"دیگه", "دیگر", "شنبه", "دقیقه", "سال", "برج"}
_SOME = {"ساعتی": "hour", "روزی": "day", "هفتهای": "week", "دقیقهای": "minute"}
_AFTER_AND = {"نیم", "ربع"}
_LONGEST_JOINED = 16
_JOINED_ENDS = tuple(_TAILS | _AFTER_AND)


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield every way to join the words of ``phrase`` into tokens."""
    words = phrase.split()
    for gaps in product((" ", ""), repeat=len(words) - 1):
        joined = words[0]
        for gap, word in zip(gaps, words[1:], strict=True):
            joined += gap + word
        yield tuple(joined.split())


@cache
def _lexicon() -> dict[tuple[str, ...], tuple[str, str | int]]:
    lexicon: dict[tuple[str, ...], tuple[str, str | int]] = {}
    for kind, values in _WORDS.values():
        for value, phrases in values.items():
            for phrase in phrases.split("|"):
                lexicon |= dict.fromkeys(_spellings(phrase), (kind, value))
                if kind == MONTH and " " not in phrase:
                    lexicon[(f"{phrase}ه",)] = (kind, value)  # «بیستم بهمنه»
    for index, numbers in enumerate(_WEEKDAY_NUMBERS):
        for number in numbers.split("|"):
            for saturday in ("شنبه", "شمبه", "شنبهی", "شنبهای", "شنبهست", "شنبس"):
                phrase = f"{number} {saturday}".strip()
                lexicon |= dict.fromkeys(_spellings(phrase), (WEEKDAY, index))
    lexicon[("یشنبه",)] = (WEEKDAY, 1)
    for phrase in ("جمعه", "جمه", "ادینه", "جمعهی", "جمعهست", "جمعس"):
        lexicon[(phrase,)] = (WEEKDAY, 6)
    return lexicon


@cache
def _longest() -> dict[str, int]:
    """Map the first word of every phrase to the words of the longest such phrase."""
    longest: dict[str, int] = {}
    for phrase in _lexicon():
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return longest


def read_items(tokens: list[Token]) -> list[Item]:
    """Return the items of a token stream, in order; ezafe «ی» is left out."""
    items: list[Item] = []
    texts = [_plain(token.text) if token.kind != "mark" else "" for token in tokens]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind in {"mark", "link"}:
            kind = MARK if token.kind == "mark" else WORD
            items.append(_item(kind, token.text, tokens, index, 1))
            index += 1
            continue
        found, count = _read(tokens, texts, index, items)
        items += found
        index += count
    return items


def _plain(text: str) -> str:
    """Take the «is» off «بیست و پنجمه»."""
    ordinal = text.endswith("مه") and read_number([text[:-1]])
    return text[:-1] if ordinal and ordinal.ordinal else text


def _item(kind: str, value: int | str, tokens: list[Token], at: int, n: int) -> Item:
    text = " ".join(token.text for token in tokens[at : at + n])
    first, last = tokens[at], tokens[at + n - 1]
    return Item(kind, value, text, first.start, last.end, first.spaced)


def _read(
    tokens: list[Token], texts: list[str], at: int, before: list[Item]
) -> tuple[list[Item], int]:
    """Read the items that begin at token ``at``; return them and the tokens used."""
    number = read_number(texts, at)
    for count in range(_longest().get(texts[at], 0), 0, -1):
        key = tuple(texts[at : at + count])
        known = _lexicon().get(key) if len(key) == count else None
        if known and not _is_hour_of_clock(known, count, before):
            if number and number.count > count:
                break
            return [_item(*known, tokens, at, count)], count
    if number:
        return [_number_item(tokens, at, number)], number.count
    text = texts[at]
    if text in _TONIGHT:
        item = _item(DAY, 0, tokens, at, 1)
        night = Item(PART, "night", "شب", item.end, item.end, False)
        return [item, night], 1
    if text == "ی":
        return [], 1
    if text in _SOME and texts[at + 1 : at + 2] in (["دیگه"], ["دیگر"], ["بعد"]):
        return [_item(UNIT, _SOME[text], tokens, at, 1)], 1  # «یه دو ساعتی دیگه»
    is_one = _before_copula(tokens, at, before)
    return is_one or _split(tokens, at) or [_item(WORD, text, tokens, at, 1)], 1


def _before_copula(tokens: list[Token], at: int, before: list[Item]) -> list[Item]:
    """Read «آخر ماهه», «ساعت پنجه» («is» written onto the word)."""
    text, last = tokens[at].text, before[-1] if before else NOTHING
    if not text.endswith("ه"):
        return []
    if text in {"ماهه", "برجه"} and last.kind in {START, MIDDLE, END}:
        return [_item(UNIT, "month", tokens, at, 1)]
    number = read_number([text[:-1]])
    if number and last.value == "hour":
        return [_number_item(tokens, at, number)]
    return []


def _number_item(tokens: list[Token], at: int, number: Number) -> Item:
    item = _item(NUMBER, number.value, tokens, at, number.count)
    return replace(item, ordinal=number.ordinal, digits=number.digits)


def _is_hour_of_clock(
    known: tuple[str, str | int], count: int, before: list[Item]
) -> bool:
    """Tell «ساعت ۵ شنبه» (five o'clock, Saturday) from «۵ شنبه» (Thursday)."""
    return (
        known[0] == WEEKDAY
        and count == 2
        and before[-1:] != []
        and (before[-1].value == "hour")
    )


def _split(tokens: list[Token], at: int) -> list[Item]:
    """Part a word such as «فرداصبح», or return nothing."""
    token = tokens[at]
    if token.end - token.start != len(token.text) or len(token.text) > _LONGEST_JOINED:
        return []
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if after in _AFTER_AND and token.text.endswith("و"):
        # «پنجو نیم»
        middle = token.end - 1
        head = Token(token.text[:-1], "word", token.start, middle, token.spaced)
        joint = Token("و", "word", middle, token.end, False)
        if number := read_number([head.text]):
            return [_number_item([head], 0, number), _item(AND, 0, [joint], 0, 1)]
    if not token.text.endswith(_JOINED_ENDS):
        return []
    for cut in range(1, len(token.text) - 1):
        head, tail = token.text[:cut], token.text[cut:]
        if tail not in (_AFTER_AND if head == "و" else _TAILS):
            continue
        middle = token.start + cut
        halves = [
            Token(head, "word", token.start, middle, token.spaced),
            Token(tail, "word", middle, token.end, False),
        ]
        number = read_number([head])
        known = _lexicon().get((head,))
        if number:
            first = _number_item(halves, 0, number)
        elif known:
            first = _item(*known, halves, 0, 1)
        else:
            continue
        return [first, _item(*_lexicon()[(tail,)], halves, 1, 1)]
    return []

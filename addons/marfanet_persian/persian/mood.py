"""The mood of the other side, from the words that name it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from .normalise import Token
from .sentences import COMMAS, IFS

_GLAD = {
    *("راضی", "راضیه", "راضین", "رضایت", "خوشحال", "خوشحاله", "ممنون", "ممنونه"),
    *("تشکر", "عالی", "عالیه", "استقبال", "مشتاق", "علاقه", "علاقهمند", "خوشش"),
    *("پسندید", "پسندیده", "قدردانی", "مثبت", "دمتون", "دمت", "امیدوار", "فوقالعاده"),
    *(
        "خرسند",
        "خوشرویی",
        "خوشرو",
        "خوشبرخورد",
        "رضایتمندی",
        "شاد",
        "لذت",
        "سپاسگزار",
        "خوشنود",
        "محشر",
        "ذوق",
        "دعامون",
        "خوشحالی",
    ),
    *("بینظیر", "معرکه", "خوشش", "هیجان", "کیف"),
}
_CROSS = {
    *("شاکی", "شاکیه", "عصبانی", "عصبانیه", "ناراضی", "ناراضیه", "ناراحت", "ناراحته"),
    *("شکایت", "دلخور", "دلخوره", "کلافه", "تهدید", "فحش", "افتضاح", "افتضاحه"),
    *("مزخرف", "گله", "گلایه", "معترض", "اعتراض", "پشیمون", "پشیمان", "بدقول"),
    *("عصبی", "داغون", "نارضایتی", "ناامید", "توهین", "داد", "بیادب", "طلبکار"),
    *("بیاعتماد", "منفی", "خشمگین", "دعوا", "غر", "بیداد", "قاطی", "کفری", "علاف"),
    *(
        "کلاهبردار",
        "اعصابش",
        "اعصابم",
        "حرصش",
        "پررویی",
        "بیادبی",
        "بدرفتاری",
        "حرصم",
        "دلسرد",
        "مسخره",
        "بیخود",
        "بدترین",
    ),
    *("بیراه", "قهر", "ابروم", "ابروریزی", "علافم", "عذاب", "نالید", "مینالید", "گند"),
    *(
        "ناخشنود",
        "اشغال",
        "اشغاله",
        "چرت",
        "فاجعه",
        "رنجید",
        "رنجیده",
        "عاصی",
        "پرخاش",
        "شکار",
        "دلخوری",
        "عصبانیت",
    ),
}
# Two words that only together name a mood.
_GLAD_PAIRS = {
    *(
        ("حال", "کرد"),
        ("حال", "کرده"),
        ("دعا", "کرد"),
        ("حرف", "نداره"),
        ("درد", "نکنه"),
    ),
    *(
        ("حرف", "نداشت"),
        ("خدا", "خیرتون"),
        ("خدا", "خیرش"),
        ("خیرتون", "بده"),
        ("تعریف", "کرد"),
    ),
    *(("دمش", "گرم"), ("دمشون", "گرم"), ("دستتون", "درد"), ("دستت", "درد")),
    *(("تعریف", "میکرد"), ("تعریف", "میکنه"), ("خیر", "بده"), ("کارتون", "درسته")),
}
_CROSS_PAIRS = {
    *(
        ("لحن", "تند"),
        ("لحن", "تندی"),
        ("لحن", "بدی"),
        ("مزاحم", "نشید"),
        ("پس", "بدید"),
        ("پس", "بدین"),
        ("مزاحم", "نشین"),
        ("خسته", "شده"),
        ("بد", "برخورد"),
        ("برخورد", "بدی"),
        ("جوش", "اورد"),
    ),
    *(
        ("تند", "برخورد"),
        ("داد", "میزد"),
        ("داد", "میزنه"),
        ("صداش", "بالا"),
        ("پس", "میگیرم"),
    ),
    *(("خسته", "شدم"), ("خوشش", "نیومد"), ("خوشش", "نیومده"), ("اعصاب", "نداره")),
}
# «عصبانیه», «شاکین», «ناراضی‌تر»: how a feeling is said of somebody.
_COPULAS = ("تره", "تر", "ست", "ند", "یم", "ید", "ین", "ه", "ن", "م", "ی")
_MOST_JOINED = 3  # «گله» is no stem for «گلهم»
_ALL_GLAD, _ALL_CROSS = (
    feelings
    | {
        word + ending
        for word in feelings
        for ending in _COPULAS
        if len(word) > _MOST_JOINED
    }
    for feelings in (_GLAD, _CROSS)
)
_ASKING = {"ببینم", "بپرسم", "ببینیم", "بدونم"}
_SUPPOSING = IFS | _ASKING
_PARTING = {"و", "،", ",", "ولی", "اما", "که", "چون", ".", "گفت", "میگه"}
_GOOD, _BAD = {"خوب", "خوبی", "خوبه"}, {"بد", "بدی", "بده", "بدتر"}
_INTENSE = {"خیلی", "بسیار", "واقعا", "اصلا", "حسابی", "کاملا", "شدیدا"}
_SHORT_VERBS = {"بود", "بودن", "بودند", "شد"}
_NEGATORS = {
    *("نبود", "نیست", "نبودن", "نیستن", "نداشت", "نداره", "نشد", "نشده", "نداد"),
    *("نکرد", "ندارن", "نبوده", "نیومد", "نداشتن"),
}
_CONTRASTS = {"ولی", "اما", "اخرش", "نهایت", "بالاخره", "درنهایت", "نهایتا", "الان"}
_IF_REACH = 30
_WISHES = {"باشه", "باشد", "باشن", "بشه", "بشن", "بشود"}

# Where alone ``_sign`` may find a feeling: the rest of a note is passed over at once.
_TELLING = {
    *_ALL_GLAD,
    *_ALL_CROSS,
    *_GOOD,
    *_BAD,
    *(first for first, _second in (*_GLAD_PAIRS, *_CROSS_PAIRS)),
    *("اشغال", "اشغاله", "حالم", "علاقه", "منفی", "اعصاب", "نا", "داد"),
}


@dataclass(frozen=True)
class Mood:
    """One of positive, neutral, negative, and the token that decided it (or -1)."""

    name: str
    at: int = -1


def read_mood(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> Mood:
    """Return the mood that the sentences tell.

    Only words for feelings count; a fault that was solved is no mood. A negated one
    turns («راضی نبود») or is dropped («ناراحت نبود»), an "if" or a wish says nothing,
    and after «ولی» or «آخرش» the later mood wins. Otherwise the majority does, and of
    equals the later.
    """
    moods: list[tuple[int, int]] = []
    for first, last in sentences:
        supposed = False
        for index in range(first, last):
            text = tokens[index].text
            supposed = supposed or text in _SUPPOSING
            if text in COMMAS and not _within_if(tokens, first, index):
                supposed = False
            if text in _CONTRASTS and moods:
                moods = moods[-1:] if not _later_mood(tokens, index, last) else []
            sign = 0 if supposed else _sign(tokens, index, last)
            if sign:
                moods.append((sign, index))
    total = sum(sign for sign, _index in moods)
    if not moods:
        return Mood("neutral")
    wanted = total or moods[-1][0]
    at = [index for sign, index in moods if sign * wanted > 0][-1]
    return Mood("positive" if wanted > 0 else "negative", at)


def _within_if(tokens: Sequence[Token], first: int, at: int) -> bool:
    near = range(max(first, at - _IF_REACH), at)
    return any(tokens[index].text in IFS for index in near)


def _later_mood(tokens: Sequence[Token], at: int, last: int) -> bool:
    return any(_sign(tokens, index, last) for index in range(at, min(last, at + 15)))


def _is_on_the_phone(tokens: Sequence[Token], at: int) -> bool:
    """«خطش اشغاله» is engaged, «سرویستون آشغاله» is rubbish."""
    near = {token.text for token in tokens[max(0, at - 4) : at + 2]}
    return bool(near & {"خط", "خطش", "تلفن", "تلفنش", "گوشی", "گوشیش", "زدم", "میزد"})


def _joined(words: list[str]) -> list[str]:
    """Return the words with «می زد» as «میزد»."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in {"می", "نمی"}:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _sign_in_context(tokens: Sequence[Token], at: int, ahead: list[str]) -> int | None:
    """Return what a word means only beside others; ``None`` if it means the usual."""
    text = tokens[at].text
    if text in {"اشغال", "اشغاله"} and _is_on_the_phone(tokens, at):
        return 0
    if text == "حالم" and any(word.startswith("میخور") for word in ahead):
        return -1  # «حالم از این قطعیا به هم می‌خوره»
    if text == "علاقه" and ahead[:1] and ahead[0] in {"متوسط", "کم", "کمی", "چندانی"}:
        return 0
    if text == "منفی" and ahead[:1] in (["شده"], ["شد"], ["میشه"]):
        return 0  # a balance, not a feeling
    if text == "اعصاب" and {"خرد", "خورد"} & set(ahead):
        return -1
    return None


def _sign(tokens: Sequence[Token], at: int, last: int) -> int:
    """Return 1, -1 or 0 for the word at ``at`` with those right after it."""
    text = tokens[at].text
    if text not in _TELLING:
        return 0
    ahead = _joined([token.text for token in tokens[at + 1 : min(last, at + 8)]])
    before = tokens[at - 1].text if at else ""
    told = _sign_in_context(tokens, at, ahead)
    if told is not None:
        return told
    if text == "نا" and ahead[:1] == ["راضی"]:
        return -1
    if ahead[1:3] == ["یا", "نه"] or ahead[2:4] == ["یا", "نه"]:
        return 0
    ahead = ahead[:4]
    pair = (text, ahead[0]) if ahead else ("", "")
    if pair in _GLAD_PAIRS:
        return 1
    if pair in _CROSS_PAIRS:
        return -1
    if text in _GOOD | _BAD:
        strong = before in _INTENSE or ahead[:1] and ahead[0] in _SHORT_VERBS | {"پیش"}
        sign = (1 if text in _GOOD else -1) if strong or text == "بدی" else 0
        sign = 1 if text == "خوبه" else sign
        if text == "بده" and before not in _INTENSE:
            sign = 0
    elif text == "داد":
        sign = -1 if ahead[:1] and ahead[0].startswith(("زد", "میز")) else 0
    else:
        sign = (text in _ALL_GLAD and before != "نا") - (text in _ALL_CROSS)
        if sign < 0 and text not in _CROSS and not text.endswith("ی"):
            return sign  # «افتضاحه» holds its own verb
    if not sign or any(word in _WISHES for word in ahead[:2]):
        return 0
    if before == "نه":
        return 0
    denied = takewhile(lambda word: word not in _PARTING, ahead)
    if any(word in _NEGATORS or word.startswith("نمی") for word in denied):
        return -1 if sign > 0 and text != "علاقه" else 0
    return sign

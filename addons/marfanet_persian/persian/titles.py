"""Titles of tasks, out of the clause that asked for them."""

from collections.abc import Sequence, Set

from .normalise import LETTERS, Token
from .verbs import VERB_FORMS

_LONGEST_TITLE = 90
_SHORTEST_NAME = 3
# Searched and read beside typed titles: Persian letters, the rest as it was said.
_LETTERS = str.maketrans(LETTERS)
#: The action of «یادآوری کن», which says nothing by itself.
REMIND = "remind"

# Different words for one action, so that it is not noted twice.
_ACTIONS = {
    "call": ("زنگ", "تماس", "صحبت"),
    "tell": ("خبر", "خبرش", "اعلام", "اطلاع"),
    "send": (
        "بفرستم",
        "فرستادم",
        "فرستادیم",
        "ارسال",
        "بفرستیم",
        "میفرستم",
        "فرستم",
        "فرستیم",
        "بفرست",
        "بفرستید",
    ),
    "ask": ("بپرسم", "پرسم", "میپرسم", "جویا"),
    "say": ("بگم", "میگم", "گم"),
    "check": ("چک", "بررسی", "تست"),
    "follow": ("پیگیری", "پیگیر"),
    "email": ("ایمیل",),
    "message": ("پیام", "پیامک"),
    "meet": ("جلسه", "دمو", "ملاقات"),
    REMIND: ("یاداوری", "یادم", "یادت", "حواسم", "حواست"),
}
_ACTION_OF = {word: action for action, words in _ACTIONS.items() for word in words}

# Left hanging when the date after them is taken out.
_BEFORE_DATE = {"تا", "برای", "واسه", "در", "روز", "از", "حدود", "طرفای", "سر", "تو"}
_BEFORE_DATE |= {"اخر", "حدودا", "ظرف", "توی", "همین", "بعد", "قبل", "دم", "حوالی"}
_AFTER_DATE = {"رو", "را", "هم"}
_OPENINGS = {
    *("و", "که", "هم", "باید", "حتما", "پس", "بعد", "لطفا", "من", "منم", "خودم"),
    *("دیگه", "ولی", "اما", "خب", "حالا", "قراره", "باشه", "رو", "را", "یعنی", "فقط"),
    *("بعدش", "ازم", "ضمنا", "همچنین", "کارهای", "کارای", "کار"),
}
# Words that do not tell one task from another.
_EMPTY = {
    *("بهش", "باهاش", "براش", "ازش", "بهشون", "باهاشون", "دوباره", "باز", "یادم"),
    *("باشه", "یادت", "بار", "تا", "ببینم", "یاداوری", "خودش", "ایشون", "مجدد", "چی"),
    *("یه", "یک", "سر", "می", "نمی", "ها", "های", "برای", "بابت", "اونم", "همین", "ی"),
}
_HONORIFICS = {"اقای", "اقا", "خانم", "خانوم", "مهندس", "دکتر", "حاجی", "حاج", "جناب"}
_GIVEN_NAMES = {
    *("علی", "محمد", "رضا", "حسین", "حسن", "مهدی", "امیر", "سید", "محمدرضا", "علیرضا"),
    *("مریم", "زهرا", "فاطمه", "سارا", "سعید", "حمید", "مجید", "احمد", "محمود"),
}
_NOT_NAMES = {
    *("رو", "را", "با", "از", "به", "که", "در", "گفت", "و", "هم", "این", "اون", "یه"),
    *("هستن", "بود", "نماینده", "مشتری", "عزیز", "محترم", "مدیر", "یک", "ها", "های"),
}
_EMPTY |= _OPENINGS | _BEFORE_DATE | _AFTER_DATE | _NOT_NAMES
_DEFAULT_TITLES = {
    "support": "پیگیری پشتیبانی",
    "sales": "پیگیری فروش",
    "follow_up": "پیگیری",
    "inbound": "پیگیری تماس ورودی",
}


def action_of(words: Sequence[str]) -> str:
    """Return one name for what folded ``words`` ask for; equal names, equal actions."""
    found = [_ACTION_OF[word] for word in words if word in _ACTION_OF]
    named = [action for action in found if action != REMIND]
    if named or found:
        return (named or found)[0]
    last = words[-1] if words else ""
    return next((last[: -len(end)] for end in ("یم", "م") if last.endswith(end)), last)


def content_of(words: Sequence[str]) -> set[str]:
    """Return the persons and things among folded ``words``, to tell tasks apart."""
    return {word for word in words if word not in _EMPTY and word not in _ACTION_OF}


def share(words: Set[str], others: Set[str]) -> bool:
    """Return whether both name one thing, whatever is joined to it («مدیرم»)."""
    return any(
        word.startswith(other) or other.startswith(word)
        for word in words
        for other in others
        if min(len(word), len(other)) >= _SHORTEST_NAME
    )


def shorten(text: str, limit: int) -> str:
    """Cut ``text`` to ``limit`` characters at a space, marked with «…»."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head else head}…"


def make_title(
    text: str,
    tokens: Sequence[Token],
    span: tuple[int, int],
    dated: Set[int],
    purpose: str,
) -> str:
    """Return the title of the task that ``tokens[span]`` ask for.

    :param dated: indexes of the tokens that say dates; they are left out
    :param purpose: names the task when nothing but a date is left

    The person last named before is put in front, for a task list shows titles alone.
    """
    kept = _without_openings(tokens, _without_dates(tokens, span, dated))
    title = _text_of(text, tokens, kept).strip(" ،,؛:-–()«»\"'")
    if not any(tokens[index].kind == "word" for index in kept):
        title = _DEFAULT_TITLES.get(purpose, "پیگیری")
    name = _person_before(text, tokens, span[1])
    if name and name not in title:
        title = f"{name}: {title}"
    return shorten(title.translate(_LETTERS), _LONGEST_TITLE)


def _without_dates(
    tokens: Sequence[Token], span: tuple[int, int], dated: Set[int]
) -> list[int]:
    kept: list[int] = []
    for index in range(*span):
        if index in dated:
            while (
                kept
                and index - 1 not in dated
                and (kept[-1] == index - 1 and tokens[kept[-1]].text in _BEFORE_DATE)
            ):
                kept.pop()
                index -= 1
        elif not (index - 1 in dated and tokens[index].text in _AFTER_DATE):
            kept.append(index)
    return kept


def _without_openings(tokens: Sequence[Token], kept: list[int]) -> list[int]:
    skip = 0
    while skip < len(kept) - 1:
        token, following = tokens[kept[skip]], tokens[kept[skip + 1]]
        if token.kind != "mark" and token.text not in _OPENINGS:
            break
        if token.text == "بعد" and following.text == "از":
            break
        skip += 1
    return kept[skip:]


def _text_of(text: str, tokens: Sequence[Token], kept: Sequence[int]) -> str:
    """Join tokens as they were written, closing the gaps that dates left."""
    pieces: list[str] = []
    for position, index in enumerate(kept):
        if position and kept[position - 1] == index - 1:
            pieces.append(text[tokens[index - 1].end : tokens[index].start])
        elif position and tokens[index].kind != "mark":
            pieces.append(" ")
        pieces.append(text[tokens[index].start : tokens[index].end])
    return " ".join("".join(pieces).split())


def _person_before(text: str, tokens: Sequence[Token], last: int) -> str:
    """Return «آقای رضایی» if such a name stands before token ``last``."""
    for index in range(min(last, len(tokens) - 1) - 1, -1, -1):
        name, before = tokens[index + 1], tokens[index - 1] if index else None
        if tokens[index].text not in _HONORIFICS:
            continue
        if tokens[index].text == "اقا" and before and before.text in _GIVEN_NAMES:
            return text[before.start : tokens[index].end]  # «علی آقا»
        if name.kind != "word" or name.text in VERB_FORMS:
            continue
        if name.text in _NOT_NAMES | _HONORIFICS:
            continue
        end = index + 1
        if name.text in _GIVEN_NAMES and end + 1 < len(tokens):
            more = tokens[end + 1]
            if more.kind == "word" and more.text not in _NOT_NAMES:
                end += 1
        while end + 1 < len(tokens) and _is_written_on(text, tokens, end + 1):
            end += 1
        return text[tokens[index].start : tokens[end].end]
    return ""


def _is_written_on(text: str, tokens: Sequence[Token], at: int) -> bool:
    """«صالح‌پور» is one name."""
    return text[tokens[at - 1].end : tokens[at].start] == "\u200c"

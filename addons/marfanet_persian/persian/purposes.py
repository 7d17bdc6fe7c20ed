"""The purpose of a contact, where the words of its note say it."""

from .note_text import NoteText

SUPPORT, SALES, FOLLOW_UP, INBOUND = "support", "sales", "follow_up", "inbound"

_TOPICS = {
    SUPPORT: {
        *("پشتیبانی", "مشکل", "خرابی", "قطعی", "قطع", "قطعه", "وصل", "کند", "کنده"),
        *("کندی", "سرعت", "کانفیگ", "سرور", "پورت", "رمز", "پسورد", "نصب", "فیلتر"),
        *("اپدیت", "ارور", "خطا", "پینگ", "سرویس", "تیکت", "لینک", "دیسکانکت"),
    },
    SALES: {
        *("فروش", "معرفی", "خرید", "خریدن", "قیمت", "تخفیف", "پیشنهاد", "پلن", "دمو"),
        *("بازاریابی", "پرزنت", "سفارش", "فاکتور", "پروپوزال", "نمایندگی", "میخره"),
        *("بخره", "خریده", "تبلیغ"),
    },
    FOLLOW_UP: {
        *("پیگیری", "پیگیر", "بدهی", "بدهیش", "تسویه", "احوالپرسی", "تمدید", "یاداوری"),
        *("دوره", "واریز", "معوقه", "طلب", "مجدد", "دوباره", "نظرسنجی"),
    },
}
_TOPIC_OF = {word: purpose for purpose, words in _TOPICS.items() for word in words}
_ABOUT = {"برای", "بابت", "جهت", "واسه", "بخاطر", "درباره", "خاطر", "راجع"}
_CALLED = {"زدم", "زدیم", "گرفتم", "گرفتیم", "بود", "داشتم", "داشتیم"}
_CALLS = {"زنگ", "تماس"}
_ITSELF = {"خودش", "خودشون", "خودشان"}
_CALLED_US = {"زد", "زدن", "زدند", "گرفت", "گرفتن", "گرفتند", "زده", "گرفته"}
_REACH = 8


def read_purpose(note: NoteText, given: str = "") -> str:
    """Return the purpose that the note states, else ``given``, else what it is about.

    Stated is «بابت پیگیری بدهیش زنگ زدم», «خودش زنگ زد», «تماس ورودی»; a word of
    another topic alone changes nothing that a person chose. A caller with a fault
    stays support.
    """
    stated = ""
    for first, last in note.sentences:
        words = [token.text for token in note.tokens[first:last]]
        stated = stated or _stated(words)
    if stated and not (stated == INBOUND and given == SUPPORT):
        return stated
    return given or _topic(note)


def _stated(words: list[str]) -> str:
    for at, word in enumerate(words):
        ahead = words[at + 1 : at + 1 + _REACH]
        if word in _ABOUT and _we_called(words, at):
            if topic := _topic_of(ahead[:2]):
                return topic
        if word == "تماس" and ahead[:1] == ["ورودی"]:
            return INBOUND
        if word in _ITSELF and _calls(ahead[:3], _CALLED_US):
            return INBOUND
    return ""


def _we_called(words: list[str], at: int) -> bool:
    around = words[max(0, at - 3) : at + 1 + _REACH]
    return _calls(around, _CALLED)


def _calls(words: list[str], verbs: set[str]) -> bool:
    pairs = zip(words, words[1:], strict=False)
    return any(noun in _CALLS and verb in verbs for noun, verb in pairs)


def _topic_of(words: list[str]) -> str:
    topics = (_TOPIC_OF[word] for word in words if word in _TOPIC_OF)
    return next(topics, "")


def _topic(note: NoteText) -> str:
    """Return the purpose whose words are most; of equals the first told of."""
    counts = dict.fromkeys(_TOPICS, 0)
    for token in note.tokens:
        if topic := _topic_of([token.text]):
            counts[topic] += 1
    best = max(counts, key=lambda purpose: counts[purpose])
    return best if counts[best] else ""

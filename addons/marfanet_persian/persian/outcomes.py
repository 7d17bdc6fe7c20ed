"""How a contact ended, from the words of its note.

Cues are looked for clause by clause; what is supposed («اگه»), asked («... یا نه»),
still to be done by the agent, or said of an earlier time tells nothing of the end.
"""

from datetime import timedelta

from .doers import REPORTS
from .note_text import NoteText
from .sentences import IFS, Clause
from .verbs import Verb

NO_ANSWER, BUSY, LEFT_MESSAGE = "no_answer", "busy", "left_message"
RESOLVED, UNRESOLVED, PROMISED = "resolved", "unresolved", "promised_payment"
INTERESTED, NOT_INTERESTED, SOLD = "interested", "not_interested", "sold"
#: Every outcome that is told; a note that tells none has "".
KEYS = (NO_ANSWER, BUSY, LEFT_MESSAGE, RESOLVED, UNRESOLVED, PROMISED)
KEYS += (INTERESTED, NOT_INTERESTED, SOLD)

# «شاید ۵ تا بخوام» is a wish all the same.
_SUPPOSED = IFS - {"شاید"}
_BY_PURPOSE = {
    "support": (RESOLVED, UNRESOLVED, PROMISED, SOLD, NOT_INTERESTED, INTERESTED),
    "inbound": (RESOLVED, UNRESOLVED, SOLD, PROMISED, NOT_INTERESTED, INTERESTED),
    "sales": (SOLD, NOT_INTERESTED, INTERESTED, PROMISED, RESOLVED, UNRESOLVED),
    "follow_up": (PROMISED, SOLD, NOT_INTERESTED, RESOLVED, UNRESOLVED, INTERESTED),
}
_SAME_MATTER = ({RESOLVED, UNRESOLVED}, {INTERESTED, NOT_INTERESTED})
_WITHOUT_TALK = (LEFT_MESSAGE, BUSY, NO_ANSWER)

_TALKED = REPORTS | {"صحبت", "حرف", "توضیح", "پرسید", "معرفی", "قول", "خرید"}
_SOLVED_BY = {
    *("حل", "درست", "وصل", "رفع", "برطرف", "اوکی", "ردیف", "پایدار", "وارد", "راه"),
}
_SOLVED_VERBS = {"شد", "شده", "شدن", "افتاد", "افتاده", "گردید", "کردم", "کردیم"}
_SOLVED_VERBS |= {"کردن", "شدند"}
_SOLVED_NOW = {"وصله", "حله", "ردیفه", "پایداره", "اوکیه", "درسته"}
_OUR_SOLVING = {"کردم", "کردیم", "کردن"}
_LOOKING_INTO = {"میکنیم", "میکنه", "میکنن", "میکنم", "دارن", "بشه"}
_FAULTY = {
    *("قطعه", "قطعن", "کنده", "بستهست", "خرابه", "داونه", "افلاینه", "دیسکانکت"),
}
_FAULTS = {"قطع", "کند", "فیلتر", "خراب", "داون", "دیسکانکت", "مسدود"}
_HAPPENS = {"میشه", "میشن", "میشود", "میشد", "شده", "شدن", "است", "هست", "شد", "میکنه"}
_NOW = {"الان", "حالا", "دیگه"}
_MONEY = {
    "کارت",
    *("واریز", "تسویه", "پرداخت", "پول", "پولو", "پولش", "بدهی", "بدهیش", "بدهیشو"),
    *(
        "بقیه",
        "مبلغ",
        "حساب",
        "حسابش",
        "نصف",
        "قسط",
        "بقیهش",
        "طلب",
        "پولشو",
        "بدهیشون",
    ),
    *("معوقه", "بدهیمو", "پولتون"),
}
_PAYS = {
    *("میکنه", "میکنم", "کنه", "کنن", "میکنن", "میکند", "کند", "میده", "میدم", "بده"),
    *("بدم", "میدن", "میریزه", "میریزم", "بریزه", "بریزم", "میزنه", "بزنه", "میزنم"),
    *("میریزن", "بشه", "میشه", "دهد", "میدهد", "بدن", "میفرسته", "میرسونه"),
}
_REFUSED = {"نمیخواد", "نمیخوام", "نمیخواهد", "نمیخوان", "نخواست", "نمیخره", "نخرید"}
_REFUSED |= {"نمیخریم", "نمیخرم", "نمیخوایم"}
_LACKING = {"نداره", "ندارم", "نداشت", "ندارن", "نداریم", "ندارد", "نیست", "نبود"}
_WISH_NOUNS = {"علاقه", "علاقهای", "تمایل", "تمایلی", "نیاز", "نیازی", "قصد", "احتیاج"}
_WISH_NOUNS |= {"احتیاجی", "میل", "میلی", "مایل"}
_GAVE_UP = {"منصرف", "پشیمون", "بیخیال", "خیال"}
_KEEN = {"خوشش", "پسندید", "پسندیده", "استقبال", "مشتاق", "علاقهمند", "مند", "علاقه"}
_WANTS = {"میخوام", "میخواد", "میخواهد", "میخوان", "میخوایم"}
_TO_BUY = {"تست", "بخره", "بخرم", "بخرن", "همکاری", "کار", "خرید", "حتما", "نماینده"}
_PLAIN_WISH = _WANTS | {"حتما", "هم", "من", "بله", "اره", "که", "باشه", "خوبه", "و"}
_THINKING = {"فکر", "مشورت", "تصمیم", "بررسی"}
_THINKS = {
    "میکنم",
    "کنم",
    "کنه",
    "میکنه",
    "میکنیم",
    "کنیم",
    "میگیرم",
    "بگیره",
    "میگیره",
}
_BOUGHT = {"خرید", "خریده", "خریدن", "خریدند", "سفارش", "فروختم", "فروختیم"}
_WARES = {"پنل", "پلن", "اکانت", "اشتراک", "سرویس", "نمایندگی", "پکیج", "تا"}
_EARLIER = {"پیش", "قبل", "دیروز", "پریروز", "قبلا", "پارسال", "گذشته", "قبلی", "داره"}
# A call wished for within this time means that now was a bad moment.
_SOON = timedelta(hours=2)
_CANNOT = {"نمیتونم", "نمیتونست", "نتونست", "نمیتونه", "نمیشد"}
_OCCUPIED = {"مشغول", "اشغال", "شلوغ", "شلوغه", "جلسه", "فرمون", "فرمونم", "رانندگی"}
_AWAY_NOUNS = {"خاموش", "خاموشه", "دسترس", "پاسخگو"}
_ANSWERS = {"جواب", "پاسخ", "گوشی", "تلفن"}
_NOT_GIVEN = {"نداد", "نداده", "نمیده", "ندادن", "نمیدن", "نمیداد", "برنداشت", "نداشت"}
_NOT_GIVEN |= {"نمیدهد", "برنمیداره", "نگرفت"}
_MESSAGES = {"پیام", "پیامک", "پیغام", "مسیج", "ویس"}
_SENT = {"دادم", "گذاشتم", "فرستادم", "زدم", "دادیم", "گذاشتیم", "فرستادیم"}


def read_outcome(note: NoteText, purpose: str = "") -> str:
    """Return one of ``KEYS``, or "" when the note tells no end.

    Of what was told about one matter the last counts («قطع شد ولی حل شد»); of several
    matters the one that the purpose is about. That nobody answered counts only where
    nobody was spoken to.
    """
    found: list[str] = []
    fault = False
    for clauses in note.clauses:
        for index, clause in enumerate(clauses):
            words = note.spoken_words(clause)
            if _SUPPOSED & set(words) or _asks(note, clauses, index):
                continue
            found += _cues(note, clauses, index, words)
            fault = fault or (not note.due_in(clause) and _is_fault(words))
    return _settle(found, fault, purpose)


def _settle(found: list[str], fault: bool, purpose: str) -> str:
    talked = "talk" in found
    absent = [key for key in found if key in _WITHOUT_TALK]
    if BUSY in absent and not set(found) & {RESOLVED, SOLD, PROMISED, INTERESTED}:
        return BUSY
    told = [key for key in found if key in KEYS and key not in _WITHOUT_TALK]
    for matter in _SAME_MATTER:
        about = [key for key in told if key in matter]
        told = [key for key in told if key not in matter or key == about[-1]]
    for key in _BY_PURPOSE.get(purpose, _BY_PURPOSE["support"]):
        if key in told:
            return key
    if absent and not talked:
        return next(key for key in _WITHOUT_TALK if key in absent)
    return UNRESOLVED if fault and purpose in {"support", "inbound"} else ""


def _asks(note: NoteText, clauses: list[Clause], index: int) -> bool:
    """Whether a clause is only looked into: «ببینم وصله», «... شده یا نه»."""
    clause = clauses[index]
    words = note.words(clause)
    if words & {"ببینم", "بپرسم", "ببینیم"} or {"یا", "نه"} <= words:
        return True
    if index and note.words(clauses[index - 1]) & {"ببینم", "چک", "بپرسم", "ببینیم"}:
        before = clauses[index - 1].verb
        return before is not None and before.tense != "past"
    verb = clause.verb
    if verb and verb.tense == "present" and note.verb_text(verb).endswith("یم"):
        return False  # «گفتم بررسی می‌کنیم»
    return verb is not None and verb.wants_agent and not _quoted(note, clauses, index)


def _quoted(note: NoteText, clauses: list[Clause], index: int) -> bool:
    """Whether the other side says it: «گفت می‌خوام», «گفت سر برج میدم»."""
    for earlier in clauses[max(0, index - 3) : index]:
        if earlier.verb and note.verb_text(earlier.verb) in REPORTS:
            return True
    return False


def _cues(
    note: NoteText, clauses: list[Clause], index: int, words: list[str]
) -> list[str]:
    verb = clauses[index].verb
    text = note.verb_text(verb) if verb else ""
    every = set(words)
    cues = ["talk"] if _TALKED & (every | {text}) else []
    cues += _of_reaching(words, text)
    if index and every & {"حرف", "صحبت"}:
        cannot = clauses[index - 1].verb
        if cannot and note.verb_text(cannot) in _CANNOT:
            cues.append(BUSY)
    cues += _of_fault(words, verb, text)
    if _wants_a_call_soon(note, clauses, index, every):
        cues.append(BUSY)
    cues += _of_money(note, clauses, index, every)
    after = clauses[index + 1].verb if index + 1 < len(clauses) else None
    before_us = after is not None and after.wants_agent
    cues += _of_wish(every, words, verb, text, before_us)
    return cues


def _wants_a_call_soon(
    note: NoteText, clauses: list[Clause], index: int, every: set[str]
) -> bool:
    """«گفت نیم ساعت دیگه زنگ بزن»: somebody who could not talk."""
    verb, due = clauses[index].verb, note.due_in(clauses[index])
    if verb is None or due is None or due.at is None or verb.person != 2:
        return False
    asked = verb.wants_agent and every & {"زنگ", "تماس"}
    soon = due.at - note.now <= _SOON
    return bool(asked and soon and _quoted(note, clauses, index))


def _of_reaching(words: list[str], text: str) -> list[str]:
    every = set(words)
    if every & _MESSAGES and (text in _SENT or every & _SENT):
        return [LEFT_MESSAGE]
    denied = any(word in {"نبود", "نیست"} for word in words)
    if every & _OCCUPIED and not denied and _is_of_now(words, text):
        return [BUSY]
    if "وقت" in every and every & {"نداشت", "ندارم", "نداره"}:
        return [BUSY]
    missing = every & _NOT_GIVEN and every & _ANSWERS and "کسی" not in every
    missing = missing or every & {"برنداشت", "برنمیداره", "برنداشتن"}
    away = every & {"خاموش", "خاموشه"} and not every & {"روشن", "سرور"}
    away = away or (every & {"دسترس", "پاسخگو"} and denied)
    rejected = "رد" in every and every & {"تماس", "تماسم", "تماسمو"} or "ریجکت" in every
    return [NO_ANSWER] if missing or away or rejected else []


def _is_of_now(words: list[str], text: str) -> bool:
    """Whether somebody is busy as we call, and not busy on a date or with a plan."""
    if "جلسه" in words:
        at = words.index("جلسه")
        return words[at - 1 : at] in (["تو"], ["توی"], ["در"], ["سر"])
    return text not in {"شد"}


def _of_fault(words: list[str], verb: Verb | None, text: str) -> list[str]:
    every = set(words)
    if (
        every & {"هنوز", "همچنان"}
        and words[-1:] != ["نه"]
        and (every & (_FAULTY | _FAULTS) or text.startswith("نمی"))
    ):
        return [UNRESOLVED]
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if word not in _SOLVED_BY and word not in {"بهتر"}:
            continue
        if word == "راه" and not after.startswith(("افتاد", "نیفتاد")):
            continue
        if after in {"نشد", "نشده", "نشدن", "نمیشه", "نیفتاد", "نشدند"}:
            return [UNRESOLVED] if after != "نمیشه" else []
        if after in _SOLVED_VERBS and word != "بهتر":
            ours = after in _OUR_SOLVING
            return [] if ours and word in {"وصل", "وارد", "پایدار"} else [RESOLVED]
    if "بررسی" in every and every & _LOOKING_INTO:
        return [UNRESOLVED]
    pairs = zip(words, words[1:], strict=False)
    now = any(before in _NOW and word in _SOLVED_NOW for before, word in pairs)
    return [RESOLVED] if now else []


def _is_fault(words: list[str]) -> bool:
    """Whether a fault of the present is told: «قطعه», «وصل نمیشه», «کند شده»."""
    if _FAULTY & set(words) and not set(words) & {"نیست", "نبود"}:
        return True
    for word, after in zip(words, words[1:], strict=False):
        if word in _FAULTS and after in _HAPPENS:
            return True
        if word == "بسته" and after in {"ست", "است", "شده"}:
            return True
        if word in {"وصل", "باز", "کار"} and after in {
            "نمیشه",
            "نمیشن",
            "نمیکنه",
            "نمیکنن",
            "نشده",
        }:
            return True
        if word == "پینگ" and after in {"بالاست", "بالا"}:
            return True
    return False


def _of_money(
    note: NoteText, clauses: list[Clause], index: int, every: set[str]
) -> list[str]:
    verb = clauses[index].verb
    if verb is None or verb.negative or verb.tense == "past":
        return []
    if note.verb_text(verb) not in _PAYS:
        return []
    nearby = set(every)
    for earlier in clauses[max(0, index - 2) : index]:
        nearby |= note.words(earlier)
    if "قرار" in nearby and "بود" in nearby:
        return []  # «قرار بود پول بریزه»
    promised = "قول" in nearby or "قرار" in nearby or "قراره" in nearby
    if verb.person == 1 and not _quoted(note, clauses, index):
        return []
    told = promised or bool(nearby & REPORTS) or verb.tense == "present"
    about_money = bool(nearby & _MONEY)
    if not about_money and note.verb_text(verb) in {"میده", "میدم", "بده"}:
        # «گفت میده», said of the debt that the note opened with.
        answers = every & {"خبر", "جواب", "نظر", "اطلاع", "پیام", "ادامه"}
        about_money = not answers and _tells_debt(note, clauses[index].first)
    return [PROMISED] if told and about_money else []


def _tells_debt(note: NoteText, before: int) -> bool:
    words = {token.text for token in note.tokens[max(0, before - 40) : before]}
    return bool(words & {"بدهی", "بدهیش", "طلب", "معوقه", "بدهکاره", "بدهکار"})


def _of_wish(
    every: set[str], words: list[str], verb: Verb | None, text: str, before_us: bool
) -> list[str]:
    """Read what the other side wants.

    :param before_us: whether our own doing follows: «نمی‌خواد زنگ بزنیم»
    """
    not_of_us = not every & {"پیگیری", "کار", "خاصی"}
    if every & _LACKING and every & _WISH_NOUNS and not_of_us:
        return [NOT_INTERESTED]
    if every & _REFUSED and not_of_us and not before_us:
        return [NOT_INTERESTED]
    if every & _GAVE_UP and "شد" in every:
        return [NOT_INTERESTED]
    if "رد" in every and text in {"کرد", "کردن"} and "پیشنهاد" in every:
        return [NOT_INTERESTED]
    if {"دیگه", "شرکت", "کار"} <= every and verb and verb.tense == "present":
        return [NOT_INTERESTED]
    if _is_sale(every, words, verb, text):
        return [SOLD]
    if "نیومد" in every and {"بدش", "بدشون"} & every:
        return [INTERESTED]
    keen = every & _KEEN and not (verb and verb.negative)
    wants = every & _WANTS and (every <= _PLAIN_WISH or every & (_WARES | _TO_BUY))
    if keen or wants:
        return [INTERESTED]
    if every & {"شریکم", "همسرم", "شوهرم", "خانمم"} and text in _THINKS:
        return [INTERESTED]
    if every & _THINKING and text in _THINKS and "بررسی" not in every:
        return [INTERESTED]
    return []


def _is_sale(every: set[str], words: list[str], verb: Verb | None, text: str) -> bool:
    if verb is None or verb.negative or verb.tense != "past" or every & _EARLIER:
        return False
    if every & {"نبود", "قصد", "قبلا"}:
        return False
    if text in _BOUGHT or (text in {"کرد", "کردن", "داد"} and "سفارش" in every):
        return True
    if text in {"کرد", "کردن"} and every & {"خرید", "تمدید"}:
        return True
    taken = text in {"گرفت", "گرفتن", "برداشت"}
    return taken and bool(every & (_WARES - {"تا"})) and "تماس" not in every

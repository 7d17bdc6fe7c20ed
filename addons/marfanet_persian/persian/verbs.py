"""Find the verbs of a text, with their tense and person.

A verb decides what a date beside it means: «شنبه زنگ زد» is over, «شنبه زنگ بزنم» is
to do, «شنبه زنگ می‌زنه» is somebody else's. Only the verbs of office talk are listed;
a word that is not known is simply no verb.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .normalise import Token

# Folded spellings (no ZWNJ, آ as ا), spoken and written stems together.
_PRESENT_STEMS = (
    "زن گیر کن فرست د ده گ گو گوی پرس بین ساز ذار گذار رسون رسان ش شو خر فروش باش "
    "خوا خواه تون توان نویس یار بر ر رو مون مان کش یا ریز پرداز دون دان شین شنو فهم "
    "سنج نداز انداز بند خون خوان گرد سپار سپر رسون رس دار ذر گذر"
).split()
_PAST_STEMS = (
    "زد گفت کرد شد بود داد رفت گرفت داشت خواست فرستاد خرید اومد امد پرسید دید رسید "
    "موند ماند ریخت فروخت نوشت ساخت افتاد تونست توانست گذاشت ذاشت کشید برد شنید فهمید "
    "بست برداشت برگشت برگردوند پرداخت اورد باخت شکست انداخت رسوند رساند خوند خواند "
    "گشت سپرد"
).split()
# These are nouns as often as verbs («رسید واریز», «پیگیری خرید»).
_ALSO_NOUNS = {
    "خرید",
    "بسته",
    "پرداخت",
    "رسید",
    "ساخت",
    "برگشت",
    "برداشت",
    "شکست",
    "برد",
    "دید",
    "بست",
}
_PERSONS = {"م": 1, "یم": 1, "ی": 2, "ید": 2, "ین": 2, "ه": 3, "د": 3, "ند": 3, "ن": 3}
_FIRST_WITH_OBJECT = ("مش", "مشون", "متون")  # «بگیرمش»
_MODAL_STEMS = {"خوا", "خواه", "تون", "توان", "دون", "دان", "باش", "فهم"}
# Everyday words that the rules below would also build.
_NOT_VERBS = (
    "بد بدی بدهی بدن بر بار بند بن بم بگ نه ند نر نم نی نان نون نرم نش نشین نشون نگرد "
    "شی شین شند شن کنی میر بانی باشگاه بردار نشان نساز باز بدون نمونه برند"
).split()
_FEELINGS = {"فکر", "حس", "گمان", "احساس", "خیال"}
_SPOKEN_OF = {"گفت", "گفته", "گفتن", "خواست", "خواسته", "پرسید"}
_ENDS_CLAUSE = {"و", "که", "ولی", "اما", "چون", "گفت", "گفتن", "تا"}
_BEFORE_NOUN = {
    "ارسال",
    "دریافت",
    "صدور",
    "عکس",
    "فیش",
    "برای",
    "از",
    "به",
    "با",
    "پیگیری",
    "بابت",
    "جهت",
    "هر",
    "این",
    "واسه",
}
# «کند شده», «کنده» are slow; «پیگیری کند» has none of these behind it.
_AFTER_SLOW = ("شد", "بود", "است", "هست", "نیست", "می", "و", "\n")
_AUXILIARIES = ("باش", "بود", "نبود", "شد", "شو", "بشه", "بشو")
_IMPERATIVE_OBJECTS = {
    *("خبر", "پیام", "اطلاع", "انجام", "توضیح", "جواب", "گزارش", "نشون", "تحویل"),
    *("ادامه", "پیامک", "یاد", "اموزش"),
}
#: What a note without verbs names as the thing to do («شنبه پیگیری واریز»).
ACTION_NOUNS = {
    *("پیگیری", "تماس", "زنگ", "ارسال", "یاداوری", "جلسه", "چک", "بررسی", "پیام"),
    *("اعلام", "خبر", "دمو", "معرفی", "قرار", "ثبت", "صدور", "فالو", "فالواپ"),
    *("ملاقات", "اطلاع", "تست", "تحویل", "ویزیت", "پیامک", "مکالمه", "گزارش"),
}
#: What a date without any verb makes a plan («آقای راد: تمدید ۲۰ دی»).
PLAN_NOUNS = ACTION_NOUNS | {
    *("تمدید", "تسویه", "واریز", "پرداخت", "دریافت", "وصول", "نصب", "فعالسازی"),
    *("اموزش", "بازدید", "مشاوره", "فاکتور", "پیشفاکتور", "قرارداد", "هماهنگی"),
    *("تعویض", "بکاپ", "اپدیت", "ارتقا", "ارتقای", "سررسید", "راهاندازی", "وبینار"),
    *("مصاحبه", "نوبت", "عذرخواهی", "یاداور", "تخفیف", "صورتحساب", "رسیدگی"),
}
#: What is arranged for a later time («شنبه جلسه گذاشتیم»), and the verbs for it.
MEETINGS = {
    *("جلسه", "قرار", "نوبت", "دمو", "وبینار", "ملاقات", "مشاوره", "بازدید", "ویزیت"),
    *("هماهنگ", "فیکس", "ست", "رزرو", "اموزش", "قرارمون", "موکول"),
}
ARRANGED = {"گذاشتیم", "گذاشتم", "کردیم", "کردم", "شد", "ذاشتیم", "ذاشتم", "افتاد"}
ARRANGED |= {"گذاشته", "کرد", "گذاشت"}


# «بچرخونم», «بچسبونیم»: made from any stem, and no noun looks like it.
_CAUSATIVE = re.compile("ب[\u0621-\u06cc]{2,}(?:ون|ان)(?:م|یم|مش|مشون)")


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb, by token index.

    :param first: index of its first token
    :param last: index of its last token (the same, or that of «زنه» in «می زنه»)
    :param tense: ``past``, ``present`` (with «می», also used of the future),
        ``subjunctive``, ``imperative`` or ``request`` («بزنید»: polite or plural)
    :param person: 1, 2 or 3
    :param negative: whether it is negated
    :param modal: whether it only wants or can («می‌خوام», «بتونم») and does nothing
    """

    first: int
    last: int
    tense: str
    person: int
    negative: bool = False
    modal: bool = False

    @property
    def wants_agent(self) -> bool:
        """Whether the agent is to do it: «بزنم», «می‌زنم», «بزنید», «یادآوری کن»."""
        if self.negative or self.modal or self.tense == "past":
            return False
        return self.person == 1 or self.tense in {"imperative", "request"}


_Form = tuple[str, int, bool, bool]


def _spoken_forms() -> dict[str, _Form]:
    """Map each verb form to its tense, person, negation and modality."""
    forms: dict[str, _Form] = {}
    for stem in _PRESENT_STEMS:
        modal = stem in _MODAL_STEMS
        for ending, person in _PERSONS.items():
            tense = "request" if ending in {"ید", "ین"} else "subjunctive"
            forms[f"ب{stem}{ending}"] = (tense, person, False, modal)
            forms[f"ن{stem}{ending}"] = (tense, person, True, modal)
            forms[f"می{stem}{ending}"] = ("present", person, False, modal)
            forms[f"نمی{stem}{ending}"] = ("present", person, True, modal)
        for ending in _FIRST_WITH_OBJECT:
            forms[f"ب{stem}{ending}"] = ("subjunctive", 1, False, modal)
            forms[f"می{stem}{ending}"] = ("present", 1, False, modal)
        if len(stem) > 1:
            forms[f"ب{stem}"] = ("imperative", 2, False, modal)
            forms[f"ن{stem}"] = ("imperative", 2, True, modal)
    for stem in ("کن", "باش", "برگرد", "ش", "شو", "گرد"):
        for ending, person in _PERSONS.items():
            tense = "request" if ending in {"ید", "ین"} else "subjunctive"
            forms[f"{stem}{ending}"] = (tense, person, False, stem == "باش")
    for ending, person in _PERSONS.items():
        forms[f"خواه{ending}"] = ("present", person, False, True)
        forms[f"نخواه{ending}"] = ("present", person, True, True)
    forms |= _past_forms()
    forms |= {
        "کن": ("imperative", 2, False, False),
        "برو": ("imperative", 2, False, False),
        "بیا": ("imperative", 2, False, False),
        "میاد": ("present", 3, False, False),
        "نمیاد": ("present", 3, True, False),
        "میام": ("present", 1, False, False),
        "میان": ("present", 3, False, False),
        **dict.fromkeys(("است", "هست", "هستن", "هستند"), ("present", 3, False, True)),
        **dict.fromkeys(("نیست", "نیستن", "نیستند"), ("present", 3, True, True)),
        **dict.fromkeys(("داره", "دارد", "دارن", "دارند"), ("present", 3, False, True)),
        **dict.fromkeys(("نداره", "ندارد", "ندارن"), ("present", 3, True, True)),
        **dict.fromkeys(("دارم", "داریم"), ("present", 1, False, True)),
        **dict.fromkeys(("ندارم", "نداریم"), ("present", 1, True, True)),
    }
    for word in _NOT_VERBS:
        forms.pop(word, None)
    return forms


def _past_forms() -> dict[str, _Form]:
    forms: dict[str, _Form] = {}
    for stem in _PAST_STEMS:
        negated = f"نی{stem}" if stem in {"اومد", "امد", "اورد"} else f"ن{stem}"
        for ending, person in {"": 3, **_PERSONS}.items():
            if ending == "د":
                continue
            forms[f"{stem}{ending}"] = ("past", person, False, False)
            forms[f"{negated}{ending}"] = ("past", person, True, False)
            forms[f"می{stem}{ending}"] = ("past", person, False, False)
            forms[f"نمی{stem}{ending}"] = ("past", person, True, False)
    forms["برنداشت"] = forms["برنداشته"] = ("past", 3, True, False)
    return forms


#: Every verb form that is known, folded, with its tense, person, negation, modality.
VERB_FORMS = _spoken_forms()
# The rest of an infinitive («زدن») is the third person plural of speech.
_INFINITIVES = {f"{stem}ن" for stem in _PAST_STEMS}


def find_verbs(tokens: Sequence[Token]) -> list[Verb]:
    """Return the verbs of a token stream, in order.

    A compound tense is one verb at its last word: «خواهد کرد» is present, «شده باشه»
    subjunctive, «زده بود» past.
    """
    verbs: list[Verb] = []
    index = 0
    while index < len(tokens):
        verb = _verb_at(tokens, index)
        if verb:
            verb = _joined(tokens, verbs, verb)
            verbs.append(verb)
            index = verb.last
        index += 1
    return verbs


def _text(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else "\n"


def _verb_at(tokens: Sequence[Token], index: int) -> Verb | None:
    word, before = _text(tokens, index), _text(tokens, index - 1)
    after = _text(tokens, index + 1)
    if word in {"می", "نمی"} and after.isalpha():
        form = VERB_FORMS.get(word + after) or _open_form(word, after)
        return Verb(index, index + 1, *_without_feeling(form, before)) if form else None
    form = VERB_FORMS.get(word)
    if form is None and _CAUSATIVE.fullmatch(word):
        return Verb(index, index, "subjunctive", 1)
    if form is None:
        return None
    if word in {"باشم", "باشیم"} and _is_after_seeing(tokens, index):
        return Verb(index, index, "subjunctive", 1)
    ends_clause = not after.isalnum() or after in _ENDS_CLAUSE
    if word in _INFINITIVES and not (ends_clause and before not in _BEFORE_NOUN):
        return None
    if word == "کند" and after.startswith(_AFTER_SLOW):
        return None
    if word in _ALSO_NOUNS and (not ends_clause or before in _BEFORE_NOUN):
        return None
    if word == "بده":
        ordered = before in _IMPERATIVE_OBJECTS
        tense, person = ("imperative", 2) if ordered else ("subjunctive", 3)
        return Verb(index, index, tense, person)
    return Verb(index, index, *_without_feeling(form, before))


def _is_after_seeing(tokens: Sequence[Token], index: int) -> bool:
    """«پیگیر بقیه پول باشم» is something to do."""
    near = tokens[max(0, index - 5) : index]
    return any(token.text in {"پیگیر", "پیگیرش"} for token in near)


def _open_form(prefix: str, word: str) -> _Form | None:
    """Read «می ...» before a stem that is not listed, by its ending alone."""
    for ending in ("یم", "ید", "ین", "ند", "م", "ه", "د", "ن", "ی"):
        if len(word) > len(ending) + 1 and word.endswith(ending):
            return ("present", _PERSONS[ending], prefix == "نمی", False)
    return None


def _without_feeling(form: _Form, before: str) -> _Form:
    """Take «فکر می‌کنم» for an opinion, not for something to do."""
    return (*form[:3], form[3] or before in _FEELINGS)


def _joined(tokens: Sequence[Token], verbs: list[Verb], verb: Verb) -> Verb:
    """Merge ``verb`` with the auxiliary or participle right before it."""
    if not verbs or verbs[-1].last != verb.first - 1:
        return verb
    previous = verbs[-1]
    before, word = _text(tokens, previous.last), _text(tokens, verb.first)
    if before.startswith(("خواه", "نخواه")) and verb.tense == "past":
        person = previous.person
        merged = Verb(
            previous.first, verb.last, "present", person, before.startswith("ن")
        )
    elif previous.tense == "past" and word.startswith(_AUXILIARIES):
        tense = verb.tense if verb.tense == "past" else "subjunctive"
        negative = previous.negative or verb.negative
        merged = Verb(previous.first, verb.last, tense, verb.person, negative, True)
        if word in {"باشم", "باشیم"}:
            merged = Verb(previous.first, verb.last, tense, 1, negative)
    else:
        return verb
    verbs.pop()
    return merged


def is_over(tokens: Sequence[Token], verbs: Iterable[Verb]) -> bool:
    """Return whether a clause tells of the past, given the verbs after its date.

    Saying, wanting and agreeing do not count when something still to happen follows:
    «شنبه گفت زنگ بزنم» is a request, «شنبه گفت قطعه» a story.
    """
    verbs = list(verbs)
    for position, verb in enumerate(verbs):
        if verb.tense != "past":
            return False
        later = any(other.tense != "past" for other in verbs[position + 1 :])
        said = _text(tokens, verb.last) in _SPOKEN_OF
        agreed = _text(tokens, verb.first - 1) in {"قرار", "قول"}
        if not (later and (said or agreed)):
            return True
    return False

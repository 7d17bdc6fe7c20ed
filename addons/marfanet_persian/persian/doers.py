"""Whose deed does a clause name: the agent's, the customer's, nobody's?"""

from .note_text import NoteText
from .sentences import COMMAS, IFS, Clause
from .verbs import ACTION_NOUNS, ARRANGED, MEETINGS, PLAN_NOUNS, Verb

#: The verbs that report what somebody else said.
REPORTS = {"گفت", "گفته", "میگه", "میگفت", "گفتن", "میگوید", "میگن", "نوشت", "نوشته"}
REPORTS |= {"گفتند", "میگفتن", "خواست", "خواستن"}
_OWN_REPORTS = {"گفتم", "گفتیم"}
_REMINDERS = {"یادم", "یادت", "یاداوری", "حواسم", "حواست", "یادمون"}
_REMINDING = {"باشه", "بنداز", "بندازید", "بیار", "کن", "بمونه", "نره"}
_NO_NEED = {"لازم", "نیازی", "نیاز", "احتیاجی", "قرار", "لزومی"}
_TRIED = {
    *("تونستم", "توانستم", "نتونستم", "نتوانستم", "خواستم", "میخواستم"),
    *("تونستیم", "نتونستیم", "نذاشت", "نگذاشت"),
}
_FAILED = {"نرسیدم", "نتونستم", "نتوانستم", "نشد", "نکردم", "نفرستادم", "نزدم"}
_PASSIVE = ("بشه", "بشود", "شود")
_PAYING = {"واریز", "تسویه", "پرداخت", "بخرم", "خرید", "تمدید"}
# A speech quoted is some clauses long; the limit keeps a long text linear.
_SPEECH_REACH = 9
_WILL_PAY = {"میریزم", "بریزم", "میخرم"}
# Said by the one who is quoted, of his own people and money.
_HIS_OWN = {
    *("شریکم", "شوهرم", "خانمم", "همسرم", "پدرم", "بابام", "برادرم", "داداشم", "پسرم"),
    *("دوستم", "مشتریام", "مشتریهام", "حقوقم", "حسابم", "پولم", "پولمو", "کارتم"),
    *("رییسم", "رئیسم", "صاحبکارم", "نمایندههام", "گوشیم"),
}
_ASKING_HOW = {"چطور", "چطوری", "چجوری", "چگونه"}
_FORBIDDEN = {"نباید"}
_ONLY_AGAIN = {"دوباره", "مجدد", "بعدی", "هم", "حتما", "برای", "تا", "روز", "و", "در"}
# What a customer asks of the agent; «پولمو پس بدین» is a complaint before a task.
_ASKED_OF_US = {
    *("زنگ", "تماس", "پیام", "پیامک", "خبر", "اطلاع", "ارسال", "ایمیل", "پیگیری"),
    *("بفرستید", "بفرستین", "بفرست", "چک", "بررسی", "یاداوری", "بگیرید", "بگیرین"),
}
_RESPITE = {"مهلت", "وقت", "فرصت", "صبر"}
_COLLEAGUES = {"مدیر", "همکارم", "همکارمون", "فنی", "سرپرست", "حسابداری", "مالی"}
_WITH = {"با", "به", "از", "برای"}


class Doers:
    """Tells of each clause whether the agent is to do what it says."""

    def __init__(self, note: NoteText) -> None:
        self.note = note

    def is_agents(self, clauses: list[Clause], index: int) -> bool:
        clause = clauses[index]
        words = self.note.words(clause)
        if (_FORBIDDEN | IFS | _ASKING_HOW) & words:
            return False
        if index and self._is_blocked(clauses[index - 1]):
            return False
        verb = clause.verb
        if verb is None:
            return self._is_dated_action(clause, words)
        if self._is_reminder(verb, words):
            return self._stands_as_reminder(clauses, index, words)
        if verb.wants_agent:
            # «بررسی می‌کنیم» is what the company does anyway.
            ours = verb.tense == "present" and self._text(verb).endswith("یم")
            return not (
                ours
                or self._is_customers(clauses, index)
                or self._is_given_up(clauses, index)
            )
        if verb.tense == "subjunctive" and not verb.negative:
            if self._is_to_be_done(clause, words, verb):
                return True
            if self._is_colleagues(clauses, index, words):
                return True
        return self._is_appointment(clause, words, self._text(verb))

    def stands_undated(self, clauses: list[Clause], index: int) -> bool:
        """Whether the agent's clause is a task even without a date.

        «ببینم ...» is why something is done, not what; «گفتم پیگیری می‌کنم» comforts,
        and what others say «باید» be done is not settled.
        """
        verb = clauses[index].verb
        if verb is None or self._text(verb) == "ببینم":
            return False
        before = clauses[index - 1] if index else None
        if before is None or before.verb is None:
            return True
        if IFS & self.note.words(before):
            return False
        told = self._text(before.verb)
        comforts = told in _OWN_REPORTS and verb.tense == "present"
        told_by = {told} | self.note.words(clauses[index])
        # «می‌خواد دو تا ساب اضافه کنیم» tells what he wants of us.
        wished = before.verb.modal and before.verb.person == 3
        if wished and verb.tense == "subjunctive" and told.startswith("می"):
            return False
        others = bool(told_by & REPORTS) and verb.person == 3
        return not (comforts or others)

    def _stands_as_reminder(
        self, clauses: list[Clause], index: int, words: set[str]
    ) -> bool:
        """Whether «یادم باشه» has no verb of its own to carry the task.

        «یادم باشه فردا زنگ نزنم» asks for nothing, «حواسم باشه قیمت عوض میشه» tells.
        """
        if index + 1 >= len(clauses):
            return True
        after = clauses[index + 1].verb
        if after is not None and after.negative and after.person == 1:
            return False
        if words & {"حواسم", "حواست"} and after is not None and after.person == 3:
            return False
        return not self.is_agents(clauses, index + 1)

    def _is_to_be_done(self, clause: Clause, words: set[str], verb: Verb) -> bool:
        named = bool(words & ACTION_NOUNS) and self.note.due_in(clause) is not None
        return self._text(verb).endswith(_PASSIVE) and ("باید" in words or named)

    def _is_colleagues(
        self, clauses: list[Clause], index: int, words: set[str]
    ) -> bool:
        """«مدیر فردا زنگ بزنه»: ours to see to, unless it was only agreed or told."""
        clause = clauses[index]
        if not words & _COLLEAGUES or self.note.due_in(clause) is None:
            return False
        told = clauses[index - 1].verb if index else None
        before = self.note.words(clauses[index - 1]) if index else set()
        if "قرار" in words | before or (told and self._text(told) in REPORTS):
            return False
        tokens = self.note.tokens
        return any(
            tokens[at].text in _COLLEAGUES and tokens[at - 1].text not in _WITH
            for at in range(clause.first + 1, clause.last)
        ) or (tokens[clause.first].text in _COLLEAGUES)

    def _is_given_up(self, clauses: list[Clause], index: int) -> bool:
        """«قول داده بودم امروز بفرستم، نرسیدم», «قرار بود زنگ بزنم که زدم»."""
        if not index or index + 1 >= len(clauses):
            return False
        after = clauses[index + 1].verb
        planned = self.note.words(clauses[index - 1])
        if not planned & {"قرار", "قول"} or not planned & {"بود", "بودم", "بودیم"}:
            return False
        if after is None or after.tense != "past":
            return False
        return after.person == 1 or self._text(after) in _FAILED

    def _is_customers(self, clauses: list[Clause], index: int) -> bool:
        """Whether the verb, though in the agent's form, is the customer's.

        Quoted («گفت سر برج واریز می‌کنم»), said to the customer («گفتم واریز کن») or,
        for «بده», a third person («قرار شد تست کنه و خبر بده»).
        """
        clause = clauses[index]
        verb = clause.verb
        before = clauses[index - 1].verb if index else None
        if verb is None or before is None:
            return False
        if verb.person != 1:
            return self._is_no_request(clauses, index, verb, before)
        words = self.note.words(clause)
        pays = bool(words & _PAYING)
        pays = pays or self._text(verb) in _WILL_PAY
        wish = verb.tense == "present" or pays or "باید" in words
        if words & _HIS_OWN and self._is_quoted(clauses, index):
            return True
        for earlier in range(index - 1, max(-1, index - _SPEECH_REACH), -1):
            comma = self.note.tokens[clauses[earlier + 1].first - 1].text in COMMAS
            other = clauses[earlier].verb
            if other is None or (comma and not pays):
                return False
            if self._text(other) in REPORTS:
                return wish
            if IFS & self.note.words(clauses[earlier]):
                continue  # «گفت اگه درست نشه پولمو پس می‌گیرم»
            if self.note.words(clauses[earlier]) & _HIS_OWN:
                continue  # «گفت با شریکم مشورت کنم خبر می‌دم»
            threat = other.negative and other.person == 2
            if threat or (pays and other.person == 1):
                continue
            if other.person != 1 or other.tense != "present":
                return False
            wish = wish or other.modal
        return False

    def _is_quoted(self, clauses: list[Clause], index: int) -> bool:
        reports = (clause.verb for clause in clauses[max(0, index - 6) : index])
        return any(verb and self._text(verb) in REPORTS for verb in reports)

    def _is_no_request(
        self, clauses: list[Clause], index: int, verb: Verb, before: Verb
    ) -> bool:
        """Whether an order is none to the agent, or nothing to note down."""
        clause = clauses[index]
        told = self._text(before)
        if self._text(verb) == "بده":
            agreed = bool(self.note.words(clauses[index - 1]) & {"قرار", "گفت", "قول"})
            return before.person == 3 and (before.tense != "past" or agreed)
        if told in _OWN_REPORTS:
            return True
        words = self.note.words(clause)
        if words & _ASKED_OF_US or told not in REPORTS | {"میاد", "نیست"}:
            return False
        return self.note.due_in(clause) is None or bool(words & _RESPITE)

    def _is_dated_action(self, clause: Clause, words: set[str]) -> bool:
        if not self.note.due_in(clause):
            return False
        tokens = self.note.tokens
        loose = [
            tokens[index].text
            for index in range(clause.first, clause.last)
            if index not in self.note.dated and tokens[index].kind != "mark"
        ]
        return bool(words & PLAN_NOUNS) or all(word in _ONLY_AGAIN for word in loose)

    def _is_appointment(self, clause: Clause, words: set[str], verb: str) -> bool:
        """«شنبه جلسه داریم», «قرار گذاشتیم برای شنبه»."""
        if not self.note.due_in(clause):
            return False
        if verb in {"داریم", "دارم"}:
            return bool(words & (ACTION_NOUNS | MEETINGS) - {"خبر"})
        if verb not in ARRANGED or not words & MEETINGS:
            return False
        named = words & (ACTION_NOUNS | MEETINGS) - {"قرار"}
        next_one = words & {"قرارمون", "بعدی"}
        return verb in {"گذاشتیم", "گذاشتم"} or bool(named or next_one)

    def _is_reminder(self, verb: Verb, words: set[str]) -> bool:
        return bool(words & _REMINDERS) and self._text(verb) in _REMINDING

    def _is_blocked(self, before: Clause) -> bool:
        """Whether the clause before takes the wish back: «لازم نیست», «نتونستم»."""
        verb = before.verb
        if verb is None:
            return False
        words = self.note.words(before)
        text = self._text(verb)
        if IFS & words:
            return False
        if text == "نشد" and before.last - before.first <= 2:
            return True
        if text in _TRIED or (text in {"رفت", "رفته"} and "یادم" in words):
            return True
        if text in {"کردم", "کردیم"} and words & {"سعی", "تلاش"}:
            return True
        # «بودجه نداره، دو ماه دیگه زنگ بزنم» wants the call all the same.
        wants = verb.modal and not text.startswith(("ندار", "نیست"))
        return verb.negative and (bool(words & _NO_NEED) or wants)

    def _text(self, verb: Verb) -> str:
        return self.note.verb_text(verb)

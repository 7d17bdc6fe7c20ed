"""The built-in note reader: a call note to summary, mood and dated tasks, without AI.

It takes words from the note and invents none. A task is what the agent is to do:
first person («زنگ بزنم», «می‌فرستم»), an order to oneself («یادآوری کن»), a request
(«گفت زنگ بزنید»), something that «باید ... بشه», or an action with a date and no verb
(«شنبه پیگیری واریز»). What the customer does, an "if" and what is negated are none.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import datetime

from . import mood, titles
from .dates import Due, find_all
from .normalise import tokenise
from .sentences import COMMAS, IFS, Clause, split_clauses, split_sentences
from .verbs import ACTION_NOUNS, Verb, find_verbs

MAX_TASKS = 5
_LONGEST_QUOTE = 300
_SUMMARY_SENTENCES = 2

_REMINDERS = {"یادم", "یادت", "یاداوری", "حواسم", "حواست", "یادمون"}
_REMINDING = {"باشه", "بنداز", "بندازید", "بیار", "کن", "بمونه", "نره"}
_NO_NEED = {"لازم", "نیازی", "نیاز", "احتیاجی", "قرار", "لزومی"}
_TRIED = {
    *("تونستم", "توانستم", "نتونستم", "نتوانستم", "خواستم", "میخواستم"),
    *("تونستیم", "نتونستیم", "نذاشت", "نگذاشت"),
}
_REPORTS = {"گفت", "گفته", "میگه", "میگفت", "گفتن", "میگوید", "میگن", "نوشت", "نوشته"}
_PASSIVE = ("بشه", "بشود", "شود")
_PAYING = {"واریز", "تسویه", "پرداخت", "بخرم", "خرید", "تمدید"}
_FORBIDDEN = {"نباید"}
_CONTINUES = {"که", "تا", "ببینم", "چون", "بپرسم"}
_ONLY_AGAIN = {"دوباره", "مجدد", "بعدی", "هم", "حتما", "برای", "تا", "روز", "و", "در"}
_ARRANGED = {"گذاشتیم", "گذاشتم", "شد", "کردیم", "ذاشتیم", "افتاد"}
#: How long a date said of something else stays open for the agent's own verb.
_DATE_REACH = 2


@dataclass(frozen=True)
class FollowUp:
    """One thing for the agent to do.

    :param title: short, in the words of the note, without the date
    :param due: when, as ``dates.resolve_due`` returns it; ``None`` without a date
    :param quote: the sentence that it came from
    :param span: where the note says it: index of the first character, and the one after
        the last
    """

    title: str
    due: Due | None
    quote: str
    span: tuple[int, int]

    @property
    def at(self) -> datetime | None:
        """The moment, or ``None`` when a person is to set it."""
        return self.due.at if self.due else None


@dataclass(frozen=True)
class NoteReading:
    """What the built-in reader made of a note.

    :param summary: one or two of its sentences, shortened if very long
    :param sentiment: ``positive``, ``neutral`` or ``negative``
    :param sentiment_quote: the sentence that shows it, "" when neutral
    :param next_step: the title of the task that comes first, "" without tasks
    :param follow_ups: at most ``MAX_TASKS``, in the order of the note
    """

    summary: str
    sentiment: str
    sentiment_quote: str
    next_step: str
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True)
class _Draft:
    """A task in the making: its clauses as token indexes, and its date."""

    first: int
    last: int
    due: Due | None
    verb: Verb | None
    sentence: tuple[int, int]


def read_note(text: str, now: datetime, purpose: str = "") -> NoteReading:
    """Read a typed or transcribed note.

    :param text: the note
    :param now: when it was spoken: naive local time
    :param purpose: the interaction's purpose (``support``, ``sales``, ``follow_up``,
        ``inbound``); it names a task of which only the date was said
    """
    return _Reader(text, now, purpose).note()


class _Reader:
    """The tokens, verbs, dates and sentences of one note."""

    def __init__(self, text: str, now: datetime, purpose: str) -> None:
        self.text = text
        self.purpose = purpose
        self.tokens = tokenise(text)
        self.verbs = find_verbs(self.tokens)
        self.dues = find_all(text, now, self.tokens)
        self.sentences = split_sentences(self.tokens)
        self._starts = [token.start for token in self.tokens]
        self._due_starts = [due.span[0] for due in self.dues]
        self._verb_firsts = [verb.first for verb in self.verbs]
        self._dated = {
            index
            for due in self.dues
            for part in due.parts
            for index in range(*self._token_range(part))
        }

    def note(self) -> NoteReading:
        drafts = [
            draft for sentence in self.sentences for draft in self._drafts(sentence)
        ]
        follow_ups = tuple(
            self._follow_up(draft) for draft in self._distinct(drafts)[:MAX_TASKS]
        )
        felt = mood.read_mood(self.tokens, self.sentences)
        return NoteReading(
            summary=self._summary({draft.sentence for draft in drafts}),
            sentiment=felt.name,
            sentiment_quote=self._sentence_of(felt.at) if felt.at >= 0 else "",
            next_step=_first_title(follow_ups),
            follow_ups=follow_ups,
        )

    # --- TASKS

    def _drafts(self, sentence: tuple[int, int]) -> list[_Draft]:
        """Return the tasks of one sentence, each with the date that goes with it."""
        low, high = (bisect_left(self._verb_firsts, index) for index in sentence)
        verbs = self.verbs[low:high]
        clauses = split_clauses(self.tokens, sentence, verbs, self._dated)
        drafts: list[_Draft] = []
        open_due: tuple[Due, int] | None = None
        current = -1  # the clause up to which the last draft reaches
        for index, clause in enumerate(clauses):
            due = self._due_in(clause)
            agents = self._is_agents(clauses, index)
            if agents and due is None and drafts and current == index - 1:
                drafts[-1] = replace(drafts[-1], last=clause.last)
                current = index
            elif agents:
                if due is None and open_due and index - open_due[1] <= _DATE_REACH:
                    due = open_due[0]
                due = due or self._due_right_after(clauses, index)
                supposed = index > 0 and bool(IFS & self._words(clauses[index - 1]))
                if due or (self._stands_undated(clause) and not supposed):
                    drafts.append(
                        _Draft(clause.first, clause.last, due, clause.verb, sentence)
                    )
                    current = index
                open_due = None
            elif current == index - 1 and drafts and self._continues(clauses, index):
                drafts[-1] = replace(drafts[-1], last=clause.last)
                current = index
            elif due:
                open_due = (due, index)
        return drafts

    def _is_agents(self, clauses: list[Clause], index: int) -> bool:
        clause = clauses[index]
        words = self._words(clause)
        if _FORBIDDEN & words or IFS & words:
            return False
        if index and self._is_blocked(clauses[index - 1]):
            return False
        verb = clause.verb
        if verb is None:
            return self._is_dated_action(clause, words)
        if self._is_reminder(clause, words):
            return not (
                index + 1 < len(clauses) and self._is_agents(clauses, index + 1)
            )
        if verb.wants_agent:
            # «بررسی می‌کنیم» is what the company does anyway.
            ours = verb.tense == "present" and self._verb_text(verb).endswith("یم")
            return not (ours or self._is_customers(clauses, index))
        text = self._verb_text(verb)
        passive = verb.tense == "subjunctive" and text.endswith(_PASSIVE)
        named = bool(words & ACTION_NOUNS) and self._due_in(clause) is not None
        if passive and not verb.negative and ("باید" in words or named):
            return True
        return self._is_appointment(clause, words, text)

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
        told = self._verb_text(before)
        if verb.person != 1:
            if self._verb_text(verb) == "بده":
                agreed = bool(self._words(clauses[index - 1]) & {"قرار", "گفت", "قول"})
                return before.person == 3 and (before.tense != "past" or agreed)
            return told in {"گفتم", "گفتیم"}
        words = self._words(clause)
        pays = bool(words & _PAYING)
        wish = verb.tense == "present" or pays or "باید" in words
        for earlier in range(index - 1, -1, -1):
            comma = self.tokens[clauses[earlier + 1].first - 1].text in COMMAS
            other = clauses[earlier].verb
            if other is None or (comma and not pays):
                return False
            if self._verb_text(other) in _REPORTS:
                return wish
            if other.person != 1 or other.tense != "present":
                return False
            wish = wish or other.modal
        return False

    def _is_dated_action(self, clause: Clause, words: set[str]) -> bool:
        if not self._due_in(clause):
            return False
        loose = [
            self.tokens[index].text
            for index in range(clause.first, clause.last)
            if index not in self._dated and self.tokens[index].kind != "mark"
        ]
        return bool(words & ACTION_NOUNS) or all(word in _ONLY_AGAIN for word in loose)

    def _is_appointment(self, clause: Clause, words: set[str], verb: str) -> bool:
        """«شنبه جلسه داریم», «قرار گذاشتیم برای شنبه»."""
        if not self._due_in(clause) or not words & (ACTION_NOUNS - {"خبر"}):
            return False
        if verb in {"داریم", "دارم"}:
            return True
        agreed = "قرار" in words and verb in _ARRANGED
        return agreed and (verb != "شد" or bool(words & (ACTION_NOUNS - {"قرار"})))

    def _is_reminder(self, clause: Clause, words: set[str]) -> bool:
        assert clause.verb is not None
        return bool(words & _REMINDERS) and self._verb_text(clause.verb) in _REMINDING

    def _is_blocked(self, before: Clause) -> bool:
        """Whether the clause before takes the wish back: «لازم نیست», «نتونستم»."""
        verb = before.verb
        if verb is None:
            return False
        words = self._words(before)
        text = self._verb_text(verb)
        if IFS & words:
            return False
        if text == "نشد" and before.last - before.first <= 2:
            return True
        if text in _TRIED or (text in {"رفت", "رفته"} and "یادم" in words):
            return True
        if text in {"کردم", "کردیم"} and words & {"سعی", "تلاش"}:
            return True
        return verb.negative and (bool(words & _NO_NEED) or verb.modal)

    def _stands_undated(self, clause: Clause) -> bool:
        """Whether it is a task even without a date.

        «ببینم ...» is why something is done, not what.
        """
        return clause.verb is not None and self._verb_text(clause.verb) != "ببینم"

    def _continues(self, clauses: list[Clause], index: int) -> bool:
        """Whether the clause only says why or what: «... ببینم بهتر شده یا نه»."""
        clause = clauses[index]
        if self._due_in(clause):
            return False
        looks = index > 0 and self.tokens[clause.first - 1].text == "ببینم"
        return looks or self.tokens[clause.first].text in _CONTINUES

    def _due_in(self, clause: Clause) -> Due | None:
        start = self.tokens[clause.first].start
        end = self.tokens[clause.last - 1].end
        index = bisect_left(self._due_starts, start)
        inside = index < len(self.dues) and self.dues[index].span[0] < end
        return self.dues[index] if inside else None

    def _due_right_after(self, clauses: list[Clause], index: int) -> Due | None:
        """«زنگ بزنم فردا چون گفت ...»: the date belongs to the verb before it."""
        if index + 1 >= len(clauses):
            return None
        clause = clauses[index + 1]
        due = self._due_in(clause)
        opens = due is not None and due.span[0] == self.tokens[clause.first].start
        comma = self.tokens[clause.first - 1].text in COMMAS
        own = opens and not comma and not self._is_agents(clauses, index + 1)
        return due if own else None

    def _distinct(self, drafts: list[_Draft]) -> list[_Draft]:
        """Drop what is said twice: the same date and action, or an undated repeat."""
        kept: list[_Draft] = []
        dated = {self._action(draft) for draft in drafts if draft.due}
        seen: set[tuple[datetime | None, str]] = set()
        for draft in drafts:
            action = self._action(draft)
            key = (draft.due.at if draft.due else None, action)
            repeats = draft.due is None and (
                action in dated or (action == titles.REMIND and len(drafts) > 1)
            )
            if key not in seen and not repeats:
                seen.add(key)
                kept.append(draft)
        return kept

    def _action(self, draft: _Draft) -> str:
        words = [self.tokens[index].text for index in range(draft.first, draft.last)]
        return titles.action_of(words)

    def _follow_up(self, draft: _Draft) -> FollowUp:
        start, end = self._quote_span(draft)
        title = titles.make_title(
            self.text, self.tokens, (draft.first, draft.last), self._dated, self.purpose
        )
        return FollowUp(title, draft.due, self.text[start:end], (start, end))

    def _quote_span(self, draft: _Draft) -> tuple[int, int]:
        start, end = self._span(*draft.sentence)
        if end - start <= _LONGEST_QUOTE:
            return start, end
        # A transcript without marks is one endless sentence.
        start, end = self._span(draft.first, draft.last)
        if draft.due:
            start, end = min(start, draft.due.span[0]), max(end, draft.due.span[1])
        return start, end

    # --- TEXT

    def _words(self, clause: Clause) -> set[str]:
        return {token.text for token in self.tokens[clause.first : clause.last]}

    def _verb_text(self, verb: Verb) -> str:
        return "".join(token.text for token in self.tokens[verb.first : verb.last + 1])

    def _token_range(self, span: tuple[int, int]) -> tuple[int, int]:
        first, last = (bisect_left(self._starts, at) for at in span)
        return first, last

    def _span(self, first: int, last: int) -> tuple[int, int]:
        """Return where tokens stand in the text, with the sentence's own end mark."""
        end = self.tokens[last - 1].end
        if last < len(self.tokens) and self.tokens[last].text in ".!؟?":
            end = self.tokens[last].end
        return self.tokens[first].start, end

    def _sentence_of(self, index: int) -> str:
        for first, last in self.sentences:
            if first <= index < last:
                start, end = self._span(first, last)
                return titles.shorten(self.text[start:end], _LONGEST_QUOTE)
        return ""

    def _summary(self, with_tasks: set[tuple[int, int]]) -> str:
        """Join the first sentences that tell what happened, not what is to be done."""
        telling = [
            sentence
            for sentence in self.sentences
            if sentence not in with_tasks and sentence[1] - sentence[0] > 2
        ]
        chosen = (telling or self.sentences)[:_SUMMARY_SENTENCES]
        quotes = []
        for first, last in chosen:
            start, end = self._span(first, last)
            quote = " ".join(self.text[start:end].split())
            quotes.append(titles.shorten(quote, _LONGEST_QUOTE))
        return " ".join(quotes)


def _first_title(follow_ups: tuple[FollowUp, ...]) -> str:
    """Return the title of the earliest one; those without a date come last."""
    if not follow_ups:
        return ""
    return min(follow_ups, key=lambda follow_up: follow_up.at or datetime.max).title

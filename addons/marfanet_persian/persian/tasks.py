"""The tasks of a note: the clauses that ask for one, each with its date."""

from dataclasses import dataclass, replace

from . import titles
from .dates import Due
from .doers import Doers
from .note_text import NoteText
from .sentences import COMMAS, Clause
from .verbs import MEETINGS, Verb

_CONTRASTS = {"ولی", "اما", "منتها", "منتهی"}
_CONTINUES = {"که", "تا", "ببینم", "چون", "بپرسم"}
# Days whose names end like «شنبه‌ه».
_DAYS_IN_HE = {"شنبه", "جمعه", "هفته", "ماه", "یکشنبه", "دوشنبه", "سهشنبه", "مرحله"}
_DAYS_IN_HE |= {"چهارشنبه", "پنجشنبه", "اینده"}
# «وعده پرداخت ۱۲ آذر» is the customer's.
_PROMISES = {"وعده", "وعدهی", "سررسید", "سررسیدش", "موعد", "مهلت", "انقضا", "انقضای"}
_QUESTION_REACH = 8
#: How long a date said of something else stays open for the agent's own verb.
_DATE_REACH = 2


@dataclass(frozen=True)
class Draft:
    """A task in the making.

    :param first: index of the first token that says what to do
    :param last: index after the last one
    :param due: its date, if one was said
    :param verb: what is to be done, if a verb says so
    :param sentence: token indexes of the sentence
    :param reported: whether somebody asked for it, rather than the agent planned it
    """

    first: int
    last: int
    due: Due | None
    verb: Verb | None
    sentence: tuple[int, int]
    reported: bool = False


class TaskReader:
    """Finds the tasks of one note."""

    def __init__(self, note: NoteText) -> None:
        self.note = note
        self.doers = Doers(note)

    def drafts(self) -> list[Draft]:
        """Return every task in the order of the note, also what is said twice."""
        pairs = zip(self.note.sentences, self.note.clauses, strict=True)
        drafts = [
            draft
            for sentence, clauses in pairs
            for draft in self._drafts(sentence, clauses)
        ]
        if not any(draft.reported for draft in drafts):
            return drafts
        done = self._done()
        planned = any(draft.due and not draft.reported for draft in drafts)
        return [
            draft
            for draft in drafts
            if not self._is_fulfilled(draft, done)
            and not (planned and self._is_only_wished(draft))
        ]

    def _is_only_wished(self, draft: Draft) -> bool:
        """«گفت پولمو پس بدید» beside a plan is what the plan is about."""
        if draft.verb is None or not draft.reported:
            return False
        return not draft.due or self.note.verb_text(draft.verb).endswith("یم")

    def _done(self) -> dict[str, int]:
        """Map the words for what the agent has done to where that is told last."""
        done: dict[str, int] = {}
        for clauses in self.note.clauses:
            for clause in clauses:
                verb = clause.verb
                if verb and verb.tense == "past" and verb.person == 1:
                    if not verb.negative:
                        done[self._action(clause)] = verb.first
                        done[self._noun_of(verb)] = verb.first
        return done

    def _is_fulfilled(self, draft: Draft, done: dict[str, int]) -> bool:
        """«خواست زنگ بزنیم. زنگ زدم»: what was asked for is done since."""
        if not draft.reported or draft.due or draft.verb is None:
            return False
        names = self._action(draft), self._noun_of(draft.verb)
        return any(done.get(name, -1) >= draft.last for name in names)

    def _noun_of(self, verb: Verb) -> str:
        """Return the word before a verb: «تغییر» of «تغییر دادم»."""
        return self.note.tokens[verb.first - 1].text if verb.first else ""

    def _drafts(self, sentence: tuple[int, int], clauses: list[Clause]) -> list[Draft]:
        drafts: list[Draft] = []
        open_due: tuple[Due, int] | None = None
        current = -1  # the clause up to which the last draft reaches
        for index, clause in enumerate(clauses):
            due = self.note.due_in(clause)
            agents = self.doers.is_agents(clauses, index)
            if agents and due is None and drafts and current == index - 1:
                drafts[-1] = replace(drafts[-1], last=clause.last)
                current = index
            elif agents:
                if due is None and open_due and index - open_due[1] <= _DATE_REACH:
                    due = open_due[0]
                due = due or self._due_right_after(clauses, index)
                if due or self.doers.stands_undated(clauses, index):
                    told = self.doers.is_reported(clauses, index)
                    wanted = self.doers.wanted_before(clauses, index)
                    wanted = wanted or self.doers.is_moved(clauses, index)
                    first = clauses[index - 1].first if wanted else clause.first
                    ends = first, clause.last
                    draft = Draft(*ends, due, clause.verb, sentence, told)
                    if drafts and self._leads_to(drafts[-1], draft):
                        draft = replace(draft, first=drafts.pop().first)
                    if drafts and self._puts_off(drafts[-1], draft):
                        draft = self._until_contrast(drafts.pop(), draft.due)
                    drafts.append(draft)
                    current = index
                open_due = None
            elif (current == index - 1 and drafts) and (
                (due and due is drafts[-1].due)
                or self._continues(clauses, index)
                or self._completes(drafts[-1], clause)
            ):
                due = drafts[-1].due or due
                drafts[-1] = replace(drafts[-1], last=clause.last, due=due)
                current = index
            elif due:
                open_due = (due, index)
        return drafts

    def _leads_to(self, before: Draft, draft: Draft) -> bool:
        """«از مدیر بپرسم و فردا جوابش رو بدم» is one task, with its date."""
        if before.due is not None or draft.due is None or draft.verb is None:
            return False
        between = self.note.tokens[before.last : draft.first]
        links = ([], ["و"], ["و", "بعد"], ["بعد"])
        joined = [token.text for token in between] in links
        asked = self._action(before) == "ask"  # «بپرسم می‌شه داد یا نه و ...»
        near = between[:_QUESTION_REACH] == between
        does_it = {"انجامش", "انجامشون"} & {
            token.text for token in self.note.tokens[draft.first : draft.last]
        }
        commas = not does_it and any(token.text in COMMAS for token in between)
        joined = joined or ((asked or does_it) and near and not commas)
        return joined and before.sentence == draft.sentence

    def _puts_off(self, before: Draft, draft: Draft) -> bool:
        """«باید فردا زنگ بزنم ولی تعطیله، دوشنبه زنگ می‌زنم» is one call."""
        if draft.due is None or self._action(before) != self._action(draft):
            return False
        between = self.note.tokens[before.first : draft.first]
        contrast = any(token.text in _CONTRASTS for token in between)
        return contrast and self._content(draft) <= self._content(before)

    def _until_contrast(self, draft: Draft, due: Due | None) -> Draft:
        last = next(
            (
                index
                for index in range(draft.first + 1, draft.last)
                if self.note.tokens[index].text in _CONTRASTS
            ),
            draft.last,
        )
        return replace(draft, last=last, due=due)

    def _completes(self, draft: Draft, clause: Clause) -> bool:
        """«به فنی بگم سرور بده», «چک کنم پول اومده باشه»: what is asked or seen."""
        verb = clause.verb
        if verb is None or (verb.tense, verb.person) != ("subjunctive", 3):
            return False
        due = self.note.due_in(clause)
        if due is not None and draft.due is not None:
            return False
        return clause.first == draft.last or (
            clause.first == draft.last + 1 and self.note.tokens[draft.last].text == "که"
        )

    def _continues(self, clauses: list[Clause], index: int) -> bool:
        """Whether the clause only says why or what: «... ببینم بهتر شده یا نه»."""
        clause = clauses[index]
        contrast = self.note.tokens[clause.first - 1].text in _CONTRASTS
        if self.note.due_in(clause) or (index and contrast):
            return False
        looks = index > 0 and self.note.tokens[clause.first - 1].text == "ببینم"
        return looks or self.note.tokens[clause.first].text in _CONTINUES

    def _due_right_after(self, clauses: list[Clause], index: int) -> Due | None:
        """«زنگ بزنم فردا چون گفت ...»: the date belongs to the verb before it."""
        if index + 1 >= len(clauses):
            return None
        clause = clauses[index + 1]
        due = self.note.due_in(clause)
        if due and "یاداوری" in self.note.words(clauses[index]):
            return due  # «یادآوری بذارم که ۲۵ آذر اشتراکش تموم میشه»
        told = clause.verb is not None and clause.verb.tense == "subjunctive"
        if due and told and self.note.tokens[clause.first].text == "که":
            return due  # «هماهنگ کنم که تا سه‌شنبه فاکتور صادر بشه»
        opens = due is not None and due.span[0] == self.note.tokens[clause.first].start
        comma = self.note.tokens[clause.first - 1].text in COMMAS
        own = opens and not comma and not self.doers.is_agents(clauses, index + 1)
        return due if own else None

    def distinct(self, drafts: list[Draft], limit: int) -> list[Draft]:
        """Return the first ``limit`` tasks, each once.

        The same is what has date, action and object in common; a repeat may leave the
        date out. Of two, the one that says more is kept, in the place of the first.
        """
        kept: list[Draft] = []
        for draft in drafts:
            same = (at for at, other in enumerate(kept) if self._is_same(draft, other))
            at = next(same, len(kept))
            if at < len(kept):
                kept[at] = max(kept[at], draft, key=self._weight)
                if kept[at].due is None:
                    kept[at] = replace(kept[at], due=draft.due)
            elif at < limit:
                kept.append(draft)
        return kept

    def _is_same(self, draft: Draft, other: Draft) -> bool:
        if self._is_stated(other) and draft.due and not self._is_stated(draft):
            return True  # «تمدیدش نهم بهمنه. هشتم یادآوری کنم»
        at, other_at = (one.due.at if one.due else None for one in (draft, other))
        if at and other_at and other.reported and not draft.reported:
            # «گفت شنبه امضا کنیم. شنبه ساعت ۱۰ برم برای امضا»
            other_at = at
        if at != other_at and draft.due and other.due:
            return False
        action, other_action = self._action(draft), self._action(other)
        if titles.REMIND in (action, other_action) and not (draft.due and other.due):
            dated = draft if draft.due else other
            reminds = self._action(dated) == titles.REMIND
            # A dated reminder is of what is said with it, not of any other task.
            if not reminds or draft.sentence == other.sentence:
                return True
        content, other_content = self._content(draft), self._content(other)
        if other.due is None and draft.due and self._is_need(other):
            content_too = content | {action}, other_content | {other_action}
            return titles.share(*content_too)
        if other.reported and not draft.reported:
            # «گفت ماه دیگه زنگ بزنید. ماه بعد زنگ بزنم»: the plan answers the wish.
            alike = action == other_action or titles.share(content, other_content)
            if alike and (other.due is None or at == other_at):
                return True
        nested = content <= other_content or other_content <= content
        if other.due is None and draft.due:
            nested = nested or titles.share(content, other_content)
        return action == other_action and nested

    def _is_need(self, draft: Draft) -> bool:
        """«یکیش رو باید برگردونیم»: needed, before it is said when and by whom."""
        if draft.verb is None or not self.note.verb_text(draft.verb).endswith("یم"):
            return False
        near = self.note.tokens[max(0, draft.first - 1) : draft.last]
        return any(token.text == "باید" for token in near)

    def _is_stated(self, draft: Draft) -> bool:
        """«سررسیدش نهم بهمنه» says when something falls due, not what to do."""
        if draft.verb is not None or draft.due is None:
            return False
        words = [token.text for token in self.note.tokens[draft.first : draft.last]]
        if _PROMISES & set(words):
            return True
        is_day = draft.last - 1 in self.note.dated and words[-1].endswith(("ه", "است"))
        return is_day and not MEETINGS & set(words) and words[-1] not in _DAYS_IN_HE

    def _weight(self, draft: Draft) -> tuple[bool, int, int]:
        said_by = 2 * (not draft.reported) - 4 * self._is_stated(draft)
        return draft.due is not None, said_by, len(self._content(draft))

    def _action(self, draft: Draft | Clause) -> str:
        tokens = self.note.tokens[draft.first : draft.last]
        return titles.action_of([token.text for token in tokens])

    def _content(self, draft: Draft) -> set[str]:
        """Return the words that tell one call from another: persons and things."""
        return titles.content_of(
            [
                self.note.tokens[index].text
                for index in range(draft.first, draft.last)
                if index not in self.note.dated
                and index not in self.note.in_verbs
                and self.note.tokens[index].kind == "word"
            ]
        )

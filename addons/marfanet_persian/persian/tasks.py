"""The tasks of a note: the clauses that ask for one, each with its date."""

from dataclasses import dataclass, replace

from . import titles
from .dates import Due
from .doers import Doers
from .note_text import NoteText
from .sentences import COMMAS, Clause
from .verbs import Verb

_CONTRASTS = {"ولی", "اما", "منتها", "منتهی"}
_CONTINUES = {"که", "تا", "ببینم", "چون", "بپرسم"}
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
    """

    first: int
    last: int
    due: Due | None
    verb: Verb | None
    sentence: tuple[int, int]


class TaskReader:
    """Finds the tasks of one note."""

    def __init__(self, note: NoteText) -> None:
        self.note = note
        self.doers = Doers(note)

    def drafts(self) -> list[Draft]:
        """Return every task in the order of the note, also what is said twice."""
        pairs = zip(self.note.sentences, self.note.clauses, strict=True)
        return [
            draft
            for sentence, clauses in pairs
            for draft in self._drafts(sentence, clauses)
        ]

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
                    draft = Draft(clause.first, clause.last, due, clause.verb, sentence)
                    if drafts and self._leads_to(drafts[-1], draft):
                        draft = replace(draft, first=drafts.pop().first)
                    if drafts and self._puts_off(drafts[-1], draft):
                        draft = self._until_contrast(drafts.pop(), draft.due)
                    drafts.append(draft)
                    current = index
                open_due = None
            elif (current == index - 1 and drafts) and (
                (due and due is drafts[-1].due) or self._continues(clauses, index)
            ):
                drafts[-1] = replace(drafts[-1], last=clause.last)
                current = index
            elif due:
                open_due = (due, index)
        return drafts

    def _leads_to(self, before: Draft, draft: Draft) -> bool:
        """«از مدیر بپرسم و فردا جوابش رو بدم» is one task, with its date."""
        if before.due is not None or draft.due is None or draft.verb is None:
            return False
        between = self.note.tokens[before.last : draft.first]
        joined = [token.text for token in between] in (["و"], ["و", "بعد"], ["بعد"])
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
            elif at < limit:
                kept.append(draft)
        return kept

    def _is_same(self, draft: Draft, other: Draft) -> bool:
        at, other_at = (one.due.at if one.due else None for one in (draft, other))
        if at != other_at and draft.due and other.due:
            return False
        action, other_action = self._action(draft), self._action(other)
        if titles.REMIND in (action, other_action) and not (draft.due and other.due):
            return True
        content, other_content = self._content(draft), self._content(other)
        nested = content <= other_content or other_content <= content
        return action == other_action and nested

    def _weight(self, draft: Draft) -> tuple[bool, int]:
        return draft.due is not None, len(self._content(draft))

    def _action(self, draft: Draft) -> str:
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

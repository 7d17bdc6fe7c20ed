"""What surrounds a date: is its clause over, hypothetical, the agent's to do?"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ..normalise import Token
from ..sentences import COMMAS, IFS, ends_sentence
from ..verbs import ACTION_NOUNS, ARRANGED, MEETINGS, Verb, find_verbs, is_over

_NOT_PAST_FROM = {"بعد", "قبل", "پیش", "پس", "غیر"}
# A clause is short; the limit keeps a long text without marks linear.
_REACH = 60
# «تا شنبه وقت دادم» is a term that has yet to end.
_RESPITE = {"وقت", "مهلت", "فرصت", "زمان"}
# «جمعه تعطیله» tells of the calendar.
_CLOSED = {"تعطیله", "تعطیلن", "تعطیلیم"}
_GLUE = {"روز", "همین", "این", "حدود", "ساعت"}


@dataclass(frozen=True)
class Surroundings:
    """What the words around a date say of it.

    :param over: the verb after it is past
    :param agents: the agent is to act then
    :param hypothetical: it stands in an "if"
    :param since: it is the start of something («از شنبه»)
    :param foreseen: something is to happen then, whoever does it
    :param bare: the sentence holds nothing else
    """

    over: bool = False
    agents: bool = False
    hypothetical: bool = False
    since: bool = False
    foreseen: bool = False
    bare: bool = False


class Clauses:
    """The verbs of a token stream, asked around spans of the original text."""

    def __init__(
        self, tokens: Sequence[Token], verbs: list[Verb] | None = None
    ) -> None:
        self.tokens = tokens
        self.verbs = find_verbs(tokens) if verbs is None else verbs
        self._starts = [token.start for token in tokens]
        self._firsts = [verb.first for verb in self.verbs]
        self._lasts = {verb.last for verb in self.verbs}

    def around(self, start: int, end: int, next_start: int) -> Surroundings:
        """Look around the date at ``start:end`` of the original text.

        :param next_start: where the next date begins, or the text ends
        """
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        following = bisect_left(self._starts, next_start)
        stop, named = self._clause_end(last, following)
        begin = self._clause_begin(first)
        after = self._verbs_between(last, stop)
        telling = after or self._verbs_between(begin, first)[-1:]
        doing = next(filter(_acts, telling), None)
        named = named or self._action(begin, stop)
        agents = doing.wants_agent if doing else named
        before = [token.text for token in self.tokens[begin:first]]
        beside = before[self._after_verb(begin, first) :]
        beside += [token.text for token in self.tokens[last : last + 2]]
        supposed = bool(IFS & set(beside))
        # «(اگه) تا شنبه نداد، زنگ بزنم» is still ahead.
        missed = bool(after) and after[0].negative and before[-1:] == ["تا"]
        deadline = missed and any(verb.wants_agent for verb in after)
        words = {token.text for token in self.tokens[last : last + 4]}
        deadline = deadline or (before[-1:] == ["تا"] and bool(words & _RESPITE))
        closed = any(token.text in _CLOSED for token in self.tokens[last : last + 4])
        arranged = bool(after) and self._is_arranged(begin, stop, after[0])
        return Surroundings(
            over=(closed and not agents)
            or self._is_denied(last)
            or (not (supposed or deadline or arranged) and is_over(self.tokens, after)),
            agents=agents,
            hypothetical=supposed,
            since=_is_since(before) and not self._onwards(last),
            foreseen=arranged or bool(doing and not doing.negative),
            bare=stop - begin - (last - first) <= 1,
        )

    def in_one_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence ends in ``start:end`` of the original text.

        Two places far apart are not asked about: they do not belong together.
        """
        first, last = (bisect_left(self._starts, at) for at in (start, end))
        if last - first > _REACH:
            return False
        return not any(ends_sentence(self.tokens, at) for at in range(first, last))

    def _clause_end(self, at: int, following: int) -> tuple[int, bool]:
        """Return where the clause from ``at`` on ends, and if it names an action.

        A comma or the next date ends it once it has told something.
        """
        named = told = False
        end = min(len(self.tokens), at + _REACH)
        for index in range(at, end):
            text = self.tokens[index].text
            if ends_sentence(self.tokens, index):
                return index, named
            if told and (text in COMMAS or index == following):
                return index, named
            named = named or text in ACTION_NOUNS
            told = told or named or index in self._lasts
        return end, named

    def _clause_begin(self, at: int) -> int:
        floor = max(0, at - _REACH)
        while at > floor and not ends_sentence(self.tokens, at - 1):
            at -= 1
        return at

    def _verbs_between(self, first: int, last: int) -> list[Verb]:
        low = bisect_left(self._firsts, first)
        return self.verbs[low : bisect_left(self._firsts, last)]

    def _after_verb(self, first: int, last: int) -> int:
        """Return how many of the tokens ``first:last`` the last verb there ends."""
        verbs = self._verbs_between(first, last)
        return verbs[-1].last + 1 - first if verbs else 0

    def _action(self, first: int, last: int) -> bool:
        return any(token.text in ACTION_NOUNS for token in self.tokens[first:last])

    def _is_arranged(self, first: int, last: int, verb: Verb) -> bool:
        """«برای دوازدهم دی جلسه گذاشتیم»: told of the past, due ahead."""
        if verb.negative or self.tokens[verb.last].text not in ARRANGED:
            return False
        words = {token.text for token in self.tokens[first:last]}
        # «شنبه قرار شد زنگ بزنم» was agreed on Saturday.
        return bool(words & (MEETINGS - {"قرار"}))

    def _is_denied(self, at: int) -> bool:
        """«فردا نه، پس‌فردا زنگ بزنم»."""
        after = [token.text for token in self.tokens[at : at + 2]]
        return after[:1] == ["نه"] and bool(COMMAS & set(after[1:]))

    def _onwards(self, at: int) -> bool:
        return [token.text for token in self.tokens[at : at + 2]] == ["به", "بعد"]


def _acts(verb: Verb) -> bool:
    return verb.tense != "past" and not verb.modal


def _is_since(before: list[str]) -> bool:
    """Whether the words before a date end in «از» that is not «بعد از», «قبل از»."""
    words = ["", *before]
    while words[-1] in _GLUE:
        words.pop()
    return words[-1] == "از" and words[-2] not in _NOT_PAST_FROM

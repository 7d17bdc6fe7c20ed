"""Which answers to objections like one are worth giving again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log2

from odoo.addons.marfanet_persian.persian.search import search_key, search_words

#: Shorter words («از»، «که») are in all texts.
_SHORT_WORD = 3
# Persian inflects at the end: «گرونه» and «گرون شده» share their first letters.
_STEM = 4
# Below this part of shared letters, two texts have endings in common, not a matter.
_LEAST_ALIKE = 0.25
# What is less than half as near as the nearest is about something else.
_NEAR = 0.5
_MARKS = "،؛؟,;:!?.…\"'«»()[]{}<>“”‘’-–—/\\"
_BLANKS = str.maketrans(dict.fromkeys(_MARKS, " "))


@dataclass(frozen=True)
class Given:
    """An answer that was given once.

    :param id: of the objection
    :param objection: what was objected
    :param answer: what was answered
    :param result: "good", "bad" or another value where the contact decided nothing
    :param moment: anything that grows with time
    :param to_them: whether it was given to the representative in question
    """

    id: int
    objection: str
    answer: str
    result: str
    moment: object
    to_them: bool = False


@dataclass
class Answer:
    """An answer with all the times that it was given, told by its nearest objection."""

    likeness: float
    given: list[Given] = field(default_factory=list)

    @property
    def used(self) -> int:
        return len(self.given)

    @property
    def good(self) -> int:
        return sum(given.result == "good" for given in self.given)

    @property
    def share(self) -> float:
        """How likely it is to go well: as if it had gone well once and badly once more.

        So 9 of 10 (0.83) comes before 1 of 1 (0.67), and that before what nobody has
        tried (0.5). Laplace's rule of succession.
        """
        decided = sum(given.result in ("good", "bad") for given in self.given)
        return (self.good + 1) / (decided + 2)

    @property
    def failed_with_them(self) -> bool:
        """Whether the last time that this representative heard it did not go well."""
        theirs = [given for given in self.given if given.to_them]
        return bool(theirs) and max(theirs, key=_moment).result == "bad"


def stems(text: str) -> list[tuple[str, ...]]:
    """Return the beginnings of words by which texts like ``text`` are found.

    Of each word its spellings, as ``search_words`` gives them.
    """
    found = [
        tuple(key if key.isdigit() else key[:_STEM] for key in spellings)
        for spellings in search_words(text.translate(_BLANKS))
        if len(spellings[0]) >= _SHORT_WORD
    ]
    return list(dict.fromkeys(found))


def best_answers(text: str, given: Iterable[Given]) -> list[tuple[Given, Answer]]:
    """Return the answers worth giving to an objection, best first.

    First come those that more often went well, then those to what is more alike, then
    the newest. What did not go well with this very representative comes last. Equal
    answers, however they are spelt, are one. Of a blank text, the best of all: those
    that go well and are needed often.

    :return: of each answer the nearest time that it was given, and all of them
    """
    wanted = _trigrams(text)
    groups: dict[str, Answer] = {}
    nearest: dict[str, tuple[float, Given]] = {}
    for one in given:
        key = " ".join(search_key(one.answer.translate(_BLANKS)).split())
        likeness = _likeness(wanted, _trigrams(one.objection)) if wanted else 1.0
        if not key or likeness < _LEAST_ALIKE:
            continue
        answer = groups.setdefault(key, Answer(likeness))
        answer.likeness = max(answer.likeness, likeness)
        answer.given.append(one)
        known = nearest.get(key)
        if not known or (likeness, one.moment) > (known[0], known[1].moment):
            nearest[key] = likeness, one
    best = max((answer.likeness for answer in groups.values()), default=0)
    pairs = [
        (nearest[key][1], answer)
        for key, answer in groups.items()
        if answer.likeness >= best * _NEAR
    ]

    def worth(pair):
        answer = pair[1]
        often = 1 if wanted else log2(1 + answer.used)
        newest = max(given.moment for given in answer.given)
        return (
            not answer.failed_with_them,
            answer.share * often,
            answer.likeness,
            newest,
        )

    return sorted(pairs, key=worth, reverse=True)


def _moment(given: Given):
    return given.moment


def _likeness(wanted: set[str], other: set[str]) -> float:
    """Return how much of what is wanted a text has, and how little besides."""
    shared = len(wanted & other)
    return 0.8 * shared / len(wanted) + 0.2 * shared / len(wanted | other)


def _trigrams(text: str) -> set[str]:
    """Return the groups of three letters of each word, its edges counted as blanks."""
    return {
        word[at : at + 3]
        for key in search_key(text.translate(_BLANKS)).split()
        if len(key) >= _SHORT_WORD
        for word in [f"  {key} "]
        for at in range(len(word) - 2)
    }

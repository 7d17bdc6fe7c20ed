"""Sentences and clauses of a note, as ranges of tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from .normalise import Token
from .verbs import PLAN_NOUNS, Verb

SENTENCE_ENDS = {".", "!", "؟", "?", "\n", ";", "؛", "…"}
COMMAS = {"،", ","}
#: What makes a clause hypothetical, up to its verb.
IFS = {"اگه", "اگر", "چنانچه", "شاید"}
_JOINING = {"و", "که", "ولی", "اما"}


def ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the token ends a sentence; the dot of «۱۰.۳۰» does not."""
    if tokens[index].text not in SENTENCE_ENDS or tokens[index].kind != "mark":
        return False
    inner = 0 < index < len(tokens) - 1
    between = inner and tokens[index - 1].kind == tokens[index + 1].kind == "number"
    return not (tokens[index].text == "." and between)


def split_sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return each sentence as token indexes, first and after the last, without its
    end mark; empty sentences are left out."""
    sentences: list[tuple[int, int]] = []
    first = 0
    for index in range(len(tokens)):
        if ends_sentence(tokens, index):
            sentences.append((first, index))
            first = index + 1
    sentences.append((first, len(tokens)))
    return [(first, last) for first, last in sentences if last > first]


@dataclass(frozen=True, slots=True)
class Clause:
    """The words up to and with one verb, or a part between commas without any.

    :param first: index of its first token
    :param last: index after its last token
    :param verb: its verb, or ``None``
    """

    first: int
    last: int
    verb: Verb | None


def split_clauses(
    tokens: Sequence[Token],
    sentence: tuple[int, int],
    verbs: Sequence[Verb],
    dated: set[int],
) -> list[Clause]:
    """Return the clauses of a sentence.

    :param sentence: its token indexes, as from ``split_sentences``
    :param verbs: the verbs inside it
    :param dated: indexes of the tokens that say a date

    A part between commas without a verb stands alone when it names an action and a
    date («فردا پیگیری، ...»); otherwise it belongs to the part after it, or to the one
    before when it is the last.
    """
    clauses: list[Clause] = []
    waiting = sentence[0]
    seen = 0
    says_date = names_action = False
    for index in range(sentence[0], sentence[1] + 1):
        if index < sentence[1] and tokens[index].text not in COMMAS:
            says_date = says_date or index in dated
            names_action = names_action or tokens[index].text in PLAN_NOUNS
            continue
        inside = seen
        while seen < len(verbs) and verbs[seen].first < index:
            seen += 1
        if inside < seen:
            clauses += _around_verbs(tokens, waiting, index, verbs[inside:seen])
        elif says_date and names_action:
            clauses.append(Clause(waiting, index, None))
        else:
            continue
        waiting = index + 1
        says_date = names_action = False
    if waiting < sentence[1]:
        if clauses and clauses[-1].verb:
            previous = clauses.pop()
            clauses.append(Clause(previous.first, sentence[1], previous.verb))
        else:
            clauses.append(Clause(waiting, sentence[1], None))
    return clauses


def _around_verbs(
    tokens: Sequence[Token], first: int, last: int, verbs: Sequence[Verb]
) -> list[Clause]:
    clauses: list[Clause] = []
    for position, verb in enumerate(verbs):
        final = position == len(verbs) - 1
        end = last if final else verb.last + 1
        while first < verb.first and tokens[first].text in _JOINING - {"که"}:
            first += 1
        clauses.append(Clause(first, end, verb))
        first = end
    return clauses

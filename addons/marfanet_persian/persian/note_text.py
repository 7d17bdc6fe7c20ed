"""One note, taken apart once: its tokens, verbs, dates, sentences and clauses."""

from bisect import bisect_left
from datetime import datetime

from .dates import Due, find_all
from .normalise import tokenise
from .sentences import COMMAS, Clause, split_clauses, split_sentences
from .verbs import Verb, find_verbs


class NoteText:
    """What the readers of tasks, mood and outcome ask of a note.

    :param text: the note as it was given; every span is of this text
    :param now: when it was spoken: naive local time
    """

    def __init__(self, text: str, now: datetime) -> None:
        self.text = text
        self.now = now
        self.tokens = tokenise(text)
        self.verbs = find_verbs(self.tokens)
        self.dues = find_all(text, now, self.tokens, self.verbs)
        self.sentences = split_sentences(self.tokens)
        self._starts = [token.start for token in self.tokens]
        self._due_starts = [due.span[0] for due in self.dues]
        self._verb_firsts = [verb.first for verb in self.verbs]
        #: Indexes of the tokens that say dates.
        self.dated = {
            index
            for due in self.dues
            for part in due.parts
            for index in range(*self._token_range(part))
        }
        #: Indexes of the tokens of verbs.
        self.in_verbs = {
            index for verb in self.verbs for index in range(verb.first, verb.last + 1)
        }
        self.clauses = [self._clauses_of(sentence) for sentence in self.sentences]

    def words(self, clause: Clause) -> set[str]:
        """Return the folded words of a clause."""
        return {token.text for token in self.tokens[clause.first : clause.last]}

    def spoken_words(self, clause: Clause) -> list[str]:
        """Return the folded words of a clause in order, «می شه» joined to «میشه»."""
        words: list[str] = []
        for token in self.tokens[clause.first : clause.last]:
            if words and words[-1] in {"می", "نمی"} and token.kind == "word":
                words[-1] += token.text
            else:
                words.append(token.text)
        return words

    def verb_text(self, verb: Verb) -> str:
        """Return the folded spelling of a verb, its parts joined."""
        return "".join(token.text for token in self.tokens[verb.first : verb.last + 1])

    def due_in(self, clause: Clause) -> Due | None:
        """Return the date of a clause: the verb's own, else the first in it."""
        start = self.tokens[clause.first].start
        end = self.tokens[clause.last - 1].end
        index = bisect_left(self._due_starts, start)
        if index == len(self.dues) or self.dues[index].span[0] >= end:
            return None
        if clause.verb is None:
            return self.dues[index]
        # «فردا سرور قطعه، امشب پیامک بزنم»: the verb's own part goes first.
        stop = self.tokens[clause.verb.first].start
        last = bisect_left(self._due_starts, stop, index) - 1
        if last > index and self._parted(self.dues[last - 1], self.dues[last]):
            return self.dues[last]
        return self.dues[index]

    def _parted(self, before: Due, due: Due) -> bool:
        first, last = self._token_range((before.span[1], due.span[0]))
        return any(token.text in COMMAS for token in self.tokens[first:last])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where tokens stand in the text, with the sentence's own end mark."""
        end = self.tokens[last - 1].end
        if last < len(self.tokens) and self.tokens[last].text in ".!؟?":
            end = self.tokens[last].end
        return self.tokens[first].start, end

    def sentence_of(self, index: int) -> str:
        """Return the sentence that holds a token, or "" between sentences."""
        for first, last in self.sentences:
            if first <= index < last:
                start, end = self.span(first, last)
                return self.text[start:end]
        return ""

    def _token_range(self, span: tuple[int, int]) -> tuple[int, int]:
        first, last = (bisect_left(self._starts, at) for at in span)
        return first, last

    def _clauses_of(self, sentence: tuple[int, int]) -> list[Clause]:
        low, high = (bisect_left(self._verb_firsts, index) for index in sentence)
        return split_clauses(self.tokens, sentence, self.verbs[low:high], self.dated)

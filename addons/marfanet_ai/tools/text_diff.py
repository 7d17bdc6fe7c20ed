"""What differs between two texts, word by word, for a person to read."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Unchanged lines kept before and after a change, as `diff -u` does with three.
CONTEXT = 2
# Below this likeness, mixed words of two passages are harder to read than the one
# after the other.
ALIKE = 0.4

_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Passage:
    """A run of text.

    :param kind: "same", "removed", "added", or "gap" for unchanged text left out
    """

    kind: str
    text: str = ""


def compare(old: str, new: str) -> list[list[Passage]]:
    """Return the lines that differ, and some around them.

    :return: each line as the passages that it is made of; one passage of kind "gap"
        stands for lines left out; nothing if the texts are the same
    """
    old_lines, new_lines = old.split("\n"), new.split("\n")
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    lines: list[list[Passage]] = []
    end = 0
    for group in matcher.get_grouped_opcodes(CONTEXT):
        if group[0][1] > end:
            lines.append([Passage("gap")])
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                lines += [[Passage("same", one)] for one in old_lines[old_from:old_to]]
            else:
                before, after = old_lines[old_from:old_to], new_lines[new_from:new_to]
                lines += _changed(before, after)
        end = group[-1][2]
    if lines and end < len(old_lines):
        lines.append([Passage("gap")])
    return lines


def _changed(old: list[str], new: list[str]) -> list[list[Passage]]:
    removed = [[Passage("removed", line)] for line in old]
    added = [[Passage("added", line)] for line in new]
    if len(old) != len(new):
        return removed + added
    lines = []
    for number, pair in enumerate(zip(old, new, strict=True)):
        words = [_WORD.findall(line) for line in pair]
        matcher = SequenceMatcher(None, *words)
        if matcher.ratio() < ALIKE:
            lines += [removed[number], added[number]]
        else:
            lines.append(_words(matcher, *words))
    return lines


def _words(
    matcher: SequenceMatcher[str], old: list[str], new: list[str]
) -> list[Passage]:
    passages = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        before, after = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            passages.append(Passage("same", before))
            continue
        if before:
            passages.append(Passage("removed", before))
        if after:
            passages.append(Passage("added", after))
    return passages

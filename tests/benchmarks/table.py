"""Measured cases, and the one table they end in."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One line of the table.

    :param case: its id in the list of targets, as "P3"
    :param what: what was measured, in a few words
    :param ours: what ours took, with its unit
    :param reference: what the reference took, with its unit; "" where there is none
    :param figure: the ratio or count that the target is about
    :param target: the bound for it
    :param at_least: whether the bound is a lower one
    """

    case: str
    what: str
    ours: str
    reference: str
    figure: float
    target: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        if self.at_least:
            return self.figure >= self.target
        return self.figure <= self.target

    def cells(self) -> list[str]:
        bound = f"{'≥' if self.at_least else '≤'} {self.target:g}"
        verdict = "met" if self.met else "MISSED"
        figure = f"{self.figure:.2f}".rstrip("0").rstrip(".")
        return [
            self.case, self.what, self.ours, self.reference, figure, bound, verdict,
        ]  # fmt: skip


def as_text(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table whose columns line up."""
    head = ["case", "what", "ours", "reference", "figure", "target", "verdict"]
    lines = [head, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    lines.insert(1, ["-" * width for width in widths])
    return "".join(
        "| " + " | ".join(map(str.ljust, line, widths)) + " |\n" for line in lines
    )


def in_turn(
    first: Callable[[], object], second: Callable[[], object], times: int
) -> tuple[float, float]:
    """Return the median seconds of two actions, done in turn, after one try of each.

    Whatever else the machine does then weighs on both alike.
    """
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(times + 1):
        for action, seconds in zip((first, second), took, strict=True):
            start = perf_counter()
            action()
            if turn:
                seconds.append(perf_counter() - start)
    return statistics.median(took[0]), statistics.median(took[1])


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"

"""Pages work from either side: nothing of ours is nailed to the left or the right."""

import re
from collections.abc import Iterator
from pathlib import Path

from support.odoo_server import PROJECT

PHYSICAL = re.compile(
    r"""(?<![\w-])(?:
        (?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b
        | border-(?:top|bottom)-(?:left|right)-radius
        | (?:left|right)\s*:\s*[^:]
        | (?:text-align|float|clear|transform-origin|object-position)
          \s*:[^;]*\b(?:left|right)\b
    )""",
    re.VERBOSE,
)
#: Classes of Bootstrap 4, which know sides; those of Bootstrap 5 know start and end.
PHYSICAL_CLASS = re.compile(
    r"(?<![\w-])(?:(?:ml|mr|pl|pr)-(?:\w+-)?(?:\d|auto)"
    r"|(?:text|float|border|rounded)-(?:left|right))(?![\w-])"
)
#: wkhtmltopdf knows no logical property: in a printed page each rule is there twice.
BOTH_WAYS = re.compile(r"^\s*\.(?:rtl|ltr) ")


def test_no_style_sheet_names_a_side():
    assert list(_lines("static/src/**/*.scss", PHYSICAL)) == []


def test_no_style_in_a_template_or_view_names_a_side():
    style = re.compile(r"style(?:-\w+)?=\"[^\"]*?" + PHYSICAL.pattern, re.VERBOSE)
    for folder in ("static/src", "views", "report", "wizards", "data"):
        assert list(_lines(f"{folder}/**/*.xml", style)) == []
        assert list(_lines(f"{folder}/**/*.xml", PHYSICAL_CLASS)) == []


def test_a_printed_rule_that_names_a_side_is_there_for_both_directions():
    for path in _files("report/**/*.xml"):
        sides = {".rtl": 0, ".ltr": 0}
        for line in path.read_text().splitlines():
            if PHYSICAL.search(line) and "{" in line:
                assert BOTH_WAYS.match(line), f"{path}: {line}"
                sides[line.split()[0]] += 1
        assert sides[".rtl"] == sides[".ltr"], path


def _lines(pattern: str, searched: re.Pattern) -> Iterator[str]:
    """Give each line of such files in which the pattern is, with its place."""
    for path in _files(pattern):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            code = line.split("//")[0] if path.suffix == ".scss" else line
            if searched.search(code) and not BOTH_WAYS.match(line):
                yield f"{path.relative_to(PROJECT)}:{number}: {line.strip()}"


def _files(pattern: str) -> list[Path]:
    return sorted(
        path
        for addon in (PROJECT / "addons").iterdir()
        for path in addon.glob(pattern)
        if path.is_file()
    )

"""Checks that every addon's Persian translation is complete and current."""

import sys
from pathlib import Path

import polib

ADDONS = Path(__file__).resolve().parent.parent / "addons"
LANGUAGE = "fa"


def problems_of(addon: Path) -> list[str]:
    """Return what is wrong with an addon's translation, a sentence each."""
    template = addon / "i18n" / f"{addon.name}.pot"
    translation = addon / "i18n" / f"{LANGUAGE}.po"
    if not template.exists():
        return []
    terms = {entry.msgid for entry in polib.pofile(str(template))}
    translated = {
        entry.msgid
        for entry in polib.pofile(str(translation))
        if entry.msgstr and not entry.fuzzy and not entry.obsolete
    }
    return [
        *[
            f"{translation}: not translated: {term}"
            for term in sorted(terms - translated)
        ],
        *[
            f"{translation}: no longer used: {term}"
            for term in sorted(translated - terms)
        ],
    ]


def main() -> int:
    problems = [
        problem
        for addon in sorted(ADDONS.iterdir())
        if (addon / "__manifest__.py").exists()
        for problem in problems_of(addon)
    ]
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())

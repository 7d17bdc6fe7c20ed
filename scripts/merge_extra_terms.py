"""Brings i18n_extra/fa.po, our Persian for terms that Odoo's lacks, in line with Odoo.

Each entry names the modules of Odoo whose term it is («#. module: mail»); places are
taken from their templates. A term that Odoo no longer has, or that it now translates
itself, goes. With --check nothing is written: such terms are listed, and it fails.
"""

import functools
import re
import sys
from pathlib import Path

import odoo.addons
import polib

ADDONS = Path(__file__).resolve().parent.parent / "addons"
METADATA = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "fa",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
CODE_COMMENTS = ("odoo-javascript", "odoo-python")


@functools.cache
def lacking(module: str) -> dict[str, polib.POEntry]:
    """Return the terms of a module that its own Persian lacks, with their places."""
    folders = (Path(path, module, "i18n") for path in odoo.addons.__path__)
    folder = next((found for found in folders if found.exists()), None)
    if not folder:
        return {}
    persian = folder / "fa.po"
    translated = {
        entry.msgid
        for entry in (polib.pofile(str(persian)) if persian.exists() else ())
        if entry.msgstr and not entry.obsolete
    }
    return {
        entry.msgid: entry
        for entry in polib.pofile(str(folder / f"{module}.pot"))
        if entry.msgid not in translated
    }


def modules_of(entry: polib.POEntry) -> list[str]:
    return re.match(r"modules?: (.+)", entry.comment)[1].split(", ")


def brought_in_line(entry: polib.POEntry) -> polib.POEntry | None:
    """Return an entry as Odoo has the term today; None where it needs none of ours."""
    found = {
        module: term
        for module in modules_of(entry)
        if (term := lacking(module).get(entry.msgid))
    }
    if not found:
        return None
    label = "module" if len(found) == 1 else "modules"
    comments = [f"{label}: {', '.join(sorted(found))}"]
    for comment in CODE_COMMENTS:
        if any(comment in term.comment for term in found.values()):
            comments.append(comment)
    # Lines change with every release of Odoo and tell nothing.
    places = {place for term in found.values() for place, _line in term.occurrences}
    return polib.POEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        comment="\n".join(comments),
        occurrences=[(place, "0") for place in sorted(places)],
    )


def merge(path: Path) -> list[str]:
    """Write a file anew; return the terms that are to go.

    :raises ValueError: a term is there twice
    """
    needless = []
    merged = polib.POFile(wrapwidth=78, check_for_duplicates=True)
    merged.metadata = METADATA
    for entry in sorted(polib.pofile(str(path)), key=lambda entry: entry.msgid):
        if term := brought_in_line(entry):
            merged.append(term)
        else:
            needless.append(entry.msgid)
    if "--check" not in sys.argv:
        merged.save(str(path))
    return needless


if __name__ == "__main__":
    gone = [term for path in sorted(ADDONS.glob("*/i18n_extra/fa.po")) for term in merge(path)]
    for term in gone:
        print(f"needs no translation of ours: {term!r}")
    sys.exit(1 if gone and "--check" in sys.argv else 0)

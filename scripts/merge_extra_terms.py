"""Brings i18n_extra/fa.po, our Persian for terms that Odoo's lacks, in line with Odoo.

Each entry names the modules of Odoo whose term it is («#. module: mail»); places are
taken from their templates. Where Odoo's Persian is wrong, the entry names it («# Odoo:
…»). A term that Odoo no longer has, or now translates, or translates otherwise, goes.
With --check nothing is written: such terms are listed, and it fails.
"""

import functools
import re
import sys
from pathlib import Path

import polib
from merge_translations import ADDONS, METADATA

import odoo.addons

MENDED = re.compile(r"^Odoo: ((?:.|\n(?!Odoo: ))+)", re.MULTILINE)
CODE_COMMENTS = ("odoo-javascript", "odoo-python")


@functools.cache
def terms_of(module: str) -> dict[str, tuple[polib.POEntry, str]]:
    """Return the terms of a module, with their places and Odoo's Persian ("": none)."""
    folders = (Path(path, module, "i18n") for path in odoo.addons.__path__)
    folder = next((found for found in folders if found.exists()), None)
    if not folder:
        return {}
    persian = folder / "fa.po"
    translated = {
        entry.msgid: entry.msgstr
        for entry in (polib.pofile(str(persian)) if persian.exists() else ())
        if not entry.obsolete
    }
    return {
        entry.msgid: (entry, translated.get(entry.msgid, ""))
        for entry in polib.pofile(str(folder / f"{module}.pot"))
    }


def in_template_literal(module: str, msgid: str) -> polib.POEntry | None:
    """Return a term of the web client that Odoo's template lacks: ``${_t("…")}``."""
    for addons in odoo.addons.__path__:
        for path in sorted(Path(addons, module, "static/src").glob("**/*.js")):
            if f'${{_t("{msgid}"' in path.read_text():
                place = f"code:addons/{path.relative_to(addons)}"
                comment = f"module: {module}\nodoo-javascript"
                return polib.POEntry(
                    msgid=msgid, comment=comment, occurrences=[(place, "0")]
                )
    return None


def modules_of(entry: polib.POEntry) -> list[str]:
    return re.match(r"modules?: (.+)", entry.comment)[1].split(", ")


def brought_in_line(entry: polib.POEntry) -> polib.POEntry | None:
    """Return an entry as Odoo has the term today; None where it needs none of ours."""
    # A long comment is wrapped in the file.
    mended = [text.replace("\n", " ") for text in MENDED.findall(entry.tcomment)]
    found: dict[str, polib.POEntry] = {}
    still_wrong = set()
    places = set()
    for module in modules_of(entry):
        term, persian = terms_of(module).get(entry.msgid, (None, ""))
        term = term or in_template_literal(module, entry.msgid)
        if not term or persian not in ("", *mended):
            continue
        found[module] = term
        # Lines change with every release of Odoo and tell nothing.
        places |= {
            place
            for place, _line in term.occurrences
            # What Odoo says of records is theirs who run it: they can edit it.
            if not persian or place.startswith("code:")
        }
        still_wrong.add(persian)
    if not places:
        return None
    label = "module" if len(found) == 1 else "modules"
    comments = [f"{label}: {', '.join(sorted(found))}"]
    for comment in CODE_COMMENTS:
        if any(comment in term.comment for term in found.values()):
            comments.append(comment)
    return polib.POEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        comment="\n".join(comments),
        tcomment="\n".join(f"Odoo: {text}" for text in sorted(still_wrong - {""})),
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
    files = sorted(ADDONS.glob("*/i18n_extra/fa.po"))
    gone = [term for path in files for term in merge(path)]
    sys.stdout.writelines(f"needs no translation of ours: {term!r}\n" for term in gone)
    sys.exit(1 if gone and "--check" in sys.argv else 0)

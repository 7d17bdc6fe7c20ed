"""Brings every addon's fa.po in line with its freshly exported template."""

from pathlib import Path

import polib

ADDONS = Path(__file__).resolve().parent.parent / "addons"
METADATA = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "fa",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
# They change with every export and tell nothing.
DATES = ("POT-Creation-Date", "PO-Revision-Date")


def merge(template_path: Path) -> None:
    """Write fa.po beside a template: its terms, with the translations there are."""
    template = polib.pofile(str(template_path), wrapwidth=78)
    for date in DATES:
        template.metadata.pop(date, None)
    template.save()
    translation_path = template_path.with_name("fa.po")
    known = {}
    if translation_path.exists():
        known = {
            entry.msgid: entry.msgstr for entry in polib.pofile(str(translation_path))
        }
    translation = polib.POFile(wrapwidth=78)
    translation.metadata = {**template.metadata, **METADATA}
    for entry in template:
        entry.msgstr = known.get(entry.msgid, "")
        translation.append(entry)
    translation.save(str(translation_path))


if __name__ == "__main__":
    for template in sorted(ADDONS.glob("*/i18n/*.pot")):
        merge(template)

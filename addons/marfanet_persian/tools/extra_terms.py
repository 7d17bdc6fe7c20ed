"""Persian for terms of Odoo's addons that their own translation lacks.

An addon of ours keeps such terms in ``i18n_extra/fa.po``, with the module and the places
that Odoo's template gives. Odoo reads that file as a file of the addon: what is said of
records arrives when the addon is loaded, and the web client looks in every addon's terms.
Two things do not come by themselves, and are done here:

* ``_()`` in Python looks in its own module's files only: these terms are added there;
* records of modules that are loaded after the addon, for they come later or are
  installed by themselves: ``ir.module.module`` asks ``record_terms`` for theirs.

What Odoo translates itself is never replaced.
"""

import functools
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import odoo.addons
from odoo.tools.misc import ReadonlyDict
from odoo.tools.translate import (
    PYTHON_TRANSLATION_COMMENT,
    CodeTranslations,
    PoFileReader,
    code_translations,
    get_base_langs,
)

_MODULES = re.compile(r"modules?: (.+)")


def record_terms(addon: str, lang: str, modules: set[str]) -> list[dict[str, Any]]:
    """Return what the files of ``addon`` say of records of ``modules``.

    :param lang: as ``fa_IR``
    :return: rows as Odoo's importer of translations reads them
    """
    rows = []
    for path in _paths(addon, lang):
        terms = _records_in(path)
        for module in modules & terms.keys():
            rows += terms[module]
    return rows


def python_terms(module: str, lang: str) -> dict[str, str]:
    """Return the terms of a module's Python code, from the files of all addons."""
    terms: dict[str, str] = {}
    for addon in _addons():
        for path in _paths(addon, lang):
            terms.update(_python_in(path).get(module, {}))
    return terms


@functools.cache
def _addons() -> list[str]:
    """Return the addons with extra terms, installed or not.

    Odoo keeps the terms of code for the whole process, not for a database.
    """
    folders = (Path(path) for path in odoo.addons.__path__)
    return sorted({path.parent.name for f in folders for path in f.glob("*/i18n_extra")})


@functools.cache
def _paths(addon: str, lang: str) -> list[str]:
    files = [f"{addon}/i18n_extra/{name}.po" for name in get_base_langs(lang)]
    return [
        str(path)
        for folder in odoo.addons.__path__
        for path in (Path(folder, file) for file in files)
        if path.exists()
    ]


@functools.cache
def _records_in(path: str) -> dict[str, list[dict[str, Any]]]:
    rows = defaultdict(list)
    for row in PoFileReader(path):
        if row["type"] != "code":
            rows[row["module"]].append(row)
    return dict(rows)


@functools.cache
def _python_in(path: str) -> dict[str, dict[str, str]]:
    terms: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in PoFileReader(path).pofile:
        found = _MODULES.match(entry.comment)
        if found and PYTHON_TRANSLATION_COMMENT in entry.comment and entry.msgstr:
            for module in found[1].split(", "):
                terms[module][entry.msgid] = entry.msgstr
    return dict(terms)


def _with_extra_terms(original):
    @functools.wraps(original)
    def load(self, module_name, lang):
        original(self, module_name, lang)
        own = self.python_translations[module_name, lang]
        if extra := python_terms(module_name, lang):
            self.python_translations[module_name, lang] = ReadonlyDict({**extra, **own})

    return load


CodeTranslations._load_python_translations = _with_extra_terms(
    CodeTranslations._load_python_translations
)
# What was looked up while Odoo started was read without them.
code_translations.python_translations.clear()

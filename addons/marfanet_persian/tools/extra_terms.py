"""Persian for terms of Odoo's addons that their own translation lacks or gets wrong.

An addon of ours keeps such terms in ``i18n_extra/fa.po``, with the module and the
places that Odoo's template gives. Odoo reads that file as a file of the addon: what is
said of records arrives when the addon is loaded, and the web client looks in every
addon's terms. Three things do not come by themselves, and are done here:

* ``_()`` in Python looks in its own module's files only: these terms are added there;
* records of modules that are loaded after the addon, for they come later or are
  installed by themselves: ``ir.module.module`` asks ``record_terms`` for theirs;
* a term of code that Odoo translates wrongly. The entry then names what Odoo says
  («# Odoo: …»), and stands in its place as long as Odoo says just that.

Nothing else that Odoo translates is replaced.
"""

import functools
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from odoo.tools.misc import ReadonlyDict
from odoo.tools.translate import (
    JAVASCRIPT_TRANSLATION_COMMENT,
    PYTHON_TRANSLATION_COMMENT,
    CodeTranslations,
    PoFileReader,
    code_translations,
    get_base_langs,
)

import odoo.addons

_MODULES = re.compile(r"modules?: (.+)")
_MENDED = re.compile(r"^Odoo: ((?:.|\n(?!Odoo: ))+)", re.MULTILINE)


class Term(NamedTuple):
    """Our Persian, and the texts of Odoo's in whose place it stands."""

    text: str
    instead_of: frozenset[str]


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


def code_terms(module: str, lang: str, kind: str) -> dict[str, Term]:
    """Return the terms of a module's code, from the files of all addons.

    :param kind: as for ``_code_in``
    """
    terms: dict[str, Term] = {}
    for addon in _addons():
        for path in _paths(addon, lang):
            terms.update(_code_in(path, kind).get(module, {}))
    return terms


@functools.cache
def _addons() -> list[str]:
    """Return the addons with extra terms, installed or not.

    Odoo keeps the terms of code for the whole process, not for a database.
    """
    folders = (Path(path) for path in odoo.addons.__path__)
    return sorted(
        {path.parent.name for f in folders for path in f.glob("*/i18n_extra")}
    )


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
def _code_in(path: str, kind: str) -> dict[str, dict[str, Term]]:
    """Return the terms of code in a file, by module and by their English.

    :param kind: the comment that marks the code they come from
    """
    terms: dict[str, dict[str, Term]] = defaultdict(dict)
    for entry in PoFileReader(path).pofile:
        found = _MODULES.match(entry.comment)
        if found and kind in entry.comment and entry.msgstr:
            # A long comment is wrapped in the file.
            wrong = (
                text.replace("\n", " ") for text in _MENDED.findall(entry.tcomment)
            )
            term = Term(entry.msgstr, frozenset(wrong))
            for module in found[1].split(", "):
                terms[module][entry.msgid] = term
    return dict(terms)


def _with_extra_python(original):
    @functools.wraps(original)
    def load(self, module_name, lang):
        original(self, module_name, lang)
        terms = dict(self.python_translations[module_name, lang])
        extra = code_terms(module_name, lang, PYTHON_TRANSLATION_COMMENT)
        for source, term in extra.items():
            if terms.get(source) in (None, *term.instead_of):
                terms[source] = term.text
        self.python_translations[module_name, lang] = ReadonlyDict(terms)

    return load


def _with_mended_web(original):
    """Terms that Odoo lacks are found without this one, among those of our addons."""

    @functools.wraps(original)
    def load(self, module_name, lang):
        original(self, module_name, lang)
        extra = code_terms(module_name, lang, JAVASCRIPT_TRANSLATION_COMMENT)
        messages = []
        for message in self.web_translations[module_name, lang]["messages"]:
            term = extra.get(message["id"])
            if term and message["string"] in term.instead_of:
                message = ReadonlyDict({**message, "string": term.text})
            messages.append(message)
        self.web_translations[module_name, lang] = ReadonlyDict(
            {"messages": tuple(messages)}
        )

    return load


CodeTranslations._load_python_translations = _with_extra_python(
    CodeTranslations._load_python_translations
)
CodeTranslations._load_web_translations = _with_mended_web(
    CodeTranslations._load_web_translations
)
# What was looked up while Odoo started was read without them.
code_translations.python_translations.clear()
code_translations.web_translations.clear()

"""Every word of ours is there in Persian, as Persian is written."""

import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from support.odoo_server import DATA, PROJECT

ADDONS = sorted(path.parent for path in PROJECT.glob("addons/*/__manifest__.py"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{[^}]*\}\}|\$\{[^}]*\}")
TAG = re.compile(r"</?(\w+)")


def template_of(addon: Path) -> Path:
    return addon / "i18n" / f"{addon.name}.pot"


def persian(addon: Path) -> polib.POFile:
    return polib.pofile(str(addon / "i18n" / "fa.po"))


@pytest.fixture(scope="module")
def words_of_the_code(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What Odoo itself finds to translate in the addons as they are installed."""
    folder = tmp_path_factory.mktemp("words")
    # Odoo's own command knows no option for the addons' path.
    configuration = folder / "odoo.conf"
    configuration.write_text(
        f"[options]\naddons_path = {PROJECT / 'addons'}\ndata_dir = {DATA}\n"
    )
    database = os.environ["MARFANET_TEST_TEMPLATE"]
    command = [
        sys.executable,
        "-m",
        "odoo",
        "i18n",
        "export",
        f"--config={configuration}",
    ]
    command += [f"--database={database}", f"--output={folder / 'words.pot'}"]
    command += [addon.name for addon in ADDONS]
    subprocess.run(command, cwd="/", check=True, capture_output=True)
    return {entry.msgid for entry in polib.pofile(str(folder / "words.pot"))}


def test_the_templates_hold_what_is_in_the_code(words_of_the_code: set[str]):
    known = {
        entry.msgid
        for addon in ADDONS
        for entry in polib.pofile(str(template_of(addon)))
    }
    assert words_of_the_code - known == set(), "scripts/translate brings them in"
    assert known - words_of_the_code == set(), "scripts/translate takes them out"


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_each_term_is_translated_and_no_other(addon: Path):
    terms = {entry.msgid for entry in polib.pofile(str(template_of(addon)))}
    translated = {
        entry.msgid
        for entry in persian(addon)
        if entry.msgstr and not entry.fuzzy and not entry.obsolete
    }
    assert terms - translated == set()
    assert translated - terms == set()


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_a_translation_keeps_what_is_filled_in_and_marked_up(addon: Path):
    for entry in persian(addon):
        for kept in (PLACEHOLDER, TAG):
            wanted = sorted(kept.findall(entry.msgid))
            assert sorted(kept.findall(entry.msgstr)) == wanted, entry.msgid


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_persian_is_written_with_persian_letters(addon: Path):
    """No Arabic ye and kaf, no space before a stop, no spaced prefix of a verb."""
    for entry in persian(addon):
        assert not re.search(r"[\u064A\u0643]", entry.msgstr), entry.msgstr
        assert not re.search(r" [،؛؟](?!\S)", entry.msgstr), entry.msgstr
        # «می خواهد» wants a zero-width non-joiner: «می‌خواهد».
        assert not re.search(r"(?<!\S)ن?می ", entry.msgstr), entry.msgstr
        assert not re.search(r"\S ها(ی|یی)?(?!\S)", entry.msgstr), entry.msgstr


def test_one_term_has_one_translation():
    """A word reads the same in every addon."""
    meanings: dict[str, set[str]] = {}
    for addon in ADDONS:
        for entry in persian(addon):
            meanings.setdefault(entry.msgid, set()).add(entry.msgstr)
    assert {term: found for term, found in meanings.items() if len(found) > 1} == {}

"""Every word of ours is there in Persian, as Persian is written."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from support.odoo_server import DATA, PROJECT

ADDONS = sorted(path.parent for path in PROJECT.glob("addons/*/__manifest__.py"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{[^}]*\}\}|\$\{[^}]*\}")
#: English words that mean several things: keys of a keyboard and of an API; a person
#: who did something is a colleague, a contact is a company or a person; ….
HOMONYMS = {"Keys", "Moment", "Person", "Result"}
TAG = re.compile(r"</?(\w+)")


def template_of(addon: Path) -> Path:
    return addon / "i18n" / f"{addon.name}.pot"


def persian(addon: Path) -> polib.POFile:
    return polib.pofile(str(addon / "i18n" / "fa.po"))


def all_persian(addon: Path) -> Iterator[polib.POEntry]:
    """Yield what an addon says in Persian: its own words, and those for Odoo's."""
    for path in sorted(addon.glob("i18n*/fa.po")):
        yield from polib.pofile(str(path))


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


def test_odoo_lacks_each_extra_term_or_has_it_wrong():
    """What Odoo no longer has, or has now in Persian, is not for us to say."""
    command = [sys.executable, str(PROJECT / "scripts" / "merge_extra_terms.py")]
    answer = subprocess.run(
        [*command, "--check"], cwd="/", check=False, capture_output=True, text=True
    )
    assert answer.stdout == "", "scripts/translate takes them out"
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_a_translation_keeps_what_is_filled_in_and_marked_up(addon: Path):
    for entry in all_persian(addon):
        for kept in (PLACEHOLDER, TAG):
            wanted = sorted(kept.findall(entry.msgid))
            assert sorted(kept.findall(entry.msgstr)) == wanted, entry.msgid


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_persian_is_written_with_persian_letters(addon: Path):
    """No Arabic ye and kaf, no space before a stop, no spaced prefix of a verb."""
    for entry in all_persian(addon):
        assert not re.search(r"[\u064A\u0643]", entry.msgstr), entry.msgstr
        assert not re.search(r" [،؛؟](?!\S)", entry.msgstr), entry.msgstr
        # «می خواهد» wants a zero-width non-joiner: «می‌خواهد».
        assert not re.search(r"(?<!\S)ن?می ", entry.msgstr), entry.msgstr
        assert not re.search(r"\S ها(ی|یی)?(?!\S)", entry.msgstr), entry.msgstr


def test_one_term_has_one_translation():
    """A word reads the same in every addon."""
    meanings: dict[str, set[str]] = {}
    for addon in ADDONS:
        for entry in all_persian(addon):
            meanings.setdefault(entry.msgid, set()).add(entry.msgstr)
    several = {term for term, found in meanings.items() if len(found) > 1}
    assert several == HOMONYMS

"""A recording sent in pieces to a real server, whose transactions really end."""

import hashlib
import subprocess
import uuid
from pathlib import Path

import pytest
from ai_server import AIServer
from conftest import Product
from support.odoo_server import filestore

SECONDS = 90


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "note.wav"
    tone = ["-f", "lavfi", "-i", f"sine=frequency=300:duration={SECONDS}"]
    subprocess.run(["ffmpeg", "-v", "error", *tone, str(path)], check=True)
    return path


def half_sent(product: Product, number: str) -> list[Path]:
    folder = filestore(product.server.database) / "marfanet_voice_uploads"
    return list(folder.glob(f"*{number}*"))


def test_pieces_become_one_file_of_the_note_and_nothing_else_stays(
    product: Product, ai: AIServer, recording: Path
):
    product.use_ai(ai, speech=None, language=False)
    number = str(uuid.uuid4())
    about = {"representative": product.representative_id, "purpose": "support"}

    receipt = product.browser.send_in_pieces(recording, number, **about)

    content = recording.read_bytes()
    assert receipt["sha256"] == hashlib.sha256(content).hexdigest()
    [note] = product.agent.call("marfanet.voice.note", "read", [receipt["id"]])
    assert note["seconds"] == pytest.approx(SECONDS, abs=0.1)
    heard = product.browser.get(f"/web/content/{note['attachment_id'][0]}")
    assert heard.content == content
    assert half_sent(product, number) == []
    stored = filestore(product.server.database) / _name(content)
    assert stored.stat().st_nlink == 1

    again = product.browser.send_in_pieces(recording, number, **about)
    assert again["id"] == receipt["id"]


def test_two_notes_of_the_same_sound_share_a_file(
    product: Product, ai: AIServer, recording: Path
):
    product.use_ai(ai, speech=None, language=False)
    about = {"representative": product.representative_id, "purpose": "support"}
    numbers = [str(uuid.uuid4()), str(uuid.uuid4())]
    receipts = [
        product.browser.send_in_pieces(recording, number, **about)
        for number in numbers
    ]
    notes = product.agent.call(
        "marfanet.voice.note", "read", [receipt["id"] for receipt in receipts]
    )
    assert len({note["attachment_id"][0] for note in notes}) == 2
    for note in notes:
        heard = product.browser.get(f"/web/content/{note['attachment_id'][0]}")
        assert heard.content == recording.read_bytes()
    assert not any(half_sent(product, number) for number in numbers)


def _name(content: bytes) -> str:
    sha1 = hashlib.sha1(content).hexdigest()
    return f"{sha1[:2]}/{sha1}"

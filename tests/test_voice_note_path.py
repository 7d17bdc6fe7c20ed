"""From spoken words to dated tasks, through everything that lies between.

Real speech, real files, real HTTP, the real job runner; only the AI services are
local, and those refuse what the real ones refuse.
"""

import subprocess
import uuid
from pathlib import Path

import pytest
import requests
from ai_server import AIServer
from conftest import Product
from support.jobs import wait_for
from support.speech import speak

# A Saturday, 1404-09-08: before any clock that runs this test.
RECORDED_AT = "2025-11-29T10:30:00+03:30"
SAID = (
    "با آقای رضایی صحبت کردم. مشکل وصل شدن روی ایرانسل داشت، کانفیگ جدید فرستادم و"
    " حل شد. خیلی راضی بود. سه‌شنبه آینده تماس بگیرم ببینم هنوز وصله یا نه."
    " پانزدهم هم ساعت ۱۱ برای تمدید زنگ بزنم."
)
# 1404-09-11 09:00 and 1404-09-15 11:00 in Tehran, as Odoo stores them.
DUE = ["2025-12-02 05:30:00", "2025-12-06 07:30:00"]
UNDERSTOOD = {
    "summary": "مشکل اتصال روی ایرانسل با کانفیگ جدید حل شد.",
    "long_summary": "",
    "sentiment": "positive",
    "sentiment_quote": "خیلی راضی بود",
    "outcome": "resolved",
    "outcome_quote": "کانفیگ جدید فرستادم و حل شد",
    "next_step": "تماس برای اطمینان از اتصال",
    "feedback": "",
    "objections": [],
    "promises": [],
    "follow_ups": [
        {
            "title": "تماس برای اطمینان از اتصال",
            "due": "2025-12-02T09:00",
            "time_said": False,
            "quote": "سه‌شنبه آینده تماس بگیرم ببینم هنوز وصله یا نه",
        },
        {
            "title": "تماس برای تمدید",
            "due": "2025-12-06T11:00",
            "time_said": True,
            "quote": "پانزدهم هم ساعت ۱۱ برای تمدید زنگ بزنم",
        },
    ],
}


@pytest.fixture(scope="module", params=["ogg", "webm"])
def recording(request: pytest.FixtureRequest, tmp_path_factory):
    path = tmp_path_factory.mktemp("speech") / f"note.{request.param}"
    return path, speak(SAID, path)


def send(product: Product, path: Path, **changes: object) -> requests.Response:
    form = {
        "representative": product.representative_id,
        "purpose": "support",
        "client_uuid": str(uuid.uuid4()),
        "recorded_at": RECORDED_AT,
    }
    return product.browser.upload(path, **{**form, **changes})


def receipt_of(response: requests.Response) -> dict:
    assert response.status_code == 201, response.text
    return response.json()


def read_note(product: Product, note_id: int) -> dict:
    [note] = product.agent.call("marfanet.voice.note", "read", [note_id])
    return note


def wait_for_state(product: Product, note_id: int, *states: str) -> dict:
    def look() -> dict | None:
        note = read_note(product, note_id)
        return note if note["state"] in states else None

    return wait_for(product.server.database, look)


def tasks_of(product: Product, note_id: int) -> list[dict]:
    return product.agent.call(
        "marfanet.task",
        "search_read",
        [["voice_note_id", "=", note_id]],
        order="date_due",
    )


def everything_stored(product: Product) -> dict[str, int]:
    models = ["marfanet.voice.note", "marfanet.interaction", "marfanet.task"]
    counts = {model: product.admin.call(model, "search_count", []) for model in models}
    about_notes = [["res_model", "=", "marfanet.voice.note"]]
    counts["files"] = product.admin.call("ir.attachment", "search_count", about_notes)
    return counts


@pytest.mark.parametrize("speech", ["xai_speech", "openai"])
def test_spoken_note_becomes_summary_and_dated_tasks(
    product: Product, ai: AIServer, recording: tuple[Path, float], speech: str
):
    path, seconds = recording
    product.use_ai(ai, speech=speech, language=True)
    # The server decodes what it gets: a cut or stretched recording is refused there.
    ai.speech(SAID, seconds=seconds)
    ai.answer(UNDERSTOOD)

    receipt = receipt_of(send(product, path))
    note = wait_for_state(product, receipt["id"], "ready", "failed")

    assert note["state"] == "ready", note["failure"]
    assert note["transcript"] == SAID
    [interaction] = product.agent.call(
        "marfanet.interaction", "read", [receipt["interaction_id"]]
    )
    assert interaction["partner_id"][0] == product.representative_id
    assert interaction["summary"] == UNDERSTOOD["summary"]
    assert interaction["sentiment"] == "positive"
    assert interaction["next_step"] == UNDERSTOOD["next_step"]
    assert interaction["ai_review"] == "suggested"
    mark = interaction["ai_sources"]["sentiment"]
    assert (mark["quote"], mark["note"]) == ("خیلی راضی بود", receipt["id"])
    if speech == "xai_speech":  # the other one tells no times
        assert 0 < mark["start"] < seconds
    tasks = tasks_of(product, receipt["id"])
    assert [task["date_due"] for task in tasks] == DUE
    assert [task["time_said"] for task in tasks] == [False, True]
    assert [task["date_doubt"] for task in tasks] == [False, False]
    for task in tasks:
        assert task["partner_id"][0] == product.representative_id
        assert task["interaction_id"][0] == receipt["interaction_id"]
        assert task["user_id"][0] == product.agent_id
        assert (task["origin"], task["ai_review"]) == ("ai", "suggested")


def test_without_a_language_model_the_built_in_reader_reads(
    product: Product, ai: AIServer, recording: tuple[Path, float]
):
    path, seconds = recording
    product.use_ai(ai, speech="xai_speech", language=False)
    ai.speech(SAID, seconds=seconds)

    receipt = receipt_of(send(product, path))
    note = wait_for_state(product, receipt["id"], "ready", "failed")

    assert note["state"] == "ready", note["failure"]
    assert note["read_by"] == "Built-in reader"
    tasks = tasks_of(product, receipt["id"])
    assert [task["date_due"] for task in tasks] == DUE


def test_without_a_speech_service_the_agent_types_what_was_said(
    product: Product, ai: AIServer, recording: tuple[Path, float]
):
    path, _seconds = recording
    product.use_ai(ai, speech=None, language=False)

    receipt = receipt_of(send(product, path))
    wait_for_state(product, receipt["id"], "untranscribed")
    product.agent.call(
        "marfanet.voice.note", "write", [receipt["id"]], {"transcript": SAID}
    )
    note = wait_for_state(product, receipt["id"], "ready", "failed")

    assert (note["state"], note["transcript_origin"]) == ("ready", "typed")
    assert [task["date_due"] for task in tasks_of(product, receipt["id"])] == DUE


def test_note_waits_for_a_service_that_is_down_and_says_so(
    product: Product, ai: AIServer, recording: tuple[Path, float]
):
    path, seconds = recording
    product.use_ai(ai, speech="xai_speech", language=False)
    ai.fault(503)

    receipt = receipt_of(send(product, path))
    note = wait_for_state(product, receipt["id"], "waiting")
    assert note["failure"] and note["retry_at"]

    ai.speech(SAID, seconds=seconds)
    product.agent.call("marfanet.voice.note", "action_retry", [receipt["id"]])
    note = wait_for_state(product, receipt["id"], "ready", "failed")
    assert note["state"] == "ready", note["failure"]
    assert len(tasks_of(product, receipt["id"])) == 2


def test_note_sent_twice_is_stored_once(
    product: Product, ai: AIServer, recording: tuple[Path, float]
):
    path, _seconds = recording
    product.use_ai(ai, speech=None, language=False)
    number = str(uuid.uuid4())

    first = receipt_of(send(product, path, client_uuid=number))
    before = everything_stored(product)
    second = receipt_of(send(product, path, client_uuid=number))

    assert (second["id"], second["sha256"]) == (first["id"], first["sha256"])
    assert everything_stored(product) == before


def test_recording_is_for_those_who_may_read_the_note(
    product: Product, ai: AIServer, recording: tuple[Path, float]
):
    path, _seconds = recording
    product.use_ai(ai, speech=None, language=False)
    receipt = receipt_of(send(product, path))
    note = read_note(product, receipt["id"])
    address = f"/web/content/{note['attachment_id'][0]}"
    login, password = "stranger", "stranger-password"
    product.admin.call(
        "res.users",
        "create",
        {"name": login, "login": f"{login}-{receipt['id']}", "password": password},
    )

    assert product.browser.get(address).content == path.read_bytes()
    stranger = product.log_in(f"{login}-{receipt['id']}", password)
    assert stranger.get(address).status_code == 404
    anonymous = requests.get(f"{product.server.url}{address}", timeout=60)
    assert anonymous.status_code == 404


def empty_file(folder: Path) -> Path:
    path = folder / "empty.ogg"
    path.write_bytes(b"")
    return path


def text_named_audio(folder: Path) -> Path:
    path = folder / "note.mp3"
    path.write_text("این فایل صدا نیست", encoding="utf-8")
    return path


def damaged_audio(folder: Path) -> Path:
    path = folder / "damaged.ogg"
    path.write_bytes(b"OggS" + bytes(5000))
    return path


def playlist_named_audio(folder: Path) -> Path:
    path = folder / "playlist.webm"
    path.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (empty_file, "empty"),
        (text_named_audio, "no recording"),
        (damaged_audio, "no recording"),
        (playlist_named_audio, "no recording"),
    ],
)
def test_file_that_is_no_recording_is_refused_and_leaves_nothing(
    product: Product, tmp_path: Path, make, words: str
):
    before = everything_stored(product)
    response = send(product, make(tmp_path))
    assert response.status_code == 400
    assert words in response.json()["error"]
    assert everything_stored(product) == before


def test_file_that_is_too_large_is_refused_and_leaves_nothing(
    product: Product, recording: tuple[Path, float], tmp_path: Path
):
    path, _seconds = recording
    large = tmp_path / path.name
    large.write_bytes(path.read_bytes() + bytes(1024 * 1024))
    product.admin.call(
        "ir.config_parameter", "set_param", "marfanet_voice.max_megabytes", "1"
    )
    before = everything_stored(product)
    try:
        response = send(product, large)
        # Far beyond the limit, it is not even read.
        with large.open("ab") as file:
            file.truncate(8 * 1024 * 1024)
        beyond = send(product, large)
    finally:
        product.admin.call(
            "ir.config_parameter", "set_param", "marfanet_voice.max_megabytes", "100"
        )
    assert response.status_code == 400
    assert "larger than 1 MB" in response.json()["error"]
    assert beyond.status_code == 413
    assert everything_stored(product) == before


def test_recording_that_is_too_long_is_refused(product: Product, tmp_path: Path):
    path = tmp_path / "long.ogg"
    tone = ["-f", "lavfi", "-i", "sine=frequency=300:duration=75"]
    subprocess.run(["ffmpeg", "-v", "error", *tone, str(path)], check=True)
    product.admin.call(
        "ir.config_parameter", "set_param", "marfanet_voice.max_minutes", "1"
    )
    before = everything_stored(product)
    try:
        response = send(product, path)
    finally:
        product.admin.call(
            "ir.config_parameter", "set_param", "marfanet_voice.max_minutes", "60"
        )
    assert response.status_code == 400
    assert "longer than 1 minutes" in response.json()["error"]
    assert everything_stored(product) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"representative": "999999"}, "no such representative"),
        ({"representative": "ali"}, "no such representative"),
        ({"representative": "1"}, "is not a representative"),
        ({"purpose": "gossip"}, "no purpose"),
        ({"client_uuid": "seven"}, "no UUID"),
        ({"recorded_at": "yesterday"}, "ISO 8601"),
    ],
)
def test_form_that_makes_no_sense_is_refused_and_leaves_nothing(
    product: Product, recording: tuple[Path, float], change: dict, words: str
):
    path, _seconds = recording
    before = everything_stored(product)
    response = send(product, path, **change)
    assert response.status_code == 400
    assert words in response.json()["error"]
    assert everything_stored(product) == before


def test_nobody_uploads_without_logging_in(
    product: Product, recording: tuple[Path, float]
):
    path, _seconds = recording
    before = everything_stored(product)
    with path.open("rb") as file:
        response = requests.post(
            f"{product.server.url}/marfanet/voice/notes",
            data={"representative": product.representative_id},
            files={"audio": file},
            timeout=60,
            allow_redirects=False,
        )
    assert response.status_code in (303, 400, 403)
    assert everything_stored(product) == before

"""P7: an hour of speech taken in and prepared, against bare ffmpeg to the same output.

Processor time, not seconds: it is what a server has too little of, and what others do
on the machine meanwhile does not count.
"""

import json
import os
import resource
import subprocess
import tempfile
import uuid
from pathlib import Path

from support.clients import Integrator, log_in
from support.odoo_server import PROJECT, OdooServer, odoo_command
from support.speech import speak

from .table import Row

MINUTES = 60
MEGABYTE = 1024 * 1024
SAID = (
    "با آقای رضایی صحبت کردم. مشکل وصل شدن روی ایرانسل داشت، کانفیگ جدید فرستادم و حل"
    " شد. سه‌شنبه آینده تماس بگیرم ببینم هنوز وصله یا نه."
)
# What tools/audio.py asks of ffmpeg, without limits and without looking for silence.
SAME_OUTPUT = [
    "-af",
    "aresample=16000:async=1:first_pts=0,aformat=channel_layouts=mono,"
    "dynaudnorm=framelen=250:gausssize=11:maxgain=30:threshold=0.001",
    "-c:a", "libopus", "-b:a", "24k", "-f", "segment", "-segment_time", "600",
]  # fmt: skip


def measure(server: OdooServer) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="marfanet-bench-") as name:
        folder = Path(name)
        recording = _hour_of_speech(folder)
        admin = Integrator(server.url, server.database, "admin", "admin")
        [partner] = admin.call(
            "res.partner", "search", [["admin_username", "=", "seller.0"]]
        )
        browser = log_in(server.url, server.database, "agent1", "agent1")
        # The first one pays for what a process loads once.
        about = {"representative": partner, "purpose": "support"}
        browser.send_in_pieces(_unit(folder), str(uuid.uuid4()), **about)
        before, memory = server.processor_seconds(), server.memory_since_now()
        receipt = browser.send_in_pieces(recording, str(uuid.uuid4()), **about)
        taking_in = server.processor_seconds() - before
        grown = memory()
        prepared = _prepare(server.database, receipt["id"])
        bare = _processor_seconds_of_children(
            ["ffmpeg", "-v", "error", "-nostdin", "-i", str(recording), "-vn",
             *SAME_OUTPUT, str(folder / "bare%d.ogg")]
        )  # fmt: skip
    ours = taking_in + prepared["seconds"]
    grown = max(grown, prepared["grown"])
    return [
        Row(
            "P7", f"{MINUTES} minutes of speech taken in and prepared, processor time",
            f"{ours:.1f} s", f"{bare:.1f} s (ffmpeg)", ours / bare, 1.2,
        ),
        Row(
            "P7", "… memory that a worker takes for it",
            f"{grown / MEGABYTE:.0f} MiB", "", grown / MEGABYTE, 80,
        ),
    ]  # fmt: skip


def _unit(folder: Path) -> Path:
    """Return half a minute of speech with a pause, as browsers record it."""
    path = folder / "unit.ogg"
    if not path.exists():
        speak(SAID, folder / "said.ogg")
        pause = ["-af", "apad=pad_dur=2", "-ar", "48000", "-c:a", "libopus"]
        _ffmpeg("-i", str(folder / "said.wav"), *pause, "-b:a", "32k", str(path))
    return path


def _hour_of_speech(folder: Path) -> Path:
    path = folder / "hour.webm"
    again = ["-stream_loop", "-1", "-i", str(_unit(folder)), "-t", str(MINUTES * 60)]
    _ffmpeg(*again, "-c", "copy", "-live", "1", str(path))
    return path


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *arguments], check=True)


def _prepare(database: str, note_id: int) -> dict[str, float]:
    """Cut and convert a note's recording as its job does, in a process of its own."""
    script = Path(__file__).with_name("voice_in_process.py").read_text()
    done = subprocess.run(
        odoo_command(database, "--no-http", "--log-level=warn", command="shell"),
        cwd="/", input=script, text=True, check=True, stdout=subprocess.PIPE,
        env={**os.environ, "MARFANET_BENCH_NOTE": str(note_id), "PYTHONPATH": ":".join(
            [os.environ["PYTHONPATH"], str(PROJECT), str(PROJECT / "tests")]
        )},
    )  # fmt: skip
    [line] = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return json.loads(line)


def _processor_seconds_of_children(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

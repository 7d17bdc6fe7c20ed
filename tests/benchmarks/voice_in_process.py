"""Prepares one note's recording for a speech service; read by «odoo shell»."""

import json
import os
import resource
import sys
import tempfile
from pathlib import Path

from support.memory import memory_since_now

from odoo.addons.marfanet_voice.tools import audio


def processor_seconds():
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(
            resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
    )


def measure(env):
    note = env["marfanet.voice.note"].browse(int(os.environ["MARFANET_BENCH_NOTE"]))
    attachment = note.attachment_id
    path = Path(attachment._full_path(attachment.store_fname))
    seconds, memory = processor_seconds(), memory_since_now(os.getpid())
    recording = audio.known(path, note.seconds)
    with tempfile.TemporaryDirectory(prefix="marfanet-bench-") as folder:
        parts = audio.contents(recording, longest=600).parts
        for number, (start, length) in enumerate(parts):
            target = Path(folder, f"{number}.ogg")
            audio.convert(recording, target, "ogg", start=start, seconds=length)
        pieces = len(list(Path(folder).iterdir()))
    assert pieces >= note.seconds // 600, f"{pieces} pieces"
    result = {"seconds": processor_seconds() - seconds, "grown": memory()}
    sys.stdout.write("\n" + json.dumps(result) + "\n")


measure(env)  # noqa: F821 - «odoo shell» provides it

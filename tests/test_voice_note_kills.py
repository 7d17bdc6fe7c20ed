"""A few kills of a real server with all its processes, each at a point of its own.

The long loop is «make faults»; this is the same with kills that always meet their mark.
"""

import os
from pathlib import Path

from faults.arena import Scale, arena, run

KILLS = [
    ("point", "plan_made"),
    ("server", "transcription"),
    ("point", "speech_heard"),
    ("worker", "analysis"),
    ("point", "finding_made"),
    ("point", "tasks_proposed"),
]


def test_no_kill_loses_a_note_or_doubles_a_task(tmp_path: Path):
    log = Path(os.environ["MARFANET_TEST_LOGS"], "paths-kills-server.log")
    scale = Scale(10, KILLS, agents=2, ahead=4, long=False, hurry=True)
    with arena(os.environ["MARFANET_TEST_TEMPLATE"], log) as place:
        outcome = run(place, scale, tmp_path)
    assert outcome.problems == []
    assert outcome.killer.kills.total == len(KILLS)

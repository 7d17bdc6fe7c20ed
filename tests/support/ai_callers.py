"""Threads that ask an AI service at the same moment, in a process of its own.

It loads Odoo, writes «ready», and begins when it reads a line.
"""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from support.odoo_server import odoo_command

TESTS = Path(__file__).resolve().parents[1]


def start_callers(database: str, **asked: Any) -> subprocess.Popen:
    """Return a process that is ready to ask.

    :param asked: provider_id; user_ids, in whose names in turn; callers, how many; and
        tokens, what the ledger is told beforehand
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "support.ai_callers", database, json.dumps(asked)],
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def begin(process: subprocess.Popen) -> None:
    """Let a process that is ready ask."""
    process.stdin.write("\n")
    process.stdin.flush()


def _call_at_once(database: str, asked: dict[str, Any]) -> None:
    # Only in this process: pytest's own knows nothing of Odoo.
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(odoo_command(database, "--log-level=error")[4:])
    registry = Registry(database)
    threads = [
        threading.Thread(target=_call, args=(registry, asked, number))
        for number in range(asked["callers"])
    ]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _call(registry: Any, asked: dict[str, Any], number: int) -> None:
    import pydantic

    from odoo import api

    from odoo.addons.marfanet_ai.exceptions import AIServiceError

    class Mood(pydantic.BaseModel):
        word: str

    users = asked["user_ids"]
    with registry.cursor() as cr:
        env = api.Environment(cr, users[number % len(users)], {})
        provider = env["marfanet.ai.provider"].sudo().browse(asked["provider_id"])
        recorded = env["marfanet.ai.call"]._recorded(
            provider, "at_once", **asked["tokens"]
        )
        try:
            with recorded as call:
                question = [{"role": "user", "content": "؟"}]
                usage = provider._chat_model().ask(question, Mood).usage
                call.used(
                    input_tokens=usage.input_tokens, output_tokens=usage.output_tokens
                )
        except AIServiceError:
            # How each call has ended is in the ledger.
            pass


if __name__ == "__main__":
    _call_at_once(sys.argv[1], json.loads(sys.argv[2]))

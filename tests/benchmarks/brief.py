"""P10: a call's facts for somebody with 10,000 contacts, against bare SQL.

In one process, as the search is (P4): what a server adds is the same for every request.
"""

import json
import os
import subprocess
from pathlib import Path

from support.odoo_server import PROJECT, OdooServer, odoo_command

from .table import Row, ms

_MOST_MILLISECONDS = 100
_MOST_QUERIES = 12
_MOST_TOKENS = 6_000


def measure(server: OdooServer) -> list[Row]:
    script = Path(__file__).with_name("brief_in_process.py").read_text()
    done = subprocess.run(
        odoo_command(server.database, "--no-http", "--log-level=warn", command="shell"),
        cwd="/", input=script, text=True, check=True, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": ":".join(
            [os.environ["PYTHONPATH"], str(PROJECT), str(PROJECT / "tests")]
        )},
    )  # fmt: skip
    [line] = [line for line in done.stdout.splitlines() if line.startswith("{")]
    measured = json.loads(line)
    return [
        Row(
            "P10", f"a call's facts, {measured['contacts']:,} long contacts, in ms",
            ms(measured["ours"]), f"{ms(measured['bare'])} (SQL)",
            measured["ours"] * 1_000, _MOST_MILLISECONDS,
        ),
        Row(
            "P10", "… their queries",
            str(measured["queries"]), str(measured["bare_queries"]),
            measured["queries"], _MOST_QUERIES,
        ),
        Row(
            "P10", "… the whole question to a language model, in tokens",
            f"{measured['tokens']:,}", "", measured["tokens"], _MOST_TOKENS,
        ),
    ]  # fmt: skip

"""P4: a representative found while somebody types, against the bare indexed SQL."""

import json
import os
import subprocess
from pathlib import Path

from support.odoo_server import PROJECT, OdooServer, odoo_command

from .table import Row, ms


def measure(server: OdooServer) -> list[Row]:
    script = Path(__file__).with_name("search_in_process.py").read_text()
    done = subprocess.run(
        odoo_command(server.database, "--no-http", "--log-level=warn", command="shell"),
        cwd="/", input=script, text=True, check=True, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": ":".join(
            [os.environ["PYTHONPATH"], str(PROJECT), str(PROJECT / "tests")]
        )},
    )  # fmt: skip
    [line] = [line for line in done.stdout.splitlines() if line.startswith("[")]
    rows = []
    for typed, ours, reference, found in json.loads(line):
        assert found, f"{typed} finds nobody"
        rows.append(
            Row("P4", f"search «{typed}»", ms(ours), f"{ms(reference)} (SQL)",
                ours / reference, 3)
        )  # fmt: skip
    return rows

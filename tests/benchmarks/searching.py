"""P4: a representative found while somebody types, against the bare indexed SQL."""

import json
import os
import subprocess
import sys
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
    measured = json.loads(line)
    for typed, ours, reference, found in measured:
        assert found, f"«{typed}» finds other people than the SQL"
        # Where the SQL takes half a millisecond, the rest is the ORM's own minimum.
        sys.stdout.write(
            f"  {ms(ours):>8} against {ms(reference):>8} of SQL: «{typed}»\n"
        )
    ours, reference = (sum(row[i] for row in measured) for i in (1, 2))
    return [
        Row(
            "P4",
            f"a search in {len(measured)} spellings, together",
            ms(ours),
            f"{ms(reference)} (SQL)",
            ours / reference,
            3,
        )
    ]

"""P11: all addons on an empty database, against ``crm`` alone."""

import os
import subprocess
from pathlib import Path

from support.odoo_server import drop_database, odoo_command

from .table import Row, in_turn


def measure(addons: str, logs: Path) -> list[Row]:
    ours, reference = in_turn(
        lambda: _install(addons, logs), lambda: _install("crm", logs), times=1
    )
    return [
        Row(
            "P11",
            "installing all addons",
            f"{ours:.0f} s",
            f"{reference:.0f} s (crm)",
            ours / reference,
            2,
        )
    ]


def _install(addons: str, logs: Path) -> None:
    database = f"marfanet_bench_install_{os.getpid()}"
    subprocess.run(["createdb", database], check=True)
    try:
        with (logs / "install.log").open("w") as log:
            subprocess.run(
                odoo_command(
                    database, f"--init={addons}", "--no-http", "--stop-after-init"
                ),
                cwd="/", stdout=log, stderr=log, check=True,
            )  # fmt: skip
    finally:
        drop_database(database)

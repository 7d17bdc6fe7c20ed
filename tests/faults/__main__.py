"""Kills the product a hundred times over two hundred notes, and looks what it cost.

    python -m faults [--notes N] [--kills N] [--seed N] [--port N]

Prints one table, and what is wrong; ends in failure if anything is. The database that
MARFANET_TEST_TEMPLATE names is copied; without it one is made first.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.odoo_server import drop_database, odoo_command

from .arena import Outcome, Scale, arena, run
from .killing import plan

ADDONS = "marfanet_persian,marfanet_crm,marfanet_ai,marfanet_voice"
LOGS = Path(os.environ["CACHE"]) / "log" / "faults"


def main() -> int:
    options = _options()
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"server-{os.getpid()}.log"
    scale = Scale(options.notes, plan(options.kills, options.seed))
    with (
        _template() as template,
        tempfile.TemporaryDirectory(prefix="marfanet-faults-") as folder,
        arena(template, log, options.port) as place,
    ):
        outcome = run(place, scale, Path(folder))
    sys.stdout.write(as_text(outcome, options.notes))
    for problem in outcome.problems:
        sys.stdout.write(f"✗ {problem}\n")
    sys.stdout.write(f"{len(outcome.problems)} problems; the server's log is {log}\n")
    return bool(outcome.problems)


def as_text(outcome: Outcome, notes: int) -> str:
    """Return the table of what was killed and how soon the notes went on."""
    kills, recovery = outcome.killer.kills, outcome.recovery
    lines = [f"{'kill':32} {'times':>5}"]
    lines += [f"{kind:32} {n:5}" for kind, n in sorted(kills.count.items())]
    lines += [f"{'all':32} {kills.total:5}", ""]
    lines += [f"{'until a note goes on':32} {'notes':>5} {'p50':>7} {'p95':>7}"]
    for kind in ("server", "worker", "runner", "point", ""):
        met = sum(len(m.seconds) for m in recovery.met if kind in ("", m.kind))
        if found := recovery.percentiles(kind):
            p50, p95 = found
            lines += [f"{kind or 'all':32} {met:5} {p50:5.1f} s {p95:5.1f} s"]
    lines += [
        "",
        f"{notes} notes, sent {outcome.sent} times, in {outcome.seconds:.0f} s",
    ]
    lines += [f"they end as {outcome.states}"]
    return "\n".join(lines) + "\n"


@contextmanager
def _template() -> Iterator[str]:
    """Give the name of a database with the addons."""
    if template := os.environ.get("MARFANET_TEST_TEMPLATE"):
        yield template
        return
    database = f"marfanet_faults_{os.getpid()}"
    subprocess.run(["createdb", database], check=True)
    try:
        with (LOGS / "create.log").open("w") as output:
            command = odoo_command(
                database, f"--init={ADDONS}", "--no-http", "--stop-after-init"
            )
            subprocess.run(command, cwd="/", check=True, stdout=output, stderr=output)
        yield database
    finally:
        drop_database(database)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8570)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

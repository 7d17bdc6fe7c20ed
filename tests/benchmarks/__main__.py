"""Fills a database and measures the product on it, against Odoo's own code.

    python -m benchmarks [--small] [--database NAME] [--keep] [CASE ...]

``--small`` fills it with a thousandth, which is enough for P7 to P9; ``--database``
measures on a database that an earlier run has kept. The targets, and why
they are ratios, are in docs/performance.md. Prints a table, and writes it to the file
that MARFANET_BENCH_FILE names.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from support.odoo_server import PROJECT, OdooServer, drop_database, odoo_command

from . import (
    brief,
    creating,
    installing,
    page,
    reader,
    searching,
    voice,
    voice_pipeline,
    work_log,
)
from .data_size import SMALL
from .table import Row, as_text

ADDONS = (
    "marfanet_persian,marfanet_crm,marfanet_ai,marfanet_voice,marfanet_ai_brief,"
    "marfanet_access"
)
LOGS = Path(os.environ["CACHE"]) / "log" / "benchmarks"
FILE = Path(os.environ.get("MARFANET_BENCH_FILE", LOGS / "benchmarks.md"))
#: Cases that one measurement yields together.
CASES = {
    "P1": work_log.measure,
    "P2": work_log.measure_ten_times,
    "P3": page.measure,
    "P4": searching.measure,
    "P5": creating.measure_batches,
    "P6": creating.measure_single,
    "P7": voice.measure,
    "P8": voice_pipeline.measure_until_visible,
    "P9": voice_pipeline.measure_throughput,
    "P10": brief.measure,
}


def main() -> int:
    options = _options()
    if options.small:
        os.environ[SMALL] = "1"
    LOGS.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    wanted = options.cases or [*CASES, "P11", "reader"]
    if set(wanted) & set(CASES):
        database = options.database or _create_database()
        try:
            rows += _measure(database, [case for case in wanted if case in CASES])
        finally:
            if not (options.keep or options.database):
                drop_database(database)
    if "P11" in wanted:
        rows += installing.measure(ADDONS, LOGS)
    if "reader" in wanted:
        rows += reader.measure()
    table = as_text(rows)
    FILE.write_text(table)
    _say(f"\n{table}\nAlso in {FILE}")
    return 0


def _measure(database: str, cases: list[str]) -> list[Row]:
    log = LOGS / "server.log"
    log.unlink(missing_ok=True)
    rows: list[Row] = []
    with OdooServer(database, _free_port(), log, {}) as server:
        for case in cases:
            _say(f"Measuring {case}")
            rows += CASES[case](server)
    return rows


def _create_database() -> str:
    database = f"marfanet_bench_{os.getpid()}"
    _say(f"Creating {database} (some minutes)")
    subprocess.run(["createdb", database], check=True)
    _run(odoo_command(
        database, f"--init=crm,{ADDONS}", "--load-language=en_US,fa_IR",
        "--no-http", "--stop-after-init",
    ), "create.log")  # fmt: skip
    script = (PROJECT / "tests" / "benchmarks" / "data.py").read_text()
    _run(
        odoo_command(database, "--no-http", "--log-level=warn", command="shell"),
        "fill.log",
        script,
    )
    # As it stands after a night in production, where PostgreSQL does so by itself.
    subprocess.run(["psql", "-qd", database, "-c", "VACUUM ANALYZE"], check=True)
    return database


def _run(command: list[str], log: str, script: str | None = None) -> None:
    with (LOGS / log).open("w") as output:
        subprocess.run(
            command, cwd="/", input=script, text=True, check=True,
            stdout=output, stderr=output,
            env={**os.environ, "PYTHONPATH": f"{os.environ['PYTHONPATH']}:{PROJECT}"},
        )  # fmt: skip


def _free_port() -> int:
    script = PROJECT / "scripts" / "free_port.py"
    command = [sys.executable, str(script), "127.0.0.1", "8470"]
    return int(subprocess.check_output(command, text=True))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--database")
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

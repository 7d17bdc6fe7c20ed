"""Runs the addons' tests, each addon beside only what it depends on, then tests/.

Each addon is installed in a copy of the database of those below it, so that it proves
to install, and to pass, without the others; two at a time. What an addon beside it can
break is tested once more with all of them. Ends with a line of counts.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(os.environ["PROJECT"])
CACHE = Path(os.environ["CACHE"])
DATA = CACHE / "odoo-data"
LOGS = CACHE / "log" / "tests"

# Each addon, and the one whose database it is installed upon.
STAGES = {
    "marfanet_persian": None,
    "marfanet_ai": "marfanet_persian",
    "marfanet_crm": "marfanet_persian",
    "marfanet_voice": "marfanet_crm",
    "marfanet_ai_brief": "marfanet_crm",
    "marfanet_access": "marfanet_crm",
}
ADDONS = list(STAGES)
TOGETHER = "together"  # all addons: their tests of screens and calls, and the census
STAGES[TOGETHER] = "marfanet_voice"
TOGETHER_TAGS = [
    *(f"post_install/{addon}" for addon in ADDONS if addon != "marfanet_access"),
    "/marfanet_access:TestReachCensus",
    "/marfanet_access:TestReachMethods",
    "/marfanet_access:TestReachRights",
]
PATHS = "paths"  # the tests in tests/, on a copy of that database

# An addon's tests wait for the browser half of the time: two fill two processors.
AT_ONCE = 2

# More than these, and it is no accident.
ACCIDENTS = 3
# These prove that nothing is lost or doubled whatever the moment: here a failure that
# comes once in a while is what they are looking for. And a skipped test is no accident.
NO_ACCIDENT = re.compile(r"kill|at_once|AtOnce|(?<!de)fault|\(skipped\)|^pytest ended")

# Two runs may go on at once.
PREFIX = f"marfanet_test_{os.getpid()}_"

#: Servers under way, to be ended when this program is.
_running: set[subprocess.Popen] = set()

LINE = re.compile(r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<text>.*)")
STARTED = re.compile(r"Starting (?P<test>\S+) \.\.\.$")
SKIPPED = re.compile(r"skipped (?P<test>\S+) : ")
FAILED = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?(?P<test>\S+)")
# Odoo says so itself of what is no fault of an addon.
EXPECTED = re.compile(r"Running as user 'root'|0 error\(s\) of 0 tests")


@dataclass
class Result:
    """What came of one stage.

    :param total: how many tests ran
    :param bad: names of those that failed or were skipped, and other faults
    :param chance: of those, what went well when it was tried once more
    """

    total: int = 0
    bad: list[str] = field(default_factory=list)
    chance: list[str] = field(default_factory=list)

    def may_be_chance(self) -> bool:
        """Tell whether trying once more says anything of what went wrong."""
        few = 0 < len(self.bad) <= ACCIDENTS
        return few and not any(NO_ACCIDENT.search(name) for name in self.bad)

    def after(self, second: "Result") -> "Result":
        """Return what came of this stage, of which that was the second try."""
        return Result(self.total, second.bad, sorted({*self.bad} - {*second.bad}))


def main(wanted: list[str]) -> int:
    # As Ctrl+C does: Odoo ends with this process, and the databases go.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    stages = wanted or [*STAGES, PATHS]
    LOGS.mkdir(parents=True, exist_ok=True)
    _drop_leftovers()
    try:
        results = _run_addons(_needed(stages), tested=stages)
        # Alone: these tests count on a server that answers at once.
        if PATHS in stages and PREFIX + TOGETHER in _databases():
            results.append(_run_paths())
            _tell(PATHS, results[-1], LOGS / "paths.log")
    finally:
        for process in list(_running):
            process.kill()
            process.wait()
        for database in _databases():
            if database.startswith(PREFIX):
                _drop(database)
    failed = sum(len(result.bad) for result in results)
    total = sum(result.total for result in results)
    sys.stdout.write(f"\n{max(total - failed, 0)} passed, {failed} failed\n")
    return bool(failed) or not total


def _needed(stages: list[str]) -> list[str]:
    """Return the addons to install for these stages, lower ones first."""
    needed = set()
    for stage in stages:
        addon = TOGETHER if stage == PATHS else stage
        while addon:
            needed.add(addon)
            addon = STAGES[addon]
    return [addon for addon in STAGES if addon in needed]


def _run_addons(addons: list[str], tested: list[str]) -> list[Result]:
    """Install these addons, lower ones first, and run the tests of those wanted."""
    futures: dict[str, Future] = {}
    results = []
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        for addon in addons:
            below = futures.get(STAGES[addon])
            test = addon in tested
            futures[addon] = pool.submit(_run_addon, addon, len(futures), below, test)
        for addon, future in futures.items():
            result = future.result()
            if addon in tested or result.bad:
                _tell(addon, result, LOGS / f"{addon}.log")
            results.append(result)
    finally:
        # On Ctrl+C nothing more begins; what runs is ended by main().
        pool.shutdown(wait=False, cancel_futures=True)
    return results


def _run_addon(addon: str, number: int, below: Future | None, test: bool) -> Result:
    if below:
        below.result()
        if PREFIX + STAGES[addon] not in _databases():
            return Result(bad=[f"{STAGES[addon]} is not there to install upon"])
    result = _install(addon, number, test)
    if test and result.may_be_chance():
        _keep_first_try(LOGS / f"{addon}.log")
        _drop(PREFIX + addon)
        result = result.after(_install(addon, number, test))
    return result


def _install(addon: str, number: int, test: bool) -> Result:
    """Install an addon on a database of its own, and run its tests if wanted."""
    database = PREFIX + addon
    _create(database, STAGES[addon] and PREFIX + STAGES[addon])
    options = [f"--database={database}", "--stop-after-init"]
    if addon == TOGETHER:
        # What is only updated is tested, too: all stands upon the lowest one.
        options += [f"--init={','.join(ADDONS)}", f"--update={ADDONS[0]}"]
        tags = ",".join(TOGETHER_TAGS)
    else:
        options.append(f"--init={addon}")
        tags = f"/{addon}"
    # Any port: tests of another checkout may run beside these, and begin to listen
    # between our looking for a port and listening there.
    port = _free_port(11_000 + os.getpid() % 100 * 200 + 20 * number)
    options += ["--http-interface=127.0.0.1", f"--http-port={port}"]
    if test:
        options += [f"--test-tags={tags}", f"--screenshots={LOGS}"]
    log = LOGS / f"{addon}.log"
    status = _odoo(options, log)
    return _read_log(log, status, tests_expected=test)


def _read_log(log: Path, status: int, tests_expected: bool) -> Result:
    started, bad = set(), {}
    for line in log.read_text(errors="replace").splitlines():
        match = LINE.match(line)
        if not match:
            continue
        text, logger = match["text"].strip(), match["logger"]
        if found := STARTED.match(text):
            started.add(f"{logger}:{found['test']}")
        elif found := SKIPPED.match(text):
            bad[f"{logger}:{found['test']}"] = "skipped"
        elif found := FAILED.match(text):
            bad[f"{logger}:{found['test']}"] = "failed"
        elif match["level"] in ("WARNING", "ERROR", "CRITICAL"):
            if not EXPECTED.search(text) and not bad:
                bad[f"{logger}: {text}"] = "logged"
    if status and not bad:
        bad["Odoo ended in failure"] = f"status {status}"
    if tests_expected and not started:
        bad["no test was found"] = "empty"
    return Result(len(started), [f"{name} ({how})" for name, how in bad.items()])


def _run_paths() -> Result:
    with tempfile.TemporaryDirectory() as failed:
        options = ["-o", f"cache_dir={failed}"]
        result = _run_pytest(options)
        if result.may_be_chance():
            _keep_first_try(LOGS / "paths.log")
            result = result.after(_run_pytest([*options, "--last-failed"]))
    return result


def _keep_first_try(log: Path) -> None:
    log.replace(log.with_suffix(".first.log"))


def _run_pytest(options: list[str]) -> Result:
    report = LOGS / "paths.xml"
    environment = {
        **os.environ,
        "MARFANET_TEST_TEMPLATE": PREFIX + TOGETHER,
        "MARFANET_TEST_LOGS": str(LOGS),
    }
    command = [sys.executable, "-m", "pytest", "-q", str(PROJECT / "tests")]
    command += [f"--junitxml={report}", "--durations=8", *options]
    with (LOGS / "paths.log").open("w") as log:
        status = subprocess.run(
            command, cwd=PROJECT, env=environment, stdout=log, stderr=log, check=False
        ).returncode
    cases = list(ET.parse(report).iter("testcase")) if report.exists() else []
    bad = [
        f"{case.get('classname')}.{case.get('name')} ({child.tag})"
        for case in cases
        for child in case
        if child.tag in ("failure", "error", "skipped")
    ]
    if status and not bad:
        bad = [f"pytest ended with status {status}"]
    return Result(len(cases), bad)


def _tell(stage: str, result: Result, log: Path) -> None:
    mark = "✗" if result.bad else "✓"
    sys.stdout.write(f"{mark} {stage}: {result.total} tests\n")
    for name in result.bad:
        sys.stdout.write(f"    {name}\n")
    if result.chance:
        # A fault of the test or of the product all the same: told, to be mended.
        first = log.with_suffix(".first.log").name
        sys.stdout.write(f"    went well at the second try only ({first})\n")
        sys.stdout.writelines(f"    {name}\n" for name in result.chance)
    if result.bad:
        sys.stdout.write(f"    {log}\n")
        _show_failures(log)
    sys.stdout.flush()


def _show_failures(log: Path, most: int = 120) -> None:
    """Print what the log says from the first failure on."""
    lines = log.read_text(errors="replace").splitlines()
    for number, line in enumerate(lines):
        # A line of the log at these levels, or pytest's banner.
        if re.search(r"^\S+ \S+ \d+ (ERROR|CRITICAL|WARNING) |= (FAIL|ERR)", line):
            if not EXPECTED.search(line):
                shown = lines[number : number + most]
                sys.stdout.write("".join(f"      {text}\n" for text in shown))
                return


def _odoo(options: list[str], log: Path) -> int:
    configuration = PROJECT / "config" / "development.conf"
    command = [sys.executable, "-m", "odoo", f"--config={configuration}"]
    command += [f"--addons-path={PROJECT / 'addons'}", f"--data-dir={DATA}", *options]
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd="/", stdout=output, stderr=output) as process,
    ):
        _running.add(process)
        try:
            return process.wait()
        finally:
            _running.discard(process)


def _free_port(first: int) -> str:
    """Return a free port from this one on, as text."""
    command = [sys.executable, str(PROJECT / "scripts" / "free_port.py")]
    command += ["127.0.0.1", str(first)]
    return subprocess.check_output(command, text=True).strip()


def _databases() -> list[str]:
    query = "SELECT datname FROM pg_database"
    return _psql(query).split()


def _psql(query: str) -> str:
    command = ["psql", "--dbname=postgres", "--no-align", "--tuples-only"]
    return subprocess.check_output([*command, f"--command={query}"], text=True)


def _create(database: str, template: str | None) -> None:
    """Create a database, as a copy of another one with its files."""
    options = ["--template", template] if template else []
    subprocess.run(["createdb", *options, database], check=True)
    if template and (DATA / "filestore" / template).exists():
        shutil.copytree(DATA / "filestore" / template, DATA / "filestore" / database)


def _drop_leftovers() -> None:
    """Drop the databases of runs that were killed outright."""
    for database in _databases():
        owner = re.match(r"marfanet_test_(\d+)_", database)
        if owner and not Path("/proc", owner[1]).exists():
            _drop(database)


def _drop(database: str) -> None:
    subprocess.run(["dropdb", "--force", database], check=True)
    shutil.rmtree(DATA / "filestore" / database, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

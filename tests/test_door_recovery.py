"""Locked out of everything: the way back in, by the command line or the config file.

The doors are armed, nobody knows either's address, and the server runs.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.access_arena import shell
from support.access_entries import code_of
from support.access_visitor import Visitor
from support.database import rows
from support.many_workers import own_port
from support.odoo_server import (
    PROJECT,
    OdooServer,
    database_copy,
    odoo_command,
)

TOTP_SECRET = "ORSXG5BAORSXG5BAORSXG5A="
LOST = f"""
for door in env["marfanet.access.door"].search([]):
    door._rotate()
admin = env.ref("base.user_admin")
admin.totp_secret = "{TOTP_SECRET}"
env["ir.config_parameter"].set_param("marfanet_access.armed", "True")
env.cr.commit()
"""
DONE, FAILED, WRONG_USE = 0, 1, 2


class RecoveredServer(OdooServer):
    """A server that reads a config file of its own."""

    configuration = "development.conf"

    def _command(self) -> list[str]:
        return odoo_command(
            self.database,
            "--http-interface=127.0.0.1",
            f"--http-port={self._port}",
            "--max-cron-threads=0",
            configuration=self.configuration,
        )


@pytest.fixture(scope="module")
def locked() -> Iterator[RecoveredServer]:
    log = Path(os.environ["MARFANET_TEST_LOGS"], "paths-recovery-server.log")
    log.unlink(missing_ok=True)
    with database_copy(os.environ["MARFANET_TEST_TEMPLATE"]) as database:
        shell(database, LOST)
        with RecoveredServer(database, own_port(80), log, {}) as server:
            yield server


@pytest.fixture(autouse=True)
def lock(locked: RecoveredServer) -> None:
    visitor = Visitor(locked.url, 0)
    assert visitor.get("/web/login").status_code == 404


def door(server: OdooServer, *options: str) -> subprocess.CompletedProcess:
    """Run the command beside the server, as an administrator of the machine does."""
    command = odoo_command(server.database, *options, command="marfanet_door")
    # Where the command is found comes before its name.
    command.insert(3, f"--addons-path={PROJECT / 'addons'}")
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


def address_in(said: str) -> str:
    [secret] = re.findall(r"^  http\S+/([\w-]{32})$", said, re.MULTILINE)
    return secret


def enter_as_administrator(server: OdooServer, visitor: Visitor) -> int | None:
    visitor.post_with_token("/web/login", login="admin", password="admin")
    rows(server.database, "UPDATE res_users SET totp_last_counter = NULL")
    visitor.post_with_token("/web/login/totp", totp_token=code_of(TOTP_SECRET))
    return visitor.who()


def test_the_command_gives_the_admin_door_an_address_and_the_admin_is_in(
    locked: RecoveredServer,
):
    run = door(locked, "--rotate", "admin")
    assert run.returncode == DONE, run.stderr
    visitor = Visitor(locked.url, 0)
    visitor.open_door(address_in(run.stdout))
    assert enter_as_administrator(locked, visitor)
    # The doors stay armed for everybody else.
    assert Visitor(locked.url, 0).get("/web/login").status_code == 404


def test_an_overlap_keeps_the_address_that_was_just_given(locked: RecoveredServer):
    first = address_in(door(locked, "--rotate", "crm").stdout)
    run = door(locked, "--rotate", "Customer relations", "--overlap", "2h")
    assert "The old address counts until" in run.stdout
    Visitor(locked.url, 0).open_door(first)
    Visitor(locked.url, 0).open_door(address_in(run.stdout))
    run = door(locked, "--compromised", "crm")
    assert Visitor(locked.url, 0).get(f"/{first}").status_code == 404
    Visitor(locked.url, 0).open_door(address_in(run.stdout))


def test_the_list_tells_no_address(locked: RecoveredServer):
    secret = address_in(door(locked, "--rotate", "crm").stdout)
    run = door(locked, "--list")
    assert run.returncode == DONE
    assert "The doors are armed" in run.stdout
    assert "Customer relations: open" in run.stdout
    assert secret not in run.stdout + run.stderr + locked.log.read_text()


def test_what_is_not_understood_changes_nothing(locked: RecoveredServer):
    before = rows(locked.database, "SELECT secret_hash FROM marfanet_access_door")
    assert door(locked, "--rotate", "no such door").returncode == FAILED
    assert door(locked, "--rotate", "crm", "--overlap", "long").returncode == WRONG_USE
    assert door(locked, "--forget-second-factor", "nobody").returncode == FAILED
    assert door(locked).returncode == WRONG_USE
    after = rows(locked.database, "SELECT secret_hash FROM marfanet_access_door")
    assert before == after


def test_the_audit_log_is_checked_from_the_command_line(locked: RecoveredServer):
    run = door(locked, "--check-audit")
    assert run.returncode == DONE, run.stdout
    assert "The audit log is whole" in run.stdout


def test_the_command_disarms_until_an_administrator_arms_again(
    locked: RecoveredServer,
):
    assert door(locked, "--disarm").returncode == DONE
    visitor = Visitor(locked.url, 0)
    assert visitor.get("/web/login").status_code == 200
    assert enter_as_administrator(locked, visitor)
    # By no door: nothing is armed by that.
    assert Visitor(locked.url, 0).get("/web/login").status_code == 200
    visitor = Visitor(locked.url, 0)
    visitor.open_door(address_in(door(locked, "--rotate", "admin").stdout))
    assert enter_as_administrator(locked, visitor)
    assert Visitor(locked.url, 0).get("/web/login").status_code == 404


def test_the_config_file_lets_everybody_in_and_the_log_says_so(
    locked: RecoveredServer, tmp_path: Path
):
    configuration = tmp_path / "odoo.conf"
    ours = (PROJECT / "config" / "development.conf").read_text()
    configuration.write_text(f"{ours}\n[marfanet_access]\ndoors = off\n")
    locked.stop()
    locked.configuration = str(configuration)
    locked.start()
    try:
        visitor = Visitor(locked.url, 0)
        assert visitor.get("/web/login").status_code == 200
        assert enter_as_administrator(locked, visitor)
        assert "The doors are off by this server's config file" in (
            locked.log.read_text()
        )
    finally:
        locked.stop()
        locked.configuration = "development.conf"
        locked.start()
    # It was the file alone.
    assert Visitor(locked.url, 0).get("/web/login").status_code == 404

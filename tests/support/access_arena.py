"""A server of two workers whose doors are armed, and the people who try them."""

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .access_visitor import Visitor
from .database import rows
from .many_workers import ManyWorkers, own_port
from .odoo_server import database_copy, odoo_command
from .passkey import Passkey
from .token_server import token_server

# Of the ways in that security.md lists, those that no addon of ours brings along.
MORE = ["website", "auth_oauth", "mail_plugin"]
PEOPLE = Path(__file__).with_name("access_people.py")
OTHER = {"agent": "admin", "admin": "agent"}
CONDITIONS = ["no stamp", "foreign", "expired", "rotated"]
ROTATE = """
doors = env["marfanet.access.door"].browse({door_ids})
print("SECRETS", *(door._rotate() for door in doors))
env.cr.commit()
# The server's workers are told, as after a request.
env.registry.signal_changes()
"""


@dataclass
class Person:
    """Somebody who has the right password, key, token and passkey.

    :param name: "agent", "admin" or "service"
    :param holds: what they sign in with, by its kind
    """

    name: str
    holds: dict[str, Any]
    passkey: Passkey

    @property
    def uid(self) -> int:
        return self.holds["uid"]


@dataclass
class Arena:
    """The server with its doors.

    :param people: by name
    :param door_ids: by the name of who enters there
    :param secrets: the addresses as they are now
    :param rotated: visitors whose stamp was given by the address before
    """

    server: ManyWorkers
    people: dict[str, Person]
    door_ids: dict[str, int]
    secrets: dict[str, str]
    rotated: dict[str, list[Visitor]] = field(default_factory=lambda: defaultdict(list))

    @property
    def database(self) -> str:
        return self.server.database

    def rotate(self, *doors: str) -> None:
        """Give doors another address each, with no overlap."""
        ids = [self.door_ids[door] for door in doors]
        said = shell(self.database, ROTATE.format(door_ids=ids))
        [line] = [line for line in said.splitlines() if line.startswith("SECRETS ")]
        self.secrets.update(zip(doors, line.split()[1:], strict=True))

    def visitor(self) -> Visitor:
        """Return somebody who has just opened a browser."""
        self.forget_attempts()
        return Visitor(self.server.url, self.server.websocket_port)

    def visitor_at(self, door: str) -> Visitor:
        """Return somebody who has opened a door's address."""
        visitor = self.visitor()
        visitor.open_door(self.secrets[door])
        return visitor

    def visitor_in(self, condition: str, person: Person) -> Visitor:
        """Return somebody who is not where this person should be to come in.

        :param condition: one of ``CONDITIONS``
        """
        if condition == "foreign":
            return self.visitor_at(OTHER[person.name])
        if condition == "rotated":
            return self.rotated[person.name].pop()
        if condition == "expired":
            visitor = self.visitor_at(person.name)
            visitor.age_stamp()
            return visitor
        return self.visitor()

    def forget_attempts(self) -> None:
        """Let nobody be refused because too much has been tried before.

        That would prove nothing of the doors.
        """
        rows(self.database, "DELETE FROM marfanet_access_attempt")

    def forget_codes(self) -> None:
        """Let the second factor's code of this half-minute be used once more."""
        rows(self.database, "UPDATE res_users SET totp_last_counter = NULL")


@contextmanager
def access_arena(template: str, log: Path, rotated: int) -> Iterator[Arena]:
    """Give the arena, of which nothing stays.

    :param template: the database to begin from
    :param log: where the server writes
    :param rotated: how many visitors to have at each door's address of before
    """
    with database_copy(template) as database, token_server() as tokens:
        _install(database, log)
        server = ManyWorkers(database, own_port(30), log, {})
        passkeys = {name: Passkey(name) for name in ("agent", "admin", "service")}
        given = {
            "url": server.url,
            "tokens": tokens,
            "passkeys": {
                name: {"identifier": key.identifier, "public_key": key.public_key}
                for name, key in passkeys.items()
            },
        }
        said = shell(database, PEOPLE.read_text(), ACCESS_GIVEN=json.dumps(given))
        made = json.loads(said.strip().splitlines()[-1])
        people = {
            name: Person(name, holds, passkeys[name])
            for name, holds in made["people"].items()
        }
        arena = Arena(server, people, made["doors"], made["secrets"])
        with server:
            for door in OTHER:
                arena.rotated[door] = [arena.visitor_at(door) for _n in range(rotated)]
            arena.rotate(*OTHER)
            yield arena


def _install(database: str, log: Path) -> None:
    query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    missing = set(MORE) - {name for (name,) in rows(database, query)}
    if missing:
        options = [f"--init={','.join(sorted(missing))}", "--no-http"]
        command = odoo_command(database, *options, "--stop-after-init")
        with log.open("w") as output:
            subprocess.run(command, check=True, stdout=output, stderr=output)


def shell(database: str, script: str, **environment: str) -> str:
    """Run a script inside Odoo and return what it printed."""
    command = odoo_command(database, "--no-http", "--log-level=warn", command="shell")
    return subprocess.run(
        command,
        input=script,
        env={**os.environ, **environment},
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    ).stdout

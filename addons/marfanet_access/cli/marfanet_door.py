import argparse
import re
import sys
from contextlib import contextmanager
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

DONE, FAILED, WRONG_USE = 0, 1, 2

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class MarfanetDoor(Command):
    """Show the doors, give one a new address, or let everybody in without one.

    The way back in for whoever may run commands on the server: it asks for no
    password and works while nobody can sign in.
    """

    name = "marfanet_door"
    epilog = """
    DOOR is a door's number, its name, or one of the words «admin» and «crm».
    All of Odoo's own options are understood too: --database=NAME, --config=FILE.

    Exit codes: 0 done, 1 refused or failed, 2 not understood.
    """

    def run(self, args):
        options, of_odoo = self._parse(args)
        # Nothing but this command's own words belongs on the terminal.
        config.parse_config(
            ["--log-level=warn", "--http-interface=127.0.0.1", *of_odoo],
            setup_logging=True,
        )
        names = config["db_name"]
        if len(names) != 1:
            sys.exit(self._refuse("Name one database: --database=NAME"))
        with self._environment(names[0]) as env:
            if "marfanet.access.door" not in env:
                sys.exit(self._refuse("This database has no doors."))
            doors = env["marfanet.access.door"].with_context(active_test=False)
            code = options.act(self, doors, options)
        sys.exit(code)

    # What it can do

    def _list(self, doors, _options):
        self._say(
            "The doors are armed: only they let people in."
            if doors._armed()
            else "The doors are not armed: anyone with a password signs in."
        )
        for door in doors.search([]):
            self._say(f"  {door.id}  {door.name}: {_state(door)}")
        return DONE

    def _rotate(self, doors, options):
        if not (door := self._named(doors, options.rotate)):
            return FAILED
        # The way back in stays one, whatever was done to the door.
        door.active = True
        secret = door._rotate(options.overlap)
        self._tell_address(door, secret)
        if door.previous_until:
            self._say(f"The old address counts until {door.previous_until} UTC.")
        else:
            self._say("The old address is void, and who came in by it is out.")
        return DONE

    def _compromised(self, doors, options):
        if not (door := self._named(doors, options.compromised)):
            return FAILED
        self._tell_address(door, door._compromise())
        self._say("The old address is void, and all sessions of this door have ended.")
        return DONE

    def _disarm(self, doors, _options):
        doors._disarm()
        self._say(
            "The doors are disarmed: anyone with a password signs in at /web/login,"
            " until an administrator comes in through the administrators' door again."
        )
        return DONE

    def _forget_second_factor(self, doors, options):
        login = options.forget_second_factor
        users = doors.env["res.users"].search([("login", "=", login)])
        if not users:
            return self._refuse(f"Nobody signs in as «{login}».")
        users._forget_second_factor()
        self._say(f"{users.name} sets up a second factor at their next sign-in.")
        return DONE

    def _check_audit(self, doors, _options):
        found = doors.env["marfanet.access.event"]._check()
        for problem in found["problems"]:
            self._say(problem)
        if not found["is_whole"]:
            return FAILED
        self._say(f"The audit log is whole: {found['entries']} entries.")
        self._say(f"Its head, to be noted elsewhere: {found['head']}")
        return DONE

    # How it is asked, how it answers

    def _parse(self, args):
        parser = self.parser
        what = parser.add_mutually_exclusive_group(required=True)
        for flag, value, act, text in (
            ("--list", None, "_list", "show the doors, their states and numbers"),
            ("--rotate", "DOOR", "_rotate", "give a door a new address, print it once"),
            (
                "--compromised",
                "DOOR",
                "_compromised",
                "the same, and end all sessions of its people",
            ),
            ("--disarm", None, "_disarm", "let people sign in without a door"),
            (
                "--forget-second-factor",
                "LOGIN",
                "_forget_second_factor",
                "let somebody who lost their second factor set one up anew",
            ),
            ("--check-audit", None, "_check_audit", "check that the log is whole"),
        ):
            what.add_argument(
                flag,
                action=_Act,
                nargs=None if value else 0,
                metavar=value,
                act=getattr(MarfanetDoor, act),
                help=text,
            )
        parser.add_argument(
            "--overlap",
            metavar="TIME",
            type=_time,
            default=timedelta(),
            help="with --rotate: for how long the old address still counts, as 30m,"
            " 12h or 3d (default: not at all)",
        )
        # Odoo's own options, as for any command: where the database is and the like.
        return parser.parse_known_args(args)

    @staticmethod
    @contextmanager
    def _environment(database):
        registry = Registry(database)
        with registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
        # The server's workers learn of what else has changed at their next request.
        registry.signal_changes()

    def _named(self, doors, name):
        shipped = {
            "admin": "marfanet_access.marfanet_access_door_admin",
            "crm": "marfanet_access.marfanet_access_door_crm",
        }
        if name in shipped:
            found = doors.env.ref(shipped[name], raise_if_not_found=False) or doors
        elif name.isdigit():
            found = doors.browse(int(name)).exists()
        else:
            found = doors.search([("name", "=", name)])
        if len(found) != 1:
            self._refuse(f"No door is called «{name}»: see --list.")
            return doors.browse()
        return found

    def _tell_address(self, door, secret):
        self._say(f"The new address of the door «{door.name}», shown this once:")
        self._say(f"  {door._address(secret)}")

    @staticmethod
    def _say(sentence):
        sys.stdout.write(f"{sentence}\n")

    @staticmethod
    def _refuse(sentence):
        sys.stderr.write(f"{sentence}\n")
        return FAILED


class _Act(argparse.Action):
    """Remembers what is to be done, with which method, and about which door."""

    def __init__(self, *, act, **options):
        super().__init__(**options)
        self._act = act

    def __call__(self, _parser, namespace, values, _option=None):
        namespace.act = self._act
        setattr(namespace, self.dest, values)


def _time(text):
    if not (found := re.fullmatch(r"(\d{1,4})([mhd])", text)):
        raise argparse.ArgumentTypeError(f"{text}: write 30m, 12h or 3d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _state(door):
    if not door.active:
        return "archived"
    # sudo: whether there is an address, which the model gives nobody to read
    if not door.sudo().secret_hash:
        return "has no address yet"
    now = fields.Datetime.now()
    if door.expires_on and door.expires_on <= now:
        return f"expired on {door.expires_on} UTC"
    if door.previous_until and now < door.previous_until:
        return f"open; the old address counts until {door.previous_until} UTC"
    return "open"

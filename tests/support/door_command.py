"""Doors as who runs the server opens them: by Odoo's command line."""

import re
import subprocess

from .odoo_server import odoo_command

ADDRESS = re.compile(r"^\s*\S+://[^/\s]+/([A-Za-z0-9_-]{32})$", re.MULTILINE)


def new_secret(database: str, door: str) -> str:
    """Give a door another address; return its secret part.

    :param door: "admin", "crm" or its name
    """
    command = odoo_command(database, "--rotate", door, command="marfanet_door")
    # Odoo finds an addon's command where the addons come before it.
    [addons] = [part for part in command if part.startswith("--addons-path=")]
    command.remove(addons)
    command.insert(command.index("marfanet_door"), addons)
    said = subprocess.run(
        command, cwd="/", check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    [secret] = ADDRESS.findall(said)
    return secret

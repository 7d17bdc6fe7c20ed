"""What each group may do with each model, as it was when somebody last looked.

After a change that is meant, on a database with all addons of the project::

    echo 'from odoo.addons.marfanet_access.tests import rights; rights.write(env)' \
        | odoo shell -d DATABASE

and look at what Git says has changed.
"""

import csv
from pathlib import Path

from odoo.tests import new_test_user

FOLDER = Path(__file__).parent / "rights"
OPERATIONS = ("create", "read", "write", "unlink")
GROUPS = {
    "agent": "marfanet_crm.group_marfanet_agent",
    "lead": "marfanet_crm.group_marfanet_lead",
    "admin": "marfanet_crm.group_marfanet_admin,base.group_system",
    "service": (
        "marfanet_access.group_marfanet_service,marfanet_crm.group_marfanet_lead"
    ),
    "portal": "base.group_portal",
}
ADDONS = {
    "marfanet_ai",
    "marfanet_ai_brief",
    "marfanet_crm",
    "marfanet_voice",
}


def of(env, name):
    """Return {model: its operations, joined by blanks} of who is in a group."""
    user = new_test_user(env, login=f"rights-{name}", groups=GROUPS[name])
    access = env["ir.model.access"].with_user(user)
    allowed = {mode: access._get_allowed_models(mode) for mode in OPERATIONS}
    return {
        model: " ".join(mode for mode in OPERATIONS if model in allowed[mode])
        for model in sorted(env.registry)
        if not env[model]._abstract and not model.startswith("test_")
    }


def read(name):
    with Path(FOLDER, f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["model"]: row["rights"] for row in csv.DictReader(file)}


def write(env):
    for name in GROUPS:
        path = Path(FOLDER, f"{name}.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("model", "rights"))
            writer.writerows(of(env, name).items())
    env.cr.rollback()

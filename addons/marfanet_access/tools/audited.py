"""What of a change the audit log tells."""

from __future__ import annotations

import re

# Of these models the changes of other fields are no change of rights: people set
# their own language, signature and look.
WATCHED = {
    "res.users": {
        "active",
        "company_id",
        "company_ids",
        "group_ids",
        "login",
        "password",
        "totp_secret",
    },
    "res.groups": {
        "implied_ids",
        "menu_access",
        "model_access",
        "name",
        "rule_groups",
        "user_ids",
        "view_access",
    },
    "ir.cron": {"active", "code", "user_id"},
}
# The system parameters of which changes are entered.
PARAMETERS = re.compile(
    r"marfanet|web\.base\.url|report\.url|auth_|base_setup|database\.|mail\.(catchall"
    r"|bounce|default)|session"
)
# Values of these are never entered, only that they were changed.
SECRET = re.compile(r"secret|pass|token|totp|private|credential|api_?key|hash", re.I)
# Longer texts are entered by their length: the log is no copy of the data.
LONGEST = 200


def concise(value: object) -> object:
    """Give a field's value as the log tells it."""
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    if isinstance(value, str) and len(value) > LONGEST:
        return f"({len(value)} characters)"
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)

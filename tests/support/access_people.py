"""Makes the people who try the doors, and gives the doors addresses; read by «odoo shell».

It prints one line of JSON: who they are, and what each of them holds.
"""

import base64
import datetime
import json
import os

from odoo.addons.base.models import res_users

GIVEN = json.loads(os.environ["ACCESS_GIVEN"])
# On a server for tests, thousands of refusals of one address are no attack.
MANY = {
    "attempts_person": 10**6,
    "attempts_elsewhere": 10**6,
    "attempts_network": 10**6,
    "attempts_path": 10**6,
}
GROUPS = {
    "agent": ["marfanet_crm.group_marfanet_agent"],
    "admin": ["base.group_system", "marfanet_crm.group_marfanet_admin"],
    "service": [
        "marfanet_crm.group_marfanet_agent",
        "marfanet_access.group_marfanet_service",
    ],
}


def make(env, name):
    """Create one person with all that anybody ever signed in with."""
    login = f"door-{name}"
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": login,
                "login": login,
                "email": f"{login}@example.com",
                "password": f"{login}-password",
                "group_ids": [(6, 0, [env.ref(group).id for group in GROUPS[name]])],
                "oauth_provider_id": env.ref("auth_oauth.provider_openerp").id,
                "oauth_uid": login,
            }
        )
    )
    held = {"login": login, "password": f"{login}-password", "uid": user.id}
    held["partner"] = user.partner_id.id
    if name == "admin":
        secret = base64.b32encode(b"twenty secret bytes!").decode()
        user.totp_secret = secret
        held["totp"] = secret
    keys = env["res.users.apikeys"].with_user(user).sudo()
    tomorrow = datetime.datetime.now() + datetime.timedelta(days=1)
    for scope in ("rpc", "odoo.plugin.outlook"):
        # As Odoo made them before this addon came.
        held[scope] = res_users.ResUsersApikeys._generate(
            keys, scope, "before", tomorrow
        )
    device = env["auth_totp.device"].with_user(user).sudo()
    held["device"] = device._generate("browser", "before", tomorrow)
    passkey = GIVEN["passkeys"][name]
    created = (
        env["auth.passkey.key"]
        .with_user(user)
        .sudo()
        .create({"name": "phone", "credential_identifier": passkey["identifier"]})
    )
    env.cr.execute(
        "UPDATE auth_passkey_key SET public_key = %s WHERE id = %s",
        [passkey["public_key"], created.id],
    )
    return held


def prepare(env):
    parameters = env["ir.config_parameter"]
    for name, value in MANY.items():
        parameters.set_param(f"marfanet_access.{name}", value)
    # Of a passkey, the address is a part.
    parameters.set_param("web.base.url", GIVEN["url"])
    parameters.set_param("web.base.url.freeze", "True")
    parameters.set_param("auth_signup.reset_password", "True")
    providers = env["auth.oauth.provider"]
    providers.search([]).write({"validation_endpoint": GIVEN["tokens"]})
    people = {name: make(env, name) for name in GROUPS}
    doors = {
        "agent": env.ref("marfanet_access.marfanet_access_door_crm"),
        "admin": env.ref("marfanet_access.marfanet_access_door_admin"),
    }
    parameters.set_param("marfanet_access.armed", "True")
    made = {
        "people": people,
        "doors": {name: door.id for name, door in doors.items()},
        "secrets": {name: door._rotate() for name, door in doors.items()},
    }
    env.cr.commit()
    print(json.dumps(made))  # noqa: T201 - what this file is for


prepare(env)  # noqa: F821 - «odoo shell» provides it

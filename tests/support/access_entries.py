"""Every way in that security.md lists, tried with what is right but for the door.

Each takes a visitor and a person whose password, key, code or token it uses, and goes
on to the end, whatever is answered on the way. Whether the visitor is somebody then is
asked of the server (``Visitor.who``); those that give something without a session
return it.
"""

import hashlib
import hmac
import json
import struct
import time
import xmlrpc.client
from base64 import b32decode, b64encode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

from .access_arena import Arena, Person
from .access_visitor import Visitor
from .database import rows

LOGIN, TOTP = "/web/login", "/web/login/totp"
SET_UP = "/web/login/second_factor"


def code_of(secret: str) -> str:
    """Return what an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time() / 30))
    digest = hmac.new(b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 0xF
    [number] = struct.unpack(">I", digest[at : at + 4])
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


# --- PAGES


def by_form(arena: Arena, visitor: Visitor, person: Person) -> None:
    """The log-in page, and the second factor's, if there is one."""
    _password(visitor, person)
    if "totp" in person.holds:
        arena.forget_codes()
        visitor.post_with_token(TOTP, totp_token=code_of(person.holds["totp"]))


def by_json(arena: Arena, visitor: Visitor, person: Person) -> None:
    """``/web/session/authenticate``, and the second factor's page."""
    visitor.call(
        "/web/session/authenticate",
        db=arena.database,
        login=person.holds["login"],
        password=person.holds["password"],
    )
    if "totp" in person.holds:
        arena.forget_codes()
        visitor.post_with_token(TOTP, totp_token=code_of(person.holds["totp"]))


def by_code_alone(arena: Arena, visitor: Visitor, person: Person) -> None:
    """The second factor's page, in a session whose password was right before."""
    if "totp" not in person.holds:
        return
    visitor.get("/")
    visitor.plant(pre_uid=person.uid, pre_login=person.holds["login"])
    arena.forget_codes()
    visitor.post_with_token(TOTP, totp_token=code_of(person.holds["totp"]))


def by_setting_up(arena: Arena, visitor: Visitor, person: Person) -> None:
    """The page that sets a second factor up, in such a session."""
    visitor.get("/")
    visitor.plant(pre_uid=person.uid, pre_login=person.holds["login"])
    visitor.get(SET_UP)
    visitor.post_with_token(SET_UP, code="123456")


def by_trusted_device(_arena: Arena, visitor: Visitor, person: Person) -> None:
    """The cookie of a device that is trusted, instead of the code."""
    visitor.set_cookie("td_id", person.holds["device"])
    _password(visitor, person)
    visitor.get(TOTP)


def by_passkey(_arena: Arena, visitor: Visitor, person: Person) -> None:
    """A passkey, which needs no password."""
    options = visitor.call("/auth/passkey/start-auth") or {}
    challenge = options.get("challenge", "")
    visitor.post_with_token(
        LOGIN,
        # The form has these, and they stay empty.
        login="",
        password="",
        type="webauthn",
        webauthn_response=person.passkey.answer(challenge, visitor.url),
    )


def by_other_company(arena: Arena, visitor: Visitor, person: Person) -> None:
    """OAuth: another company's token."""
    [(provider,)] = rows(
        arena.database,
        "SELECT res_id FROM ir_model_data WHERE name = 'provider_openerp'",
    )
    state = json.dumps({"d": arena.database, "p": provider, "r": "%2Fodoo"})
    token = f"token-of-{person.holds['login']}"
    visitor.get("/auth_oauth/signin", params={"access_token": token, "state": state})
    _code_after(arena, visitor, person)


def by_odoo_account(arena: Arena, visitor: Visitor, person: Person) -> None:
    """OAuth: an account of odoo.com."""
    token = f"token-of-{person.holds['login']}"
    visitor.get("/auth_oauth/oea", params={"access_token": token})
    _code_after(arena, visitor, person)


def by_invitation(arena: Arena, visitor: Visitor, person: Person) -> None:
    """The link of an invitation, which sets a password and signs in."""
    _set_password(arena, visitor, person, "/web/signup")
    _code_after(arena, visitor, person)


def by_reset(arena: Arena, visitor: Visitor, person: Person) -> None:
    """The link that sets a new password, and then the password."""
    _set_password(arena, visitor, person, "/web/reset_password")
    by_form(arena, visitor, person)


PAGES = {
    entry.__name__: entry
    for entry in (
        by_form, by_json, by_code_alone, by_setting_up, by_trusted_device, by_passkey,
        by_other_company, by_odoo_account, by_invitation, by_reset,
    )
}  # fmt: skip


# --- WITHIN ONE REQUEST


def upload(_arena: Arena, visitor: Visitor, person: Person) -> Any:
    """``login_upload``: signs in and installs a module."""
    answer = visitor.ask(
        "POST",
        "/base_import_module/login_upload",
        data={"login": person.holds["login"], "password": person.holds["password"]},
        files={"mod_file": ("module.zip", b"no zip")},
    )
    # It says what it thinks of the file only to whom it has let in.
    return answer.ok or "zip" in answer.text


def mail_plugin_key(arena: Arena, visitor: Visitor, person: Person) -> Any:
    """The mail plugin's code, as its page gave it, for a key."""
    code = json.dumps(
        {
            "name": "plugin",
            "scope": "outlook",
            "timestamp": int(datetime.now(UTC).replace(tzinfo=None).timestamp()),
            "uid": person.uid,
        },
        sort_keys=True,
    ).encode()
    signed = _signed(arena, "mail_plugin", code)
    auth_code = f"{b64encode(code).decode()}.{b64encode(signed.encode()).decode()}"
    answer = visitor.call("/mail_plugin/auth/access_token", auth_code=auth_code)
    return answer and answer.get("access_token")


def mail_plugin(_arena: Arena, visitor: Visitor, person: Person) -> Any:
    """A key of the mail plugin, made before."""
    answer = visitor.ask(
        "POST",
        "/mail_plugin/partner/get",
        json={"params": {"email": "somebody@example.com", "name": "Somebody"}},
        headers={"Authorization": f"Bearer {person.holds['odoo.plugin.outlook']}"},
    )
    return answer.ok and "result" in answer.json()


def database_manager(arena: Arena, visitor: Visitor, person: Person) -> Any:
    """The database manager, which signs in to what it makes, and hands out backups."""
    made = f"{arena.database}_made"
    owner = {"login": person.holds["login"], "password": person.holds["password"]}
    for password in ("admin", ""):
        new = {"name": made, "lang": "en_US", "phone": "", **owner}
        visitor.post("/web/database/create", master_pwd=password, **new)
        backup = visitor.post(
            "/web/database/backup", master_pwd=password, name=arena.database
        )
        if backup.headers["Content-Type"].startswith("application/octet-stream"):
            return True
    found = "SELECT 1 FROM pg_database WHERE datname = %s"
    return rows("postgres", found, [made])


def run_job(arena: Arena, visitor: Visitor, person: Person) -> Any:
    """The job runner's address, which does all that it does as the superuser."""
    answer = visitor.get(
        "/queue_job/runjob", params={"db": arena.database, "job_uuid": "0" * 32}
    )
    return visitor.who() or answer.text.strip()


WITHIN = {
    entry.__name__: entry
    for entry in (upload, mail_plugin_key, mail_plugin, database_manager, run_job)
}


# --- PROTOCOLS


def xml_rpc(arena: Arena, visitor: Visitor, person: Person, version: str) -> Any:
    """XML-RPC, of both versions: whoever it says one is, or what it answers."""
    held = person.holds
    for secret in (held["password"], held["rpc"]):
        common = xmlrpc.client.ServerProxy(f"{visitor.url}/xmlrpc{version}/common")
        if found := common.authenticate(arena.database, held["login"], secret, {}):
            return found
        if found := common.login(arena.database, held["login"], secret):
            return found
        models = xmlrpc.client.ServerProxy(f"{visitor.url}/xmlrpc{version}/object")
        for method, arguments in _calls(person):
            try:
                return getattr(models, method)(
                    arena.database, person.uid, secret, *arguments
                )
            except xmlrpc.client.Fault as fault:
                assert "Denied" in fault.faultString, fault
    return None


def json_rpc(arena: Arena, visitor: Visitor, person: Person) -> Any:
    """JSON-RPC, with the password and with a key."""
    held = person.holds
    for secret in (held["password"], held["rpc"]):
        who = [arena.database, held["login"], secret]
        for method, arguments in (("authenticate", [*who, {}]), ("login", who)):
            found = visitor.call(
                "/jsonrpc", service="common", method=method, args=arguments
            )
            if found:
                return found
        for method, arguments in _calls(person):
            arguments = [arena.database, person.uid, secret, *arguments]
            found = visitor.call(
                "/jsonrpc", service="object", method=method, args=arguments
            )
            if found is not None:
                return found
    return None


def by_key(visitor: Visitor, person: Person, path: str) -> bool:
    """A key in a header: JSON-2, JSON by address, the documentation.

    :return: whether it is taken for a key at all
    """
    answer = visitor.ask(
        "POST" if path.startswith("/json/2") else "GET",
        path,
        headers={"Authorization": f"Bearer {person.holds['rpc']}"},
        **({"json": {}} if path.startswith("/json/2") else {}),
    )
    return answer.status_code != 401


KEYED = ["/json/2/res.users/context_get", "/json/1/partners", "/doc-bearer/index.json"]


def _calls(person: Person) -> list[tuple[str, list]]:
    domain = [[["id", "=", person.uid]]]
    return [
        ("execute", ["res.users", "search_count", *domain]),
        ("execute_kw", ["res.users", "search_count", domain]),
    ]


def _password(visitor: Visitor, person: Person) -> None:
    visitor.post_with_token(
        LOGIN, login=person.holds["login"], password=person.holds["password"]
    )


def _set_password(arena: Arena, visitor: Visitor, person: Person, path: str) -> None:
    token = _invitation(arena, person)
    visitor.post_with_token(
        f"{path}?token={token}",
        token=token,
        login=person.holds["login"],
        name=person.holds["login"],
        password=person.holds["password"],
        confirm_password=person.holds["password"],
    )


def _invitation(arena: Arena, person: Person) -> str:
    """Return the token of an invitation's link, as Odoo would send it now.

    It is good once, and until one signs in: each try needs its own.
    """
    partner = person.holds["partner"]
    invite = "UPDATE res_partner SET signup_type = 'signup' WHERE id = %s"
    rows(arena.database, invite, [partner])
    forget = "DELETE FROM res_users_log WHERE create_uid = %s"
    rows(arena.database, forget, [person.uid])
    # As odoo.tools.misc.hash_sign has it: until when, signed, for whom.
    until = int(time.time()) + 3600
    told = json.dumps([partner, [person.uid], None, "signup"])
    signed = _signed(arena, "signup", f"1:{told}:{until}")
    token = b"\x01" + until.to_bytes(8, "little") + bytes.fromhex(signed)
    return urlsafe_b64encode(token + told.encode()).decode().rstrip("=")


def _signed(arena: Arena, scope: str, message: str | bytes) -> str:
    """Sign a message as the database does (odoo.tools.misc.hmac)."""
    query = "SELECT value FROM ir_config_parameter WHERE key = 'database.secret'"
    [(secret,)] = rows(arena.database, query)
    text = repr((scope, message)).encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def _code_after(arena: Arena, visitor: Visitor, person: Person) -> None:
    if "totp" in person.holds:
        arena.forget_codes()
        visitor.post_with_token(TOTP, totp_token=code_of(person.holds["totp"]))

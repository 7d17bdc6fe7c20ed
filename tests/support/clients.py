"""Those who use the product: a person's browser session, and an integrator."""

import functools
import hashlib
import json
import re
import xmlrpc.client
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import requests

CSRF_TOKEN = re.compile(r'csrf_token[^"]*"[^"]*value="([^"]+)"|csrf_token: "([^"]+)"')

PIECE_BYTES = 1024 * 1024


class Integrator:
    """A user of XML-RPC.

    :param url: the server's address
    :param database: the database's name
    """

    def __init__(self, url: str, database: str, login: str, password: str) -> None:
        self._database = database
        self._password = password
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common")
        self.user_id = common.authenticate(database, login, password, {})
        assert self.user_id, f"{login} may not enter"
        self._models = xmlrpc.client.ServerProxy(
            f"{url}/xmlrpc/2/object", allow_none=True
        )

    def call(self, model: str, method: str, *arguments: Any, **options: Any) -> Any:
        """Call a model's public method.

        :raise xmlrpc.client.Fault: the server's refusal
        """
        return self._models.execute_kw(
            self._database, self.user_id, self._password, model, method,
            list(arguments), options,
        )  # fmt: skip


class Refused(Exception):
    """What the server answered to a call that it refused.

    :param status: of the HTTP reply
    :param message: the reason
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}: {message}")
        self.status = status
        self.message = message


class KeyedIntegrator:
    """A user of JSON-2, with an API key.

    :param url: the server's address
    :param database: the database's name
    """

    def __init__(self, url: str, database: str, key: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"bearer {key}", "X-Odoo-Database": database}

    def call(self, model: str, method: str, **arguments: Any) -> Any:
        """Call a model's public method; ``ids`` says on which records.

        :raise Refused: the server's refusal
        """
        reply = requests.post(
            f"{self._url}/json/2/{model}/{method}",
            headers=self._headers,
            json=arguments,
            timeout=60,
        )
        if not reply.ok:
            raise Refused(reply.status_code, reply.json()["message"])
        return reply.json()


class Browser:
    """A person's session over HTTP, as a browser keeps it."""

    def __init__(self, url: str, database: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.get(f"{url}/web/login", params={"db": database}, timeout=60)

    def log_in(self, login: str, password: str) -> None:
        """Log in through the page's form."""
        page = self._session.get(f"{self._url}/web/login", timeout=60)
        reply = self._session.post(
            f"{self._url}/web/login",
            data={
                "login": login,
                "password": password,
                "csrf_token": _csrf_token(page.text),
            },
            timeout=60,
        )
        assert reply.ok and "/web/login" not in reply.url, f"{login} may not enter"

    def upload(self, recording: Path, **form: Any) -> requests.Response:
        """Send a recording as the upload dialog does."""
        page = self._session.get(f"{self._url}/odoo", timeout=60)
        with recording.open("rb") as file:
            return self._session.post(
                f"{self._url}/marfanet/voice/notes",
                data={**form, "csrf_token": _csrf_token(page.text)},
                files={"audio": (recording.name, file)},
                timeout=60,
                allow_redirects=False,
            )

    def send_in_pieces(
        self,
        recording: Path,
        number: str,
        piece_bytes: int = PIECE_BYTES,
        **about: Any,
    ) -> dict:
        """Send a recording as the recorder does, and return the note's receipt.

        It goes on from what the server has.

        :param number: the note's UUID
        :param about: the form's other fields
        :raise requests.RequestException: the server did not do it
        """
        begun = self._ask_uploads("POST", "", data={"client_uuid": number, **about})
        if begun["done"]:
            return begun["receipt"]
        offset = begun["received"]
        with recording.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(offset)
            while piece := file.read(piece_bytes):
                answer = self._ask_uploads(
                    "PUT",
                    f"/{number}?offset={offset}",
                    data=piece,
                    headers={"X-Content-SHA256": hashlib.sha256(piece).hexdigest()},
                )
                offset = answer["received"]
        whole = {"size": offset, "sha256": sha256}
        return self._ask_uploads("POST", f"/{number}/finish", data=whole)

    def _ask_uploads(self, method: str, path: str, **content: Any) -> dict:
        own = {"X-Marfanet-User": str(self.user_id)}
        content["headers"] = {**own, **content.get("headers", {})}
        reply = self._session.request(
            method,
            f"{self._url}/marfanet/voice/uploads{path}",
            timeout=120,
            allow_redirects=False,
            **content,
        )
        if not reply.ok or reply.is_redirect:
            raise requests.HTTPError(f"{reply.status_code} {reply.text}")
        return reply.json()

    @functools.cached_property
    def user_id(self) -> int:
        """The id of who has logged in."""
        reply = self._session.post(
            f"{self._url}/web/session/get_session_info", json={}, timeout=60
        )
        return reply.json()["result"]["uid"]

    def cookie(self) -> str:
        """Return the session as a header, for a websocket."""
        return "; ".join(f"{c.name}={c.value}" for c in self._session.cookies)

    def call(self, model: str, method: str, *arguments: Any, **options: Any) -> Any:
        """Call a model's public method, as the page does."""
        reply = self._session.post(
            f"{self._url}/web/dataset/call_kw/{model}/{method}",
            json={
                "params": {
                    "model": model,
                    "method": method,
                    "args": arguments,
                    "kwargs": options,
                }
            },
            timeout=60,
        ).json()
        assert "error" not in reply, reply["error"]
        return reply["result"]

    def make_api_key(self, password: str) -> str:
        """Return a new key of the person's, who is asked for the password again."""
        description = "res.users.apikeys.description"
        values = {"name": "test", "duration": "1"}
        return self._make_key(description, values, password)

    def make_key_for(self, user_id: int, password: str) -> str:
        """Return a new key of a service account, as an administrator makes it.

        :param password: the administrator's, who is asked for it again
        """
        values = {"name": "test", "user_id": user_id}
        return self._make_key("marfanet.access.key", values, password)

    def _make_key(self, wizard: str, values: dict[str, Any], password: str) -> str:
        [asked] = self.call(wizard, "create", [values])
        shown = self.call(wizard, "make_key", [asked])
        if shown["res_model"] == "res.users.identitycheck":
            shown = self.call(
                shown["res_model"],
                "run_check",
                [shown["res_id"]],
                context={"password": password},
            )
        return shown["context"]["default_key"]

    def post(self, path: str, **form: Any) -> requests.Response:
        """Send a form, as the page does."""
        page = self._session.get(f"{self._url}/odoo", timeout=60)
        return self._session.post(
            f"{self._url}{path}",
            data={**form, "csrf_token": _csrf_token(page.text)},
            timeout=60,
            allow_redirects=False,
        )

    def post_and_listen(self, path: str, **form: Any) -> Iterator[tuple[str, Any]]:
        """Send a form, and yield the events of the answer as they arrive.

        :return: pairs of an event's kind and its data; closing it hangs up
        """
        page = self._session.get(f"{self._url}/odoo", timeout=60)
        with self._session.post(
            f"{self._url}{path}",
            data={**form, "csrf_token": _csrf_token(page.text)},
            timeout=60,
            stream=True,
        ) as reply:
            assert reply.ok, reply.text
            kind = ""
            for line in reply.iter_lines(chunk_size=1, decode_unicode=True):
                name, _colon, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    yield kind, json.loads(value)

    def overheard_by(self, listen: Callable[[str], object]) -> None:
        """Let somebody hear all that the server answers from now on."""
        self._session.hooks["response"].append(
            lambda reply, *_args, **_options: listen(f"{reply.headers}\n{reply.text}")
        )

    def get(self, path: str) -> requests.Response:
        """Fetch a page or a file."""
        return self._session.get(
            f"{self._url}{path}", timeout=60, allow_redirects=False
        )


def log_in(url: str, database: str, login: str, password: str) -> Browser:
    """Return a new session of a person who has logged in."""
    browser = Browser(url, database)
    browser.log_in(login, password)
    return browser


def _csrf_token(page: str) -> str:
    match = CSRF_TOKEN.search(page)
    assert match, "The page has no CSRF token"
    return match[1] or match[2]

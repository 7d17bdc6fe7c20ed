"""A browser before the doors: its session, and what the server takes it for."""

import json
import re
import time
from typing import Any

import requests
import websocket

from .odoo_server import DATA

STAMP = "marfanet_door"
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|csrf_token: "([^"]+)"')
PATIENCE = 120  # seconds
LONG_AGO = "2020-01-01T00:00:00"


class Visitor:
    """Somebody's browser.

    :param url: of the server
    :param websocket_port: where the process of the websocket listens
    """

    def __init__(self, url: str, websocket_port: int) -> None:
        self.url = url
        self._websocket_port = websocket_port
        self._session = requests.Session()

    # --- ASKING

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, **form: Any) -> requests.Response:
        return self.ask("POST", path, data=form)

    def post_with_token(self, path: str, **form: Any) -> requests.Response:
        """Send a page's form, if the page can be had at all."""
        return self.post(path, csrf_token=self.csrf_token(path), **form)

    def call(self, path: str, **params: Any) -> Any:
        """Ask by JSON-RPC, as the web client does.

        :return: the result, or None if it was refused
        """
        answer = self.ask("POST", path, json={"params": params})
        try:
            return answer.json().get("result")
        except requests.JSONDecodeError:
            return None

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        return self._session.request(
            method,
            f"{self.url}{path}",
            timeout=PATIENCE,
            allow_redirects=False,
            **options,
        )

    def csrf_token(self, path: str) -> str:
        found = CSRF.search(self.get(path).text)
        return (found[1] or found[2]) if found else ""

    def call_model(self, model: str, method: str, *arguments: Any) -> Any:
        """Call a public method, as the web client does."""
        return self.call(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=arguments,
            kwargs={},
        )

    # --- WHERE IT STANDS

    def open_door(self, secret: str) -> None:
        answer = self.get(f"/{secret}")
        assert answer.status_code == 303, "The door's address is no longer its"

    def who(self) -> int | None:
        """Return whom the server takes this session for, or None."""
        info = self.call("/web/session/get_session_info")
        return info and info.get("uid")

    def set_cookie(self, name: str, value: str) -> None:
        self._session.cookies.set(name, value)

    def session(self) -> dict[str, Any]:
        """Return what the server keeps of this session, or would."""
        if self._file().exists():
            return json.loads(self._file().read_text())
        # It saves none of which there is nothing to say.
        empty = dict.fromkeys(["db", "login", "uid", "session_token", "debug"])
        return {**empty, "context": {}, "_trace": [], "create_time": time.time()}

    def age_stamp(self) -> None:
        """Let the time pass that this session's stamp is good for."""
        self.plant(**{STAMP: {**self.session()[STAMP], "until": LONG_AGO}})

    def plant(self, **values: Any) -> None:
        """Put something into the server's file of this session; no stamp for None."""
        kept = {**self.session(), **values}
        # The stamp is what only those have who stand at a door.
        if kept.get(STAMP, self) is None:
            del kept[STAMP]
        self._file().parent.mkdir(exist_ok=True)
        self._file().write_text(json.dumps(kept))

    def _file(self):
        sid = self._session.cookies["session_id"]
        return DATA / "sessions" / sid[:2] / sid

    # --- THE WEBSOCKET

    def listen(self) -> websocket.WebSocket:
        """Open the websocket with this session's cookie."""
        cookie = "; ".join(f"{one.name}={one.value}" for one in self._session.cookies)
        return websocket.create_connection(
            f"ws://127.0.0.1:{self._websocket_port}/websocket",
            cookie=cookie,
            origin=self.url,
            timeout=PATIENCE,
        )

import functools
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
# The local AI server is a tool of marfanet_ai's own tests; it needs no Odoo.
sys.path += [str(PROJECT / "addons" / "marfanet_ai" / "tests"), str(PROJECT / "tests")]

from ai_server import AIServer  # noqa: E402
from support.access_arena import Arena, access_arena  # noqa: E402
from support.chromium import Chromium  # noqa: E402
from support.clients import Browser, Integrator, log_in  # noqa: E402
from support.many_workers import own_port  # noqa: E402
from support.odoo_server import OdooServer, database_copy  # noqa: E402
from support.persian_pages import Readers, make_company, readers_of  # noqa: E402

AI_KEY = "xai-test-0123456789"
AGENT = ("sara", "sara-password")


@dataclass
class Product:
    """The running product, as its users meet it."""

    server: OdooServer
    admin: Integrator
    representative_id: int
    agent_id: int

    # Logging in costs a second of hashing: once for all tests is enough.

    @functools.cached_property
    def browser(self) -> Browser:
        """The agent's session, as after logging in."""
        return self.log_in(*AGENT)

    @functools.cached_property
    def agent(self) -> Integrator:
        """The agent's own access over XML-RPC."""
        return Integrator(self.server.url, self.server.database, *AGENT)

    def log_in(self, login: str, password: str) -> Browser:
        """Return a new session of a person who has logged in."""
        return log_in(self.server.url, self.server.database, login, password)

    def use_ai(self, ai: AIServer, speech: str | None, language: bool) -> None:
        """Let exactly these services be asked, at the local AI server.

        :param speech: "xai_speech", "openai" or None
        :param language: whether a language model is there
        """
        providers = self.admin.call("marfanet.ai.provider", "search_read", [])
        for provider in providers:
            wanted = (
                language
                if provider["kind"] == "language"
                else provider["protocol"] == speech
            )
            self.admin.call(
                "marfanet.ai.provider",
                "write",
                [provider["id"]],
                {
                    "base_url": ai.url,
                    # A key that nobody has set: the provider is there, but not asked.
                    "key_name": "XAI_API_KEY" if wanted else "UNSET_API_KEY",
                },
            )


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory):
    template = os.environ["MARFANET_TEST_TEMPLATE"]
    logs = Path(os.environ["MARFANET_TEST_LOGS"])
    log = logs / "paths-server.log"
    log.unlink(missing_ok=True)
    environment = {"XAI_API_KEY": AI_KEY}
    with (
        database_copy(template) as database,
        OdooServer(database, own_port(0), log, environment) as server,
    ):
        yield make_product(server)


@pytest.fixture(scope="session")
def access() -> Iterator[Arena]:
    """A server whose doors are armed, with every module that has a way in."""
    template = os.environ["MARFANET_TEST_TEMPLATE"]
    log = Path(os.environ["MARFANET_TEST_LOGS"], "paths-access-server.log")
    with access_arena(template, log, rotated=20) as arena:
        yield arena


def make_product(server: OdooServer) -> Product:
    """Return the product of a server, with a representative and an agent."""
    admin = Integrator(server.url, server.database, "admin", "admin")
    return Product(
        server,
        admin,
        representative_id=_create_representative(admin),
        agent_id=_create_agent(admin),
    )


@pytest.fixture
def ai():
    with AIServer(key=AI_KEY) as server:
        yield server


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def chromium(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    """A browser with a microphone, of which no page may complain."""
    with Chromium(playwright, tmp_path / "profile") as running:
        yield running
    assert running.complaints == []


@pytest.fixture(scope="session")
def visits(product: Product) -> dict[str, int]:
    """What ordinary people of the company look at, by name; and they are there."""
    return make_company(product.admin)


@pytest.fixture(scope="module")
def open_pages(
    product: Product,
    visits: dict[str, int],
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Readers]:
    profile = tmp_path_factory.mktemp("profile")
    with readers_of(
        visits, product.admin, product.server.url, playwright, profile
    ) as readers:
        yield readers


@pytest.fixture
def readers(open_pages: Readers) -> Iterator[Readers]:
    """Whoever reads Persian, and whoever reads English, of whom no page complains."""
    yield open_pages
    for reader in (open_pages.persian, open_pages.english):
        complaints, reader.complaints = reader.complaints, []
        assert complaints == []


@pytest.fixture
def changed(readers: Readers) -> Iterator[Readers]:
    """The same readers, whose visit of 20 Azar is put back afterwards."""
    yield readers
    readers.put_back()


def _create_representative(admin: Integrator) -> int:
    return admin.call(
        "res.partner",
        "create",
        {
            "name": "علی رضایی",
            "is_representative": True,
            "admin_username": "ali.rezaei",
        },
    )


def _create_agent(admin: Integrator) -> int:
    [[_model, group_id]] = [
        admin.call("ir.model.data", "check_object_reference", "marfanet_crm", name)
        for name in ["group_marfanet_agent"]
    ]
    login, password = AGENT
    return admin.call(
        "res.users",
        "create",
        {
            "name": "سارا محمودی",
            "login": login,
            "password": password,
            "tz": "Asia/Tehran",
            "group_ids": [[6, 0, [group_id]]],
        },
        context={"no_reset_password": True},
    )

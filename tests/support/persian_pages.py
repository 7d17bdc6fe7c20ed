"""Pages of the web client as somebody who reads Persian and somebody else see them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect

from .chromium import PATIENCE, Chromium, is_last_of_log_in
from .clients import Integrator
from .visits import AZAR_20, MODEL, PATH, make_visits, values_of

# Their browsers stand still at 7 Azar 1405, a Saturday, half past ten in Tehran.
NOW = "2026-11-28T10:30:00+03:30"
PERSIAN = ("leila", "fa_IR")
ENGLISH = ("emma", "en_US")


class Reader:
    """Somebody at a page, which is used again and again.

    :param page: after logging in
    :param url: the server's address
    :param login: whose page it is
    """

    def __init__(self, page: Page, url: str, login: str) -> None:
        self.page = page
        self.login = login
        self.url = url
        self.complaints: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        """Open one of Odoo's pages, once its view is there."""
        self.page.goto(f"{self.url}/odoo/{path}")
        expect(self.page.locator(".o_action_manager .o_control_panel")).to_be_visible()
        return self.page

    def open_view(self, view: str, path: str = PATH) -> Page:
        """Go on to the visits in a view, as "list", without a reload, as by a menu."""
        # It is there once the promise is kept.
        self.page.evaluate(
            """([path, viewType]) => {
                const { action } = odoo.__WOWL_DEBUG__.root.env.services;
                return action.doAction(path, { viewType, clearBreadcrumbs: true });
            }""",
            [path, view],
        )
        expect(self.page.locator(f".o_{view}_view.o_action")).to_be_visible()
        return self.page

    def open_visit(self, record_id: int) -> Page:
        """Open the form of one visit."""
        self.open(f"{PATH}/{record_id}")
        expect(self.page.locator(".o_form_view")).to_be_visible()
        return self.page

    def field(self, name: str) -> Locator:
        return self.page.locator(f".o_field_widget[name={name}]")

    def picker(self, name: str) -> Locator:
        """Open the date picker of a field."""
        self.field(name).locator("button, input").first.click()
        picker = self.page.locator(".o_datetime_picker")
        expect(picker).to_be_visible()
        return picker

    def type(self, name: str, text: str) -> None:
        """Type into a field that may show its value as a button, and leave it."""
        self.field(name).locator("button, input").first.click()
        self.field(name).locator("input").first.fill(text)
        self.page.keyboard.press("Tab")

    def save(self) -> None:
        with self.page.expect_response("**/web_save"):
            self.page.locator(".o_form_button_save").click()
        expect(self.page.locator(".o_form_button_save")).to_be_hidden()

    def _note(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


class Readers:
    """Both of them, at one browser.

    :param persian: with a browser in Persian, too
    :param english: beside
    :param visits: the ids of the visits by their names
    :param admin: who looks into the database
    """

    def __init__(
        self,
        persian: Reader,
        english: Reader,
        visits: dict[str, int],
        admin: Integrator,
    ) -> None:
        self.persian = persian
        self.english = english
        self.visits = visits
        self.admin = admin

    def each(self, persian: object, english: object) -> Iterator[tuple]:
        """Yield both readers, each with what they are to see."""
        yield self.persian, persian
        yield self.english, english

    def stored(self, *names: str) -> list:
        """Return what an integrator reads of the visit of 20 Azar."""
        [values] = self.admin.call(MODEL, "read", [self.visits[AZAR_20]], list(names))
        return [values[name] for name in names]

    def put_back(self) -> None:
        """Write what the visit of 20 Azar was made with over whatever is in it."""
        self.admin.call(MODEL, "write", [self.visits[AZAR_20]], values_of(AZAR_20))


def make_company(admin: Integrator) -> dict[str, int]:
    """Make who reads and what they look at; return the visits' ids by their names."""
    load_persian(admin)
    for login, lang in (PERSIAN, ENGLISH):
        make_reader(admin, login, lang)
    return make_visits(admin)


@contextmanager
def readers_of(
    visits: dict[str, int],
    admin: Integrator,
    url: str,
    playwright: Playwright,
    profile: Path,
) -> Iterator[Readers]:
    """Give both readers at one browser, logged in."""
    with Chromium(playwright, profile, options=()) as chromium:
        yield Readers(
            reader_of(chromium, url, PERSIAN[0], "fa-IR"),
            reader_of(chromium, url, ENGLISH[0], "en-US"),
            visits,
            admin,
        )


def load_persian(admin: Integrator) -> None:
    """Load Odoo's Persian, as an administrator does."""
    found = [["code", "=", "fa_IR"]]
    options = {"context": {"active_test": False}}
    languages = admin.call("res.lang", "search", found, **options)
    wizard = admin.call(
        "base.language.install", "create", {"lang_ids": [[6, 0, languages]]}
    )
    admin.call("base.language.install", "lang_install", [wizard])


def make_reader(
    admin: Integrator, login: str, lang: str, group: str = "base.group_user"
) -> int:
    """Make a person with a password like the login; return their id."""
    groups = [
        admin.call("ir.model.data", "check_object_reference", *name.split("."))[1]
        for name in (group, "base.group_allow_export")
    ]
    values = {
        "name": login.title(),
        "login": login,
        "password": f"{login}-password",
        "lang": lang,
        "tz": "Asia/Tehran",
        "group_ids": [[6, 0, groups]],
    }
    return admin.call(
        "res.users", "create", values, context={"no_reset_password": True}
    )


def reader_of(
    chromium: Chromium,
    url: str,
    login: str,
    locale: str,
    prepare: Callable[[BrowserContext], None] | None = None,
) -> Reader:
    """Log somebody in, in a window of their own whose clock stands still.

    :param locale: the browser's language, as "fa-IR"
    :param prepare: is given the window before
    """
    window = chromium.context.browser.new_context(
        locale=locale, viewport={"width": 1400, "height": 900}
    )
    window.set_default_timeout(PATIENCE * 1000)
    window.clock.set_fixed_time(NOW)
    if prepare:
        prepare(window)
    page = window.new_page()
    with page.expect_response(is_last_of_log_in):
        page.goto(f"{url}/web/login")
    page.locator("form.oe_login_form").evaluate(
        """(form, [login, password]) => {
            form.elements.login.value = login;
            form.elements.password.value = password;
            form.submit();
        }""",
        [login, f"{login}-password"],
    )
    page.wait_for_url("**/odoo**", wait_until="commit")
    # The first page of a new database draws up its styles and scripts.
    expect(page.locator(".o_main_navbar")).to_be_visible(timeout=PATIENCE * 1000)
    return Reader(page, url, login)

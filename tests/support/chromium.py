"""A real browser with a microphone that hums, which can be killed."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, Response, expect

MICROPHONE = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
# Seconds until a started browser, or a page, must have done something: the first page
# of a new database waits until its styles and scripts are drawn up.
PATIENCE = 120
expect.set_options(timeout=60_000)


def is_last_of_log_in(response: Response) -> bool:
    """Tell whether a response is the last that the log-in page asks for."""
    return "/website/translations" in response.url


class Chromium:
    """Chromium on a profile of its own; use it as a context manager.

    What pages keep on the device is in the profile, and outlives the browser.

    :param playwright: drives it
    :param profile: the folder of the profile
    :param options: in place of those that give it a microphone which it may use
    """

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        options: Sequence[str] = MICROPHONE,
    ) -> None:
        self._playwright = playwright
        self._profile = profile
        self._options = options
        self._process: subprocess.Popen | None = None
        self.complaints: list[str] = []

    def __enter__(self) -> "Chromium":
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, or start it again after it was killed."""
        told = self._profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        self._process = subprocess.Popen(
            [
                executable, "--headless=new", "--no-sandbox", "--disable-gpu",
                "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                # A page that was left would go on holding the browser's own databases,
                # for which Odoo's next page would wait for ever.
                "--disable-back-forward-cache",
                *self._options, "--remote-debugging-port=0",
                f"--user-data-dir={self._profile}",
                "--window-size=1400,900", "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "Asia/Tehran"},
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not (told.exists() and told.read_text().strip()):
            assert self._process.poll() is None, "Chromium ended"
            assert time.monotonic() < deadline, "Chromium never told its port"
            # Nothing tells when the file is there but looking.
            time.sleep(0.05)
        port = told.read_text().split()[0]
        browser = self._playwright.chromium.connect_over_cdp(
            f"http://127.0.0.1:{port}", timeout=PATIENCE * 1000
        )
        self.context: BrowserContext = browser.contexts[0]
        self.context.set_default_timeout(PATIENCE * 1000)

    def kill(self) -> None:
        """End it as a crash or lost power does: no page hears of it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def open(self, url: str) -> Page:
        """Open a page in a new tab; what its console complains of is noted."""
        page = self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)
        return page

    def open_log_in(self, url: str) -> Page:
        """Open the log-in page in a new tab; return it when its scripts are at rest.

        Nobody is so fast as to leave it before, and Odoo does not count on it: its next
        page would wait for a database of the browser that this one was about to open.
        """
        with self.context.expect_event("response", is_last_of_log_in):
            return self.open(url)

    def log_in(self, url: str, login: str, password: str) -> Page:
        """Log a person in, in a new tab."""
        page = self.open_log_in(f"{url}/web/login")
        # Where others have logged in before, their names stand before the form.
        page.evaluate(
            """([login, password]) => {
                const form = document.querySelector("form.oe_login_form");
                form.elements.login.value = login;
                form.elements.password.value = password;
                form.submit();
            }""",
            [login, password],
        )
        page.wait_for_url("**/odoo**", wait_until="commit")
        # Nobody leaves a page that is still being made.
        expect(page.locator(".o_main_navbar")).to_be_visible(timeout=PATIENCE * 1000)
        return page

    def _note(self, message) -> None:
        # Of a line that the test itself has cut, the browser complains by itself.
        if message.type == "error" and "net::ERR_" not in message.text:
            self.complaints.append(message.text)

"""Takes a picture of a page of the running product, as somebody sees it.

    screenshot.py URL FILE [--login sara] [--password marfanet] [--width 1400]
                  [--height 900] [--click SELECTOR ...] [--dark]

Prints what the browser's console complained of, and ends in failure if it did.
"""

import argparse
import shutil
import sys
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

SETTLED = 1_000  # milliseconds


def main() -> int:
    options = _options()
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        page = browser.new_page(
            viewport={"width": options.width, "height": options.height},
            # Odoo takes a person's zone from their browser at the first log-in.
            timezone_id="Asia/Tehran",
        )
        page.on("console", lambda message: _note(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        _log_in(page, options)
        page.goto(options.url)
        page.wait_for_selector(".o_action_manager .o_view_controller, .o_action")
        for selector in options.click:
            page.click(selector)
        page.evaluate("document.fonts.ready")
        # The page never falls silent (it listens to the bus); pictures come late.
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=options.file)
        browser.close()
    sys.stdout.writelines(f"{complaint}\n" for complaint in complaints)
    return bool(complaints)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("file")
    parser.add_argument("--login", default="sara")
    parser.add_argument("--password", default="marfanet")
    parser.add_argument("--width", type=int, default=1400)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--click", nargs="*", default=[])
    parser.add_argument("--dark", action="store_true")
    return parser.parse_args()


def _log_in(page: Page, options: argparse.Namespace) -> None:
    page.goto(urljoin(options.url, "/web/login"))
    if options.dark:
        page.context.add_cookies(
            [{"name": "color_scheme", "value": "dark", "url": options.url}]
        )
    page.fill("input[name=login]", options.login)
    page.fill("input[name=password]", options.password)
    page.click("button[type=submit]")
    page.wait_for_url("**/odoo**")


def _note(message, complaints: list[str]) -> None:
    if message.type in ("error", "warning"):
        complaints.append(f"{message.type}: {message.text}")


if __name__ == "__main__":
    sys.exit(main())

"""Ten thousand guesses at a secret address, and hundreds at a password.

On a server of two workers that believes a proxy, so that guesses come from anywhere.
"""

import http.client
import math
import os
import random
import re
import string
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import pytest
from conftest import AGENT, Product, make_product
from support.database import rows
from support.door_command import new_secret
from support.many_workers import ManyWorkers, own_port
from support.odoo_server import database_copy
from support.plans import run_sql

PLAIN = string.ascii_letters + string.digits
LETTERS = PLAIN + "-_"
# From one address, which is soon refused; and from many, each below its limit.
BUSY, MANY = 8_000, 2_000
HOME, ELSEWHERE = "203.0.113.1", "198.51.100.1"
# By how many standard errors (Mann and Whitney) a near miss may seem slower or faster
# than noise: both come in random order, so that chance does it once in 10⁹ runs. That
# they cost the same work is counted in marfanet_access/tests/test_attempts_http.py.
SIGMAS = 6
# What is another one on each page
CHANGING = re.compile(r'csrf_token: "[^"]+"')
TOKEN = re.compile(r'csrf_token" value="([^"]+)"')


@dataclass
class Answer:
    """:param seconds: until all of it was there"""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass
class Site:
    server: ManyWorkers
    product: Product
    secret: str

    def ask(
        self,
        path: str,
        address: str,
        cookie: str = "",
        form: dict[str, str] | None = None,
    ) -> Answer:
        """Ask as a client at some address, of whom the proxy tells."""
        link = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=60)
        headers = {
            # With it, Odoo believes what else the proxy says.
            "X-Forwarded-Host": "crm.example.com",
            "X-Forwarded-For": address,
            "Cookie": cookie,
        }
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = perf_counter()
        link.request("GET" if body is None else "POST", path, body, headers)
        reply = link.getresponse()
        content = reply.read()
        seconds = perf_counter() - begun
        link.close()
        return Answer(reply.status, dict(reply.getheaders()), content, seconds)

    def failures(self, kind: str, network: str) -> int:
        """Return what the database counts of an address."""
        found = rows(
            self.server.database,
            "SELECT coalesce(sum(failures), 0) FROM marfanet_access_attempt"
            " WHERE kind = %s AND network = %s AND account = ''",
            (kind, network),
        )
        return found[0][0]

    def pass_time(self) -> None:
        """Let the longest wait be over."""
        run_sql(
            self.server.database,
            "UPDATE marfanet_access_attempt SET since = since - interval '25 seconds',"
            " last = last - interval '25 seconds'",
        )

    def sign_in(self, password: str, address: str) -> Answer:
        """Come in by the agent's door and try a password."""
        opened = self.ask(f"/{self.secret}", address)
        assert opened.status == 303
        cookie = opened.headers["Set-Cookie"].split(";")[0]
        page = self.ask("/web/login", address, cookie)
        cookie = page.headers.get("Set-Cookie", cookie).split(";")[0]
        form = {
            "login": AGENT[0],
            "password": password,
            "csrf_token": TOKEN.search(page.body.decode())[1],
        }
        return self.ask("/web/login", address, cookie, form)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    log = Path(os.environ["MARFANET_TEST_LOGS"]) / "guesses-server.log"
    log.unlink(missing_ok=True)
    with database_copy(os.environ["MARFANET_TEST_TEMPLATE"]) as database:
        secret = new_secret(database, "crm")
        # What begins so, Odoo takes for a language and sends on.
        while "_" in secret[:3]:
            secret = new_secret(database, "crm")
        server = ManyWorkers(database, own_port(378), log, {})
        with server:
            product = make_product(server)
            # As an administrator who came in by their door leaves it.
            product.admin.call(
                "ir.config_parameter", "set_param", "marfanet_access.armed", "True"
            )
            yield Site(server, product, secret)
        assert secret not in log.read_text()


def near(secret: str, chance: random.Random) -> str:
    """Return the secret with one letter changed."""
    place = chance.randrange(len(secret))
    letters = LETTERS if place > 2 else PLAIN
    other = chance.choice([one for one in letters if one != secret[place]])
    return secret[:place] + other + secret[place + 1 :]


def noise(secret: str, chance: random.Random) -> str:
    """Return letters of the same shape."""
    rest = chance.choices(LETTERS, k=len(secret) - 3)
    return "".join(chance.choices(PLAIN, k=3) + rest)


def assert_as_slow(some: list[float], others: list[float]) -> None:
    """Check that neither takes longer than the other."""
    ranked = sorted(chain(((s, True) for s in some), ((s, False) for s in others)))
    ranks = sum(rank for rank, (_s, is_one) in enumerate(ranked, 1) if is_one)
    pairs = len(some) * len(others)
    share = (ranks - len(some) * (len(some) + 1) / 2) / pairs
    standard_error = math.sqrt((len(ranked) + 1) / 12 / pairs)
    assert abs(share - 0.5) < SIGMAS * standard_error


def test_ten_thousand_guesses_find_nothing_and_are_told_nothing(site: Site):
    chance = random.Random(8)
    # In two halves, each in random order.
    asked = []
    for count, address in ((BUSY, ELSEWHERE), (MANY, "10.{}.{}.1")):
        makers = [near, noise] * (count // 2)
        chance.shuffle(makers)
        asked += [
            (make, make(site.secret, chance), address.format(n // 1000, n // 4 % 250))
            for n, make in enumerate(makers)
        ]
    with ThreadPoolExecutor(4) as clients:
        answers = list(clients.map(lambda one: site.ask(f"/{one[1]}", one[2]), asked))

    # Nothing is found, and what is not there is a page that nobody made.
    nobody_made = site.ask("/web/page-that-nobody-made", HOME)
    statuses = Counter(answer.status for answer in answers)
    assert set(statuses) == {404, 429}
    bodies = {CHANGING.sub("", a.body.decode()) for a in answers if a.status == 404}
    assert bodies == {CHANGING.sub("", nobody_made.body.decode())}
    assert not any("Set-Cookie" in a.headers and a.status == 303 for a in answers)

    # Both workers count as one.
    assert site.failures("path", ELSEWHERE) == BUSY
    looked_at = Counter(answer.status for answer in answers[:BUSY])
    assert looked_at[404] <= 10
    assert {answer.status for answer in answers[BUSY:]} == {404}

    # Nor does a clock tell anything.
    for part in (slice(BUSY), slice(BUSY, None)):
        seconds = {near: [], noise: []}
        for (make, *_asked), answer in zip(asked[part], answers[part], strict=True):
            seconds[make].append(answer.seconds)
        assert_as_slow(seconds[near], seconds[noise])

    # And the right one opens, from the busiest address too.
    assert site.ask(f"/{site.secret}", ELSEWHERE).status == 303


def test_passwords_are_guessed_at_ten_times_and_the_victim_comes_in(site: Site):
    _name, right = AGENT
    assert site.sign_in(right, HOME).status == 303

    # Somebody who knows the agents' address guesses, at both workers at once, ...
    with ThreadPoolExecutor(4) as clients:
        tried = list(
            clients.map(lambda _n: site.sign_in("wrong", ELSEWHERE).status, range(40))
        )
    assert set(tried) == {200, 429}
    # ... those under way when it became too many included.
    assert tried.count(200) <= 10 + 4
    assert site.failures("login", ELSEWHERE) == tried.count(200)
    # On a slow machine waits are over before the tries are.
    while site.failures("login", ELSEWHERE) < 10:
        site.pass_time()
        site.sign_in("wrong", ELSEWHERE)
    # Even the right one is not looked at there.
    refused = site.sign_in(right, ELSEWHERE)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0

    # ... then from other addresses, and waits as long as it is told to.
    for number in range(20):
        site.pass_time()
        site.sign_in("wrong", f"192.0.2.{number}")
    site.pass_time()
    # The victim is let in from where they came in before, and only there.
    assert site.sign_in(right, "203.0.113.200").status == 429
    assert site.sign_in(right, HOME).status == 303

"""Ten thousand guesses at a secret address, and hundreds at a password.

On a server of two workers that believes a proxy, so that guesses come from anywhere.
"""

import http.client
import os
import random
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator
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
from support.many_workers import ManyWorkers, free_port
from support.odoo_server import database_copy
from support.plans import run_sql

LETTERS = string.ascii_letters + string.digits + "-_"
GUESSES = 10_000
HOME, ELSEWHERE = "203.0.113.1", "198.51.100.1"
# How much more often than by chance a near miss may take longer than noise, or noise
# than a near miss. Of 5,000 of each, which come in random order, the share differs by
# chance by 0.006 (Mann and Whitney): this is eight times as much.
BOUND = 0.05
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
        server = ManyWorkers(database, free_port(8648), log, {})
        with server:
            product = make_product(server)
        # As an administrator who came in by their door has left it.
        run_sql(
            database,
            "INSERT INTO ir_config_parameter (key, value)"
            " VALUES ('marfanet_access.armed', 'True')",
        )
        with server:
            yield Site(server, product, secret)
        assert secret not in log.read_text()


def near(secret: str, chance: random.Random) -> str:
    """Return the secret with one letter changed."""
    place = chance.randrange(len(secret))
    other = chance.choice([one for one in LETTERS if one != secret[place]])
    return secret[:place] + other + secret[place + 1 :]


def noise(secret: str, chance: random.Random) -> str:
    """Return letters of the same shape."""
    return "".join(chance.choices(LETTERS, k=len(secret)))


def share_slower(some: Iterable[float], others: Iterable[float]) -> float:
    """Return how often one of the first takes longer than one of the others."""
    some = list(some)
    ranked = sorted(chain(((s, True) for s in some), ((s, False) for s in others)))
    ranks = sum(rank for rank, (_s, is_one) in enumerate(ranked, 1) if is_one)
    pairs = len(some) * (len(ranked) - len(some))
    return (ranks - len(some) * (len(some) + 1) / 2) / pairs


def test_ten_thousand_guesses_find_nothing_and_are_told_nothing(site: Site):
    chance = random.Random(8)
    guesses = [(make, make(site.secret, chance)) for make in (near, noise)
               for _guess in range(GUESSES // 2)]  # fmt: skip
    chance.shuffle(guesses)
    # One address guesses for all it is worth; of the others none exceeds its limit.
    busy, many = guesses[: GUESSES // 2], guesses[GUESSES // 2 :]
    asked = [(make, guess, ELSEWHERE) for make, guess in busy]
    asked += [
        (make, guess, f"10.{number // 1000}.{number // 4 % 250}.1")
        for number, (make, guess) in enumerate(many)
    ]
    with ThreadPoolExecutor(4) as clients:
        answers = list(
            clients.map(lambda one: site.ask(f"/{one[1]}", one[2]), asked)
        )

    # Nothing is found, and what is not there is a page that nobody made.
    nobody_made = site.ask("/web/page-that-nobody-made", HOME)
    statuses = Counter(answer.status for answer in answers)
    assert set(statuses) == {404, 429}
    bodies = {TOKEN.sub("", a.body.decode()) for a in answers if a.status == 404}
    assert bodies == {TOKEN.sub("", nobody_made.body.decode())}
    assert not any("Set-Cookie" in a.headers and a.status == 303 for a in answers)

    # Both workers count as one.
    assert site.failures("path", ELSEWHERE) == len(busy)
    looked_at = Counter(a.status for a in answers[: len(busy)])
    assert looked_at[404] <= 10
    assert looked_at[429] == len(busy) - looked_at[404]
    assert Counter(a.status for a in answers[len(busy) :]) == {404: len(many)}

    # Nor does a clock tell anything.
    for begin, end in ((0, len(busy)), (len(busy), len(asked))):
        seconds = {near: [], noise: []}
        for (make, _guess, _address), answer in list(zip(asked, answers))[begin:end]:
            seconds[make].append(answer.seconds)
        assert abs(share_slower(seconds[near], seconds[noise]) - 0.5) < BOUND

    # And the right one opens, from the busiest address too.
    assert site.ask(f"/{site.secret}", ELSEWHERE).status == 303


def test_the_clock_would_tell_what_is_done_differently(site: Site):
    chance = random.Random(9)
    shapes = [near(site.secret, chance), "short"] * 200
    chance.shuffle(shapes)
    seconds = {True: [], False: []}
    for number, shape in enumerate(shapes):
        answer = site.ask(f"/{shape}", f"10.99.{number // 4}.1")
        assert answer.status == 404
        seconds[shape == "short"].append(answer.seconds)
    assert abs(share_slower(seconds[True], seconds[False]) - 0.5) > BOUND


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
    # Even the right one is not looked at there.
    refused = site.sign_in(right, ELSEWHERE)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0

    # ... then from a hundred other addresses.
    elsewhere = [site.sign_in("wrong", f"192.0.2.{n}").status for n in range(30)]
    assert elsewhere[-1] == 429
    # The victim is let in from where they came in before, and only there.
    assert site.sign_in(right, HOME).status == 303
    assert site.sign_in(right, "203.0.113.200").status == 429

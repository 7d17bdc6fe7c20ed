"""Fifty who ask an AI service at once never spend more than the budget allows.

They are threads of two processes, each with cursors of its own on the same database,
who ask the local AI server through the ledger, as the gateway does.
"""

import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal

import psycopg2
import pytest
from ai_server import AIServer
from conftest import Product
from support.ai_callers import begin, start_callers

PROCESSES = 2
CALLERS = 50
PATIENCE = 240  # seconds until what was begun must have come about
# What the local AI server reports for each answer, at a dollar for a thousand tokens.
TOKENS = {"input_tokens": 120, "output_tokens": 30}
COST = Decimal("0.15")


@dataclass
class Money:
    """Five users who ask one service, and the ledger of what comes of it."""

    product: Product
    ai: AIServer
    provider_id: int
    user_ids: list[int]

    def limit(self, level: str, amount: float) -> None:
        """Let nobody on a level spend more; there is no other budget of it."""
        call = self.product.admin.call
        old = call("marfanet.ai.budget", "search", [("level", "=", level)])
        call("marfanet.ai.budget", "write", old, {"active": False})
        call("marfanet.ai.budget", "create", {"level": level, "amount": amount})

    def callers(self, number: int, user_ids: list[int]) -> subprocess.Popen:
        return start_callers(
            self.product.server.database,
            provider_id=self.provider_id,
            tokens=TOKENS,
            callers=number,
            user_ids=user_ids,
        )

    def call_at_once(self, user_ids: list[int]) -> Counter[str]:
        """Let fifty ask at the same moment; return how their calls have ended."""
        share = CALLERS // PROCESSES
        processes = [self.callers(share, user_ids) for _process in range(PROCESSES)]
        for process in processes:
            begin(process)
        for process in processes:
            process.communicate(timeout=PATIENCE)
            assert process.returncode == 0
        rows = self.sql(
            "SELECT status FROM marfanet_ai_call WHERE provider_id = %s",
            self.provider_id,
        )
        return Counter(status for (status,) in rows)

    def used(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Return what is spent and what is set aside, of all users and companies."""
        rows = self.sql(
            "SELECT level, sum(spent), sum(reserved)"
            " FROM marfanet_ai_budget_usage GROUP BY level"
        )
        return {level: (spent, reserved) for level, spent, reserved in rows}

    def sql(self, statement: str, *values: object) -> list[tuple]:
        """Look exactly, and do what nobody may do over RPC."""
        database = self.product.server.database
        with (
            closing(psycopg2.connect(dbname=database, host=os.environ["PGHOST"])) as db,
            db,
            db.cursor() as cursor,
        ):
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture
def money(product: Product) -> Iterator[Money]:
    call = product.admin.call
    user_ids = [
        call(
            "res.users",
            "create",
            {"name": f"Caller {number}", "login": f"caller.{os.urandom(4).hex()}"},
            context={"no_reset_password": True},
        )
        for number in range(5)
    ]
    # A provider without the name of a key sends «none»; how much is asked of what is
    # scripted is what the tests look at.
    with AIServer(key="none", check=False) as ai:
        ai.answer({"word": "خوب"}, always=True)
        provider_id = call(
            "marfanet.ai.provider",
            "create",
            {
                "name": "With prices",
                "base_url": ai.url,
                "model": "chat-model",
                "price_input": 1000,
                "price_output": 1000,
                "timeout": 60,
            },
        )
        money = Money(product, ai, provider_id, user_ids)
        money.sql("DELETE FROM marfanet_ai_call")
        money.sql("DELETE FROM marfanet_ai_budget_usage")
        yield money
        # Other tests' notes would ask it too. It was asked: it can only be archived.
        call("marfanet.ai.provider", "write", [provider_id], {"active": False})


def test_fifty_at_once_spend_a_users_day_to_the_cent(money: Money):
    money.limit("user", 20.5 * float(COST))
    money.limit("company", 1000)
    ended = money.call_at_once(money.user_ids[:1])
    assert ended == {"answered": 20, "over_budget": 30}
    assert len(money.ai.requests) == 20
    assert money.used() == {"user": (20 * COST, 0), "company": (20 * COST, 0)}


def test_fifty_at_once_spend_a_companys_month_to_the_cent(money: Money):
    money.limit("user", 5.5 * float(COST))
    # Less than the five users may spend together.
    money.limit("company", 22 * float(COST))
    ended = money.call_at_once(money.user_ids)
    assert ended == {"answered": 22, "over_budget": 28}
    assert len(money.ai.requests) == 22
    assert money.used() == {"user": (22 * COST, 0), "company": (22 * COST, 0)}
    [[most]] = money.sql(
        "SELECT max(spent) FROM marfanet_ai_budget_usage WHERE level = 'user'"
    )
    assert most <= 5 * COST


def test_what_failed_calls_set_aside_is_given_back(money: Money):
    money.limit("user", 1000)
    money.limit("company", 1000)
    for fault in ("drop", 500, 429, "cut", 401):
        for _time in range(4):
            money.ai.fault(fault)
    ended = money.call_at_once(money.user_ids)
    assert ended == {"answered": 30, "try_later": 16, "needs_person": 4}
    assert money.used() == {"user": (30 * COST, 0), "company": (30 * COST, 0)}


def test_call_of_a_killed_process_is_found_and_paid(money: Money):
    money.limit("user", 1000)
    money.ai.fault("hang")
    process = money.callers(1, money.user_ids[:1])
    begin(process)
    deadline = time.monotonic() + PATIENCE
    while not money.ai.requests:
        assert time.monotonic() < deadline, "The service was never asked"
        # Nothing tells when a request arrives but looking.
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert money.used()["user"] == (0, COST)
    settle_lost(money)
    assert money.sql("SELECT status FROM marfanet_ai_call") == [("running",)]
    # As if the time had passed in which it could still have been answered.
    money.sql("UPDATE marfanet_ai_call SET date = date - interval '1 hour'")
    settle_lost(money)
    rows = money.sql("SELECT status, cost, reserved FROM marfanet_ai_call")
    assert rows == [("lost", COST, 0)]
    assert money.used() == {"user": (COST, 0), "company": (COST, 0)}


def settle_lost(money: Money) -> None:
    """Run the scheduled action."""
    call = money.product.admin.call
    _model, cron_id = call(
        "ir.model.data",
        "check_object_reference",
        "marfanet_ai",
        "marfanet_ai_call_cron_settle_lost",
    )
    call("ir.cron", "method_direct_trigger", [cron_id])

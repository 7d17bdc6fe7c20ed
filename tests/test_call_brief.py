"""From what the CRM knows to a brief on the agent's screen, and at night without one.

A real server, its job runner and real HTTP; only the AI service is local.
"""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ai_server import AIServer
from conftest import AI_KEY, Product, make_product
from support.database import rows
from support.jobs import wait_for, wake_runner
from support.many_workers import own_port
from support.odoo_server import OdooServer, database_copy

ROUTE = "/marfanet/brief/write"
TEHRAN = ZoneInfo("Asia/Tehran")
PHONE = "09121234567"
SUMMARY = "روی ایرانسل وصل نمی‌شد؛ کانفیگ تازه فرستادم و درست شد."
WRITTEN = """# summary
- قطعی ایرانسل با کانفیگ تازه حل شد. [1]
# objections
- قیمت بالاست => هزینه هر کاربر را با هم حساب کنیم.
# opening
- سلام آقای رضایی، خواستم ببینم اتصال پایدار مانده یا نه؛ روی [تلفن ۱] تماس گرفتم.
# closing
- پس پنجشنبه نتیجه را خبر می‌دهم. https://evil.example
"""


@pytest.fixture(scope="module")
def mortal():
    """The product, on a server that may be killed."""
    log = Path(os.environ["MARFANET_TEST_LOGS"], "paths-brief-server.log")
    log.unlink(missing_ok=True)
    with (
        database_copy(os.environ["MARFANET_TEST_TEMPLATE"]) as database,
        OdooServer(database, own_port(20), log, {"XAI_API_KEY": AI_KEY}) as server,
    ):
        yield make_product(server)


def log_contact(product: Product) -> int:
    return product.agent.call(
        "marfanet.interaction",
        "create",
        {
            "partner_id": product.representative_id,
            "subject": "قطعی ایرانسل",
            "summary": f"{SUMMARY} شماره تازه‌اش {PHONE} است.",
        },
    )


def add_task(product: Product) -> int:
    tomorrow = datetime.now(TEHRAN) + timedelta(days=1)
    return product.agent.call(
        "marfanet.task",
        "create",
        {
            "name": "پیگیری پایداری اتصال",
            "partner_id": product.representative_id,
            # At noon in Tehran.
            "date_due": f"{tomorrow:%Y-%m-%d} 08:30:00",
        },
    )


def make_ahead(product: Product) -> None:
    [[_model, cron]] = [
        product.admin.call(
            "ir.model.data",
            "check_object_reference",
            "marfanet_ai_brief",
            "marfanet_call_brief_cron_make_ahead",
        )
    ]
    product.admin.call("ir.cron", "method_direct_trigger", [cron])


def jobs_left(product: Product) -> int:
    [[count]] = rows(
        product.server.database,
        "SELECT count(*) FROM queue_job WHERE model_name = 'marfanet.call.brief'"
        " AND state NOT IN ('done', 'failed', 'cancelled')",
    )
    return count


def write(product: Product, **form: object) -> Iterator[tuple[str, object]]:
    return product.browser.post_and_listen(
        ROUTE, partner_id=product.representative_id, **form
    )


def test_what_a_voice_note_suggested_is_no_persons_word(product: Product):
    contact = log_contact(product)
    promises = {}
    for review in ("suggested", "confirmed", None):
        values = {"interaction_id": contact, "side": "us", "text": f"فاکتور {review}"}
        promises[review] = product.agent.call("marfanet.promise", "create", values)
        # Only the code of the voice notes sets the mark.
        rows(
            product.server.database,
            "UPDATE marfanet_promise SET ai_review = %s WHERE id = %s",
            [review, promises[review]],
        )
    opened = product.browser.call(
        "marfanet.call.brief", "open_brief", product.representative_id
    )
    suggested = {
        row["id"]: row["suggested"] for row in opened["facts"]["promises"]["us"]
    }
    assert [suggested[promise] for promise in promises.values()] == [True, False, False]


def test_mood_and_objection_that_only_ai_heard_are_told_to_the_model_as_such(
    product: Product, ai: AIServer
):
    contact = log_contact(product)
    product.agent.call(
        "marfanet.interaction", "write", [contact], {"sentiment": "negative"}
    )
    objection = product.agent.call(
        "marfanet.objection", "create", {"interaction_id": contact, "text": "گران است"}
    )
    database = product.server.database
    # Only the code of the voice notes sets the marks.
    rows(
        database,
        "UPDATE marfanet_interaction SET ai_sources = %s WHERE id = %s",
        ['{"sentiment": {"review": "suggested"}}', contact],
    )
    rows(
        database,
        "UPDATE marfanet_objection SET ai_review = 'suggested' WHERE id = %s",
        [objection],
    )
    product.use_ai(ai, speech=None, language=True)
    ai.answer(WRITTEN)
    assert [kind for kind, _data in write(product, purpose="support")][-1] == "done"
    asked = str([request.json for request in ai.requests])
    unsure = "(suggested by AI, not confirmed)"
    assert f"mood: negative {unsure}" in asked
    assert f"گران است {unsure}" in asked


def test_brief_is_written_on_the_screen_and_there_the_next_time(
    product: Product, ai: AIServer
):
    contact = log_contact(product)
    product.use_ai(ai, speech=None, language=True)
    # As for a service on the other side of the network.
    providers = product.admin.call("marfanet.ai.provider", "search", [])
    product.admin.call("marfanet.ai.provider", "write", providers, {"redact": True})
    ai.answer(WRITTEN)

    question = {"purpose": "support", "line": "اتصال V2Ray"}
    opened = product.browser.call(
        "marfanet.call.brief", "open_brief", product.representative_id, **question
    )
    assert opened["facts"]["recent"][0]["id"] == contact
    assert opened["ai"]["available"] and opened["brief"] is False
    *events, (kind, brief) = write(product, **question)

    assert kind == "done"
    assert {"by", "begin", "text", "line"} == {kind for kind, _data in events}
    lines = {line["section"]: line for line in brief["lines"]}
    assert lines["summary"]["evidence"] == [contact]
    assert lines["closing"]["text"] == "پس پنجشنبه نتیجه را خبر می‌دهم. …"
    # What was hidden from the service is there for the agent.
    assert PHONE not in str(ai.requests[0].json)
    assert PHONE in lines["opening"]["text"]
    again = product.browser.call(
        "marfanet.call.brief", "open_brief", product.representative_id, **question
    )
    assert again["brief"] == brief
    assert str(contact) in brief["sources"]
    # The contact that follows is known to have been prepared.
    [after] = product.agent.call(
        "marfanet.interaction", "read", [log_contact(product)], ["brief_kind"]
    )
    assert after["brief_kind"] == "ai"


def test_what_is_written_arrives_before_the_rest_is(product: Product, ai: AIServer):
    product.use_ai(ai, speech=None, language=True)
    log_contact(product)
    # The service begins, and falls silent.
    ai.fault("stall")
    with closing(write(product, purpose="sales")) as events:
        assert next(events)[0] == "by"


def test_night_prepares_tomorrow_once(product: Product, ai: AIServer):
    product.use_ai(ai, speech=None, language=True)
    log_contact(product)
    task = add_task(product)
    ai.answer(WRITTEN)

    for _night in range(2):
        make_ahead(product)
        wait_for(product.server.database, lambda: not jobs_left(product))

    assert len(ai.requests) == 1
    opened = product.browser.call(
        "marfanet.call.brief",
        "open_brief",
        product.representative_id,
        task_id=task,
    )
    assert opened["brief"]["made_ahead"]
    assert opened["brief"]["by"]["model"]


def test_night_that_is_killed_goes_on_and_keeps_one_brief(mortal: Product):
    log_contact(mortal)
    add_task(mortal)
    with AIServer(key=AI_KEY) as ai:
        mortal.use_ai(ai, speech=None, language=True)
        ai.fault("hang")
        ai.answer(WRITTEN)
        make_ahead(mortal)
        wait_for(mortal.server.database, lambda: ai.requests)
        mortal.server.kill()
        mortal.server.start()

        def look() -> bool:
            wake_runner(mortal.server.database)
            return not jobs_left(mortal)

        wait_for(mortal.server.database, look)
        assert len(ai.requests) == 2
    assert mortal.admin.call("marfanet.call.brief", "search_count", []) == 1

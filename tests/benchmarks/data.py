"""The data that the benchmarks run on; read by «odoo shell».

100,000 representatives, 1,000,000 interactions, 300,000 tasks of 40 agents, and as the
reference 300,000 leads and 100,000 activities. A few records are made by the ORM, and
multiplied in SQL: each column of theirs is copied, but for those named here.
"""

import random
import sys

from odoo import Command

from demo import texts
from tests.benchmarks.data_size import (
    ACTIVITIES,
    AGENTS,
    INTERACTIONS,
    LEADS,
    MANY,
    REPRESENTATIVES,
    TASKS,
)


def fill(env):
    """Fill an empty database with the addons and ``crm`` installed."""
    env = env(context={**env.context, "tracking_disable": True})
    random.seed(1405)
    # The checks of foreign keys are planned while the tables are next to empty, and
    # would go through them from end to end for each of a million rows.
    env.cr.execute("SET LOCAL enable_seqscan = off")
    agents = _create_agents(env)
    _say("representatives")
    partners = _create_representatives(env, agents)
    _say("interactions")
    _create_interactions(env, partners, agents)
    _say("tasks")
    _create_tasks(env, partners, agents)
    _say("leads and activities")
    _create_leads(env, partners, agents)
    _say("what the representatives' records hold of them")
    _update_facts(env)
    env.cr.commit()


def _create_agents(env):
    groups = ["marfanet_crm.group_marfanet_lead"]
    groups += ["sales_team.group_sale_salesman_all_leads"]
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "login": f"agent{number}",
                    "password": f"agent{number}",
                    "name": f"کارشناس {number}",
                    "lang": "fa_IR",
                    "tz": "Asia/Tehran",
                    "group_ids": [Command.link(env.ref(group).id) for group in groups],
                }
                for number in range(AGENTS)
            ]
        )
    )


def _create_representatives(env, agents):
    """Return the first and last id of the representatives."""
    [template] = env["res.partner"].create(
        [{"name": "الگو", "is_representative": True, "user_id": agents[0].id}]
    )
    firsts = sorted({person[0] for person in texts.PEOPLE})
    lasts = sorted({person[1] for person in texts.PEOPLE})
    name = (
        f"(ARRAY{firsts!r})[1 + n % {len(firsts)}] || ' ' ||"
        f" (ARRAY{lasts!r})[1 + (n / {len(firsts)}) % {len(lasts)}] || ' ' || n"
    )
    first, last = _multiply(
        env, template, REPRESENTATIVES,
        name=name,
        complete_name=name,
        admin_username="'seller.' || n",
        telegram_username="'seller_' || n",
        phone="'+98912' || (1000000 + n)",
        commercial_partner_id="{id}",
        user_id=f"{agents[0].id} + n % {AGENTS}",
    )  # fmt: skip
    Partner = env["res.partner"]
    field = Partner._fields["search_text"]
    for start in range(first, last + 1, 5_000):
        batch = Partner.browse(range(start, min(start + 5_000, last + 1)))
        env.add_to_compute(field, batch)
        batch.flush_recordset(["search_text"])
        env.invalidate_all()
    return first, last


def _create_interactions(env, partners, agents):
    templates = env["marfanet.interaction"].create(
        [
            {
                "partner_id": partners[0],
                "user_id": agents[0].id,
                "outcome_id": env.ref(f"marfanet_crm.marfanet_outcome_{outcome}").id,
                **words,
            }
            for words in map(dict, texts.CONVERSATIONS)
            for outcome in [words.pop("outcome")]
        ]
    )
    each = (INTERACTIONS - MANY) // len(templates)
    for offset, template in enumerate(templates):
        # One a minute all together, day and night: 36 a day for each agent.
        number = f"(n * {len(templates)} + {offset})"
        date = f"now() AT TIME ZONE 'UTC' - {number} * interval '1 minute'"
        _multiply(
            env, template, each,
            partner_id=_spread(partners, number),
            user_id=f"{agents[0].id} + n % {AGENTS}",
            date=date,
            **_promise_columns(env, template, date),
        )  # fmt: skip
    date = "now() AT TIME ZONE 'UTC' - n * interval '1 minute'"
    _multiply(env, templates[0], MANY, partner_id=str(partners[0]), date=date)


def _promise_columns(env, template, date):
    """When those who promised to pay were to be asked again."""
    if template.outcome_id != env.ref("marfanet_crm.marfanet_outcome_promised_payment"):
        return {}
    return {"follow_up_date": f"{date} + interval '3 days'"}


def _create_tasks(env, partners, agents):
    templates = env["marfanet.task"].create(
        [
            {
                "name": name,
                "partner_id": partners[0],
                "user_id": agents[0].id,
                "date_due": "2026-01-01 08:00:00",
                "state": state,
            }
            for name in texts.TASKS[:10]
            for state in ("done", "done", "done", "done", "todo")
        ]
    )
    # What is done lies as far back as what was logged; what is to do lies about today.
    ahead = "now() AT TIME ZONE 'UTC' + (n - 3000) * interval '7 minutes'"
    past = "now() AT TIME ZONE 'UTC' - n * interval '160 minutes'"
    for offset, template in enumerate(templates):
        done = template.state == "done"
        _multiply(
            env, template, TASKS // len(templates),
            partner_id=_spread(partners, f"n * {len(templates)} + {offset}"),
            user_id=f"{agents[0].id} + n % {AGENTS}",
            date_due=past if done else ahead,
            **(_done_columns(past, agents) if done else {}),
        )  # fmt: skip


def _done_columns(due, agents):
    """Two of three were done in time."""
    return {
        "date_done": f"LEAST({due} + (n % 3 - 1) * interval '1 hour',"
        " now() AT TIME ZONE 'UTC')",
        "done_by_id": f"{agents[0].id} + n % {AGENTS}",
        "punctuality": "(ARRAY['kept', 'kept', 'late'])[1 + n % 3]",
        "completion_hours": "n % 100",
    }


def _create_leads(env, partners, agents):
    [template] = env["crm.lead"].create(
        [
            {
                "name": "خرید پنل",
                "type": "opportunity",
                "partner_id": partners[0],
                "user_id": agents[0].id,
                "expected_revenue": 1_000_000,
            }
        ]
    )
    for number in range(30):
        template.message_post(body=f"تماس {number}: قرار شد فردا خبر بدهد.")
    first, _last = _multiply(
        env, template, LEADS,
        name="'خرید پنل ' || n",
        partner_id=_spread(partners, "n"),
        user_id=f"{agents[0].id} + n % {AGENTS}",
        stage_id="(SELECT (array_agg(id))[1 + n % count(*)] FROM crm_stage)",
    )  # fmt: skip
    activity = template.activity_schedule(
        "mail.mail_activity_data_call", user_id=agents[0].id, summary="تماس"
    )
    _multiply(
        env, activity, ACTIVITIES,
        res_id=f"{first} + n",
        user_id=f"{agents[0].id} + n % {AGENTS}",
        date_deadline="current_date + (n % 60 - 30)",
    )  # fmt: skip


def _spread(partners, number):
    first, last = partners
    return f"{first} + ({number})::bigint % {last - first + 1}"


def _multiply(env, template, times, **columns):
    """Insert copies of a record; return the first and last id of theirs.

    :param columns: SQL of the columns that differ, with ``n`` from 0 on, ``{id}`` for
        the new id
    """
    env.flush_all()
    cr, table = env.cr, template._table
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER' AND column_name != 'id'",
        [table],
    )
    names = [name for [name] in cr.fetchall()]
    cr.execute(f"SELECT max(id) FROM {table}")  # pylint: disable=sql-injection
    first = cr.fetchone()[0] + 1
    values = [
        columns.get(name, f't."{name}"').replace("{id}", f"({first} + n)")
        for name in names
    ]
    quoted = ", ".join(f'"{name}"' for name in names)
    cr.execute(  # pylint: disable=sql-injection
        f"INSERT INTO {table} (id, {quoted}) SELECT {first} + n, {', '.join(values)}"
        f" FROM {table} t, generate_series(0, {times - 1}) n WHERE t.id = {template.id}"
    )
    cr.execute(  # pylint: disable=sql-injection
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
    )
    env.invalidate_all()
    return first, first + times - 1


def _update_facts(env):
    env.cr.execute(
        """
        UPDATE res_partner partner
           SET last_interaction_date = newest.date, last_sentiment = newest.sentiment
          FROM (SELECT DISTINCT ON (partner_id) partner_id, date, sentiment
                  FROM marfanet_interaction
              ORDER BY partner_id, date DESC) newest
         WHERE newest.partner_id = partner.id
        """
    )
    env.cr.execute(
        """
        UPDATE res_partner partner
           SET next_follow_up_date = next.date
          FROM (SELECT partner_id, min(date_due) AS date
                  FROM marfanet_task WHERE state = 'todo' GROUP BY 1) next
         WHERE next.partner_id = partner.id
        """
    )


def _say(what):
    sys.stderr.write(f"  filling: {what}\n")


fill(env)  # noqa: F821 - «odoo shell» provides it

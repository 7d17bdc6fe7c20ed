"""Times the facts of a call against bare SQL for the same rows; read by «odoo shell».

A representative with very many long contacts, open promises, tasks and objections is
made for it, and taken back in the end.
"""

import json
import random
import sys

from odoo.tools import SQL

from benchmarks.table import in_turn
from demo import texts

#: Whatever else the database holds.
CONTACTS = 10_000
LETTERS = 5_000
#: Different texts among the many; each is stored once for each contact.
TEXTS = 200
LINE = "مشکل اتصال V2Ray روی ایرانسل"
#: What an index gives at once, and the access rules of an agent: for each of the facts,
#: the rows that it is told from.
BARE = [
    """SELECT id, name, panel_status, joined_on, commercial_partner_id
         FROM res_partner WHERE id = %(partner)s""",
    """SELECT id, date, type, direction, purpose, status, sentiment, outcome_id,
              previous_id, user_id, subject, duration, duration_known,
              summary <> '' OR feedback <> ''
         FROM marfanet_interaction
        WHERE partner_id = %(partner)s AND active AND company_id = %(company)s
        ORDER BY date DESC, id DESC LIMIT 500""",
    """SELECT id FROM (
              SELECT id, search_text FROM marfanet_interaction
               WHERE partner_id = %(partner)s AND active AND company_id = %(company)s
               ORDER BY date DESC, id DESC LIMIT 200) AS newest
        WHERE search_text LIKE '%%v2ray%%'""",
    """SELECT id, left(summary, 2000), left(feedback, 2000), next_step
         FROM marfanet_interaction
        WHERE partner_id = %(partner)s AND active AND company_id = %(company)s
        ORDER BY date DESC, id DESC LIMIT 15""",
    """SELECT id, side, text, date_due FROM marfanet_promise
        WHERE partner_id = %(partner)s AND state = 'open' ORDER BY date_due LIMIT 12""",
    """SELECT id, name, date_due, user_id FROM marfanet_task
        WHERE partner_id = %(partner)s AND state = 'todo' AND active
        ORDER BY date_due LIMIT 8""",
    """SELECT sum(amount_residual) FROM account_move_line
        WHERE partner_id = %(partner)s AND parent_state = 'posted'
          AND NOT reconciled""",
    "SELECT max(date) FROM account_payment WHERE partner_id = %(partner)s",
]


def measure(env):
    random.seed(1405)
    agent = env["res.users"].search([("login", "=", "agent1")])
    partner = _create_representative(env, agent)
    _create_contacts(env, partner, agent)
    _create_rest(env, partner, agent)
    reader = env(user=agent.id, context={"lang": "fa_IR", "tz": "Asia/Tehran"})
    facts = reader["marfanet.brief.facts"]
    partner = reader["res.partner"].browse(partner.id)
    values = {"partner": partner.id, "company": env.company.id}

    def ours():
        env.invalidate_all(flush=False)
        return facts._gather(partner, "support", LINE)

    def bare():
        for query in BARE:
            env.cr.execute(query, values)
            env.cr.fetchall()

    told = ours()
    assert told["recent"] and told["unresolved"] and told["promises"]["us"]
    before = env.cr.sql_log_count
    ours()
    queries = env.cr.sql_log_count - before
    took = in_turn(ours, bare, times=20)
    result = {
        "contacts": CONTACTS,
        "ours": took[0],
        "bare": took[1],
        "queries": queries,
        "bare_queries": len(BARE),
        "tokens": _tokens(reader, partner),
    }
    sys.stdout.write("\n" + json.dumps(result) + "\n")
    env.cr.rollback()


def _tokens(env, partner):
    """Return about the most tokens of the question, redacted or not."""
    from odoo.addons.marfanet_ai.tools.question import Question, most_tokens

    Brief = env["marfanet.call.brief"]
    asked = Brief._asked(Brief._case(partner.id, "support", LINE, False))
    question = Question(Brief._told_of(asked.values), asked.data)
    return max(most_tokens(question.messages(redact=hide)) for hide in (False, True))


def _create_representative(env, agent):
    return env["res.partner"].create(
        {
            "name": "نماینده‌ی پرکار",
            "is_representative": True,
            "admin_username": "seller.of.p10",
            "user_id": agent.id,
            "panel_status": "active",
            "panel_plan_id": env["marfanet.panel.plan"].search([], limit=1).id,
        }
    )


def _create_contacts(env, partner, agent):
    """Insert the contacts, five a day, whose texts are of the words of the demo data.

    Next to the newest, one in three is open, and the texts are full of phone numbers:
    redacted, they are at their longest.
    """
    words = " ".join(row["summary"] for row in texts.CONVERSATIONS).split()
    words += ["09121234567", "a.b@example.ir"]
    summaries = [_text(words) for _number in range(TEXTS)]
    Interaction = env["marfanet.interaction"]
    found_by = [
        Interaction._join_search_text(
            dict.fromkeys(Interaction._search_text_fields(), "") | {"summary": summary}
        )
        for summary in summaries
    ]
    env.flush_all()
    env.execute_query(
        SQL(
            """
            INSERT INTO marfanet_interaction
                   (partner_id, user_id, company_id, date, active, type, direction,
                    purpose, status, subject, summary, feedback, search_text,
                    sentiment, outcome_id, hour_of_day, weekday, brief_kind)
            SELECT %(partner)s, %(user)s, %(company)s,
                   now() AT TIME ZONE 'UTC' - n * interval '4.8 hours', TRUE,
                   (ARRAY['call', 'call', 'telegram'])[1 + n %% 3], 'outgoing',
                   (ARRAY['support', 'sales', 'follow_up'])[1 + n %% 3],
                   CASE WHEN n %% 3 = 1 THEN 'open' ELSE 'closed' END,
                   'موضوع ' || n, (%(summaries)s::text[])[1 + n %% %(texts)s],
                   (%(summaries)s::text[])[1 + n %% %(texts)s],
                   (%(found_by)s::text[])[1 + n %% %(texts)s],
                   (ARRAY['positive', 'neutral', 'negative'])[1 + n %% 3],
                   (%(outcomes)s::int[])[1 + n %% 3], 9, '0',
                   'none'
              FROM generate_series(1, %(count)s) AS n
            RETURNING id
            """,
            partner=partner.id,
            user=agent.id,
            company=env.company.id,
            summaries=summaries,
            found_by=found_by,
            texts=TEXTS,
            outcomes=[
                env.ref(f"marfanet_crm.marfanet_outcome_{name}").id
                for name in ("resolved", "unresolved", "no_answer")
            ],
            count=CONTACTS,
        )
    )
    # As the night does in production.
    env.cr.execute("ANALYZE marfanet_interaction")
    env.invalidate_all()


def _text(words):
    text = ""
    while len(text) < LETTERS:
        text += random.choice(words) + " "
    return text[:LETTERS]


def _create_rest(env, partner, agent):
    contacts = env["marfanet.interaction"].search(
        [("partner_id", "=", partner.id)], limit=40
    )
    # A sentence or two, as people say them.
    long = contacts[0].summary[:400]
    own = {"partner_id": partner.id, "user_id": agent.id}
    env["marfanet.task"].create([{**own, "name": long[:200]} for _n in range(40)])
    env["marfanet.promise"].create(
        [
            {"interaction_id": contact.id, "side": side, "text": long}
            for contact in contacts
            for side in ("us", "them")
        ]
    )
    env["marfanet.objection"].create(
        [
            {"interaction_id": contact.id, "text": long, "answer": long}
            for contact in contacts
        ]
    )
    env.flush_all()


measure(env)  # noqa: F821 - «odoo shell» provides it

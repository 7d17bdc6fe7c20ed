"""Times ``name_search`` against bare SQL for the same hits; read by «odoo shell»."""

import json
import sys

from benchmarks.table import in_turn

# What an agent types for «… ۴۲۰۰», and what the index holds of it.
TYPED = [
    ("علی رضایی", ["علی", "رضایی"]),
    ("علي رضايي", ["علی", "رضایی"]),
    ("seller.4200", ["seller.4200"]),
    ("09121004200", ["09121004200"]),
    ("+98 912 100 4200", ["989121004200"]),
    ("۰۹۱۲۱۰۰۴۲۰۰", ["09121004200"]),
]
# With what the access rules ask of an agent.
SQL = (
    "SELECT id, complete_name FROM res_partner WHERE active AND {words}"
    " AND (partner_share IS NOT TRUE OR company_id IS NULL OR company_id = 1)"
    " ORDER BY complete_name, id DESC LIMIT 8"
)


def measure(env):
    agent = env["res.users"].search([("login", "=", "agent1")])
    partners = env["res.partner"].with_user(agent).with_context(lang="fa_IR")
    results = []
    for typed, words in TYPED:
        query = SQL.format(words=" AND ".join(["search_text ILIKE %s"] * len(words)))
        values = [f"%{word}%" for word in words]

        def ours(typed=typed):
            env.invalidate_all()
            return partners.name_search(typed, limit=8)

        def bare(query=query, values=values):
            env.cr.execute(query, values)
            return env.cr.fetchall()

        found = bool(ours()) and {row[0] for row in ours()} == {
            row[0] for row in bare()
        }
        results.append([typed, *in_turn(ours, bare, times=15), found])
    sys.stdout.write("\n" + json.dumps(results) + "\n")


measure(env)  # noqa: F821 - «odoo shell» provides it

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.periods import bucket_edges

#: Cards of a bucket; who has more to do sees how many more there are. Nobody works
#: off next week's list today.
CARDS = {"overdue": 40, "today": 40, "tomorrow": 40, "week": 20, "later": 20}
#: Nobody needs to know whether there are 1,000 or 10,000 more, and counting them all
#: would make the page slower with each year.
COUNTED = 1_000


class MarfanetDailyWorkLog(models.AbstractModel):
    """The queue: what is to do, in buckets by due moment."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def _read_queue(self, team, now):
        """Return the buckets, and how many of the team's tasks are nobody's."""
        buckets = self._bucket_domains(team, now)
        parts = []
        for key, domain in buckets.items():
            query = self._task_query(domain)
            parts += [self._first_sql(key, query), self._count_first_sql(key, query)]
        if team:
            query = self._task_query(self._open_domain(False))
            parts.append(self._count_first_sql("unassigned", query))
        counts, task_ids = {}, {key: [] for key in buckets}
        for key, task_id, number in self.env.execute_query(
            SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
        ):
            if task_id:
                task_ids[key].append(task_id)
            else:
                counts[key] = number
        return self._prepare_buckets(task_ids, counts), counts.get("unassigned", 0)

    @api.model
    def _prepare_buckets(self, task_ids, counts):
        # What has no date comes last of all.
        later = task_ids["later"] + task_ids.pop("undated")
        task_ids["later"] = later[: CARDS["later"]]
        counts["later"] += counts.pop("undated")
        return [
            {
                "key": key,
                "count": counts[key],
                "task_ids": ids,
                "more": counts[key] > len(ids),
            }
            for key, ids in task_ids.items()
        ]

    @api.model
    def _open_domain(self, user_id):
        """What is to do: of one user, of nobody (False) or of all (None)."""
        domain = Domain("state", "=", "todo")
        if user_id is not None:
            domain &= Domain("user_id", "=", user_id)
        return domain

    @api.model
    def _bucket_domains(self, team, now):
        edges = bucket_edges(now)
        today, tomorrow, after, later = (self._utc(edge) for edge in edges)
        moment = self._utc(now)
        mine = self._open_domain(None if team else self.env.uid)
        # Where only the day was named, a task is late when the day is over.
        late = Domain("date_due", "<", today) | (
            Domain("date_due", "<", moment) & Domain("time_said", "=", True)
        )
        return {
            "overdue": mine & Domain("date_due", "<", moment) & late,
            "today": mine & self._between(today, tomorrow) & ~late,
            "tomorrow": mine & self._between(tomorrow, after),
            "week": mine & self._between(after, later),
            "later": mine & Domain("date_due", ">=", later),
            "undated": mine & Domain("date_due", "=", False),
        }

    @api.model
    def _between(self, start, end, name="date_due"):
        return Domain(name, ">=", start) & Domain(name, "<", end)

    @api.model
    def _first_sql(self, key, query):
        task_id = SQL.identifier(query.table, "id")
        query.order = SQL("%s, %s", self._column("marfanet.task", "date_due"), task_id)
        query.limit = CARDS.get(key, CARDS["later"])
        return query.select(SQL("%s AS key", key), task_id, SQL("NULL AS number"))

    @api.model
    def _count_first_sql(self, key, query):
        query.order, query.limit = None, COUNTED
        counted = query.select(SQL("1"))
        return SQL("SELECT %s, NULL, count(*) FROM (%s) AS counted", key, counted)

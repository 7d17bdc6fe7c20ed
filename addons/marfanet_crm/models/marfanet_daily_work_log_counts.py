from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

TYPES = ("call", "telegram", "email", "meeting", "other")
MOODS = ("positive", "neutral", "negative")
#: What is counted of the interactions of a period.
INTERACTIONS = {
    "interactions": Domain.TRUE,
    "calls": Domain("type", "=", "call") & Domain("direction", "=", "outgoing"),
    "resolved": Domain("outcome_id.counts_as", "=", "resolved"),
    "sales_presented": Domain("purpose", "=", "sales"),
    "sales_won": Domain("outcome_id.counts_as", "=", "sale"),
    **{f"type_{name}": Domain("type", "=", name) for name in TYPES},
    **{f"mood_{name}": Domain("sentiment", "=", name) for name in MOODS},
}
FOLLOWS_UP = Domain("interaction_id", "!=", False)
#: What is counted of the tasks done in a period.
DONE = {
    "done": Domain.TRUE,
    "kept": Domain("punctuality", "=", "kept"),
    "timed": Domain("punctuality", "!=", False),
    "follow_ups": FOLLOWS_UP,
}


class MarfanetDailyWorkLog(models.AbstractModel):
    """Counting contacts and tasks, for many periods in one pass over the index."""

    _inherit = "marfanet.daily.work.log"

    # --- WHOSE

    @api.model
    def _interaction_domain(self, team):
        return Domain.TRUE if team else Domain("user_id", "=", self.env.uid)

    @api.model
    def _done_domain(self, team):
        done = Domain("state", "=", "done")
        if team:
            return done & Domain("done_by_id", "!=", False)
        return done & Domain("done_by_id", "=", self.env.uid)

    @api.model
    def _to_do_domain(self, team):
        whose = Domain("user_id", "!=", False)
        if not team:
            whose = Domain("user_id", "=", self.env.uid)
        return Domain("state", "=", "todo") & whose

    @api.model
    def _missed_domain(self, team):
        # Bounded by now: what is still ahead is in no index range to be read.
        late = self.env["marfanet.task"]._overdue_domain()
        due = Domain("date_due", "<", fields.Datetime.now())
        return self._to_do_domain(team) & due & late

    # --- COUNTING

    @api.model
    def _count_interactions(self, team, segments):
        """Return {segment: figures}."""
        query = self.env["marfanet.interaction"]._search(
            self._interaction_domain(team), active_test=True
        )
        segment = self._split(query, "marfanet.interaction", "date", segments)
        columns = [
            self._count_sql(query, "marfanet.interaction", domain)
            for domain in INTERACTIONS.values()
        ]
        return {
            number: Counter(dict(zip(INTERACTIONS, counts, strict=True)))
            for number, *counts in self.env.execute_query(
                query.select(segment, *columns)
            )
        }

    @api.model
    def _count_tasks(self, team, segments, ends):
        """Return {segment: figures} of done and missed tasks, and {key: open ones}.

        :param ends: until when what is open is due, by key
        """
        figures, opened = {}, {}
        for segment, names, numbers in self.env.execute_query(
            SQL(
                "%s UNION ALL %s UNION ALL %s",
                self._done_sql(team, segments),
                self._missed_sql(team, segments),
                self._open_sql(team, ends),
            )
        ):
            counts = dict(zip(names, numbers, strict=True))
            if segment:
                figures.setdefault(segment, Counter()).update(counts)
            else:
                opened = counts
        return figures, opened

    @api.model
    def _done_sql(self, team, segments):
        query = self._task_query(self._done_domain(team))
        segment = self._split(query, "marfanet.task", "date_done", segments)
        hours = SQL(
            "COALESCE(sum(%s) FILTER (WHERE %s), 0)",
            self._column("marfanet.task", "completion_hours"),
            self._condition_sql(query, "marfanet.task", FOLLOWS_UP),
        )
        counts = [
            self._count_sql(query, "marfanet.task", domain) for domain in DONE.values()
        ]
        return self._figures_sql(query, segment, [*DONE, "hours"], [*counts, hours])

    @api.model
    def _missed_sql(self, team, segments):
        query = self._task_query(self._missed_domain(team))
        segment = self._split(query, "marfanet.task", "date_due", segments)
        return self._figures_sql(query, segment, ["missed"], [SQL("count(*)")])

    @api.model
    def _open_sql(self, team, ends):
        last = Domain("date_due", "<", max(ends.values()))
        query = self._task_query(self._to_do_domain(team) & last)
        counts = [
            self._count_sql(query, "marfanet.task", Domain("date_due", "<", end))
            for end in ends.values()
        ]
        return self._figures_sql(query, SQL("0"), list(ends), counts)

    @api.model
    def _figures_sql(self, query, segment, names, columns):
        return query.select(
            segment,
            SQL("%s::varchar[]", names),
            SQL("ARRAY[%s]::float8[]", SQL(", ").join(columns)),
        )

    @api.model
    def _task_query(self, domain):
        return self.env["marfanet.task"]._search(domain, active_test=True)

    # --- SQL

    @api.model
    def _split(self, query, model, name, segments):
        """Restrict a query to segments of time, group it by them; return their SQL."""
        bounds = [self._utc(bound) for bound in segments.bounds]
        column = self._column(model, name)
        query.add_where(
            SQL("%s >= %s AND %s < %s", column, bounds[0], column, bounds[-1])
        )
        segment = SQL("width_bucket(%s, %s::timestamp[])", column, bounds)
        query.groupby = SQL("1")
        return segment

    @api.model
    def _column(self, model, name, alias=None):
        table = self.env[model]._table
        field = self.env[model]._fields[name]
        return SQL.identifier(alias or table, name, to_flush=field)

    @api.model
    def _condition_sql(self, query, model, domain):
        Model = self.env[model]
        return domain.optimize_full(Model)._to_sql(Model, query.table, query)

    @api.model
    def _count_sql(self, query, model, domain):
        if domain.is_true():
            return SQL("count(*)")
        condition = self._condition_sql(query, model, domain)
        return SQL("count(*) FILTER (WHERE %s)", condition)

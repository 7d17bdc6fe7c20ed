from dataclasses import dataclass
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.marfanet_persian.persian import calendar

from ..tools import periods

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


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time over which is counted, as stored (naive UTC)."""

    key: str
    start: object
    end: object


class MarfanetDailyWorkLog(models.AbstractModel):
    """Key figures: today, this week and this month, against the period before.

    Each figure comes from the very domain that its link opens.
    """

    _inherit = "marfanet.daily.work.log"

    @api.model
    def _read_kpi(self, team, now):
        """Return the figures of three periods, and of each of the last 14 days."""
        spans = periods.periods(now)
        days = list(periods.chart_days(now))
        windows = self._windows(spans, days)
        figures = {window.key: {} for window in windows}
        figures |= {f"open_{period.key}": {} for period in spans}
        for key, names_values in self._query_figures(team, windows, spans):
            figures[key].update(names_values)
        result = {
            period.key: self._prepare_figures(period, figures, team) for period in spans
        }
        result["series"] = [
            self._prepare_day(day, figures[day.isoformat()]) for day in days
        ]
        return result

    @api.model
    def _windows(self, spans, days):
        def window(key, start, end):
            return Window(key, self._utc(start), self._utc(end))

        result = [
            window(period.key, period.whole.start, period.whole.end) for period in spans
        ]
        result += [
            window(f"{period.key}_before", period.before.start, period.before.end)
            for period in spans
        ]
        for day in days:
            start = periods.midnight(day)
            result.append(window(day.isoformat(), start, start + timedelta(days=1)))
        return result

    # --- COUNTING

    @api.model
    def _query_figures(self, team, windows, spans):
        """Yield the key of a window, and some of its figures."""
        yield from self._query_interactions(team, windows)
        yield from self._query_tasks(team, windows, spans)

    @api.model
    def _query_interactions(self, team, windows):
        query = self.env["marfanet.interaction"]._search(
            self._interaction_domain(team), active_test=True
        )
        self._join_windows(query, "date", windows)
        columns = [
            self._count_sql(query, "marfanet.interaction", domain)
            for domain in INTERACTIONS.values()
        ]
        for key, *numbers in self._execute_by_window(query, columns):
            yield key, dict(zip(INTERACTIONS, numbers, strict=True))

    @api.model
    def _query_tasks(self, team, windows, spans):
        """Yield what was done, what was missed and what is open, in one query."""
        done = self._task_query(self._done_domain(team))
        self._join_windows(done, "date_done", windows)
        in_time = Domain("punctuality", "=", "kept")
        timed = Domain("punctuality", "!=", False)
        hours = SQL(
            "sum(%s) FILTER (WHERE %s)",
            self._column("marfanet.task", "completion_hours"),
            self._condition_sql(done, "marfanet.task", self._follow_up_domain()),
        )
        missed = self._task_query(self._missed_domain(team))
        self._join_windows(missed, "date_due", windows)
        opened = self._task_query(self._to_do_domain(team))
        ends = [
            Window(f"open_{period.key}", False, self._utc(period.whole.end))
            for period in spans
        ]
        self._join_windows(opened, "date_due", ends)
        nothing = [SQL("0")] * 4
        parts = [
            self._select_by_window(
                done,
                [
                    SQL("'done'"),
                    SQL("count(*)"),
                    self._count_sql(done, "marfanet.task", in_time),
                    self._count_sql(done, "marfanet.task", timed),
                    self._count_sql(done, "marfanet.task", self._follow_up_domain()),
                    SQL("COALESCE(%s, 0)", hours),
                ],
            ),
            self._select_by_window(
                missed, [SQL("'missed'"), SQL("count(*)"), *nothing]
            ),
            self._select_by_window(opened, [SQL("'open'"), SQL("count(*)"), *nothing]),
        ]
        for (
            key,
            kind,
            number,
            kept,
            timed_number,
            follow_ups,
            hours_sum,
        ) in self.env.execute_query(SQL(" UNION ALL ").join(parts)):
            if kind != "done":
                yield key, {kind: number}
                continue
            yield (
                key,
                {
                    "done": number,
                    "kept": kept,
                    "timed": timed_number,
                    "follow_ups": follow_ups,
                    "hours": hours_sum,
                },
            )

    @api.model
    def _task_query(self, domain):
        return self.env["marfanet.task"]._search(domain, active_test=True)

    @api.model
    def _join_windows(self, query, name, windows):
        rows = SQL(", ").join(
            SQL("(%s, %s::timestamp, %s::timestamp)", window.key, window.start or None,
                window.end)
            for window in windows
        )  # fmt: skip
        column = self._column(query.table.replace("_", ".", 1), name, query.table)
        query.add_join(
            "JOIN",
            "span",
            SQL("(SELECT * FROM (VALUES %s) AS row(key, starts, ends))", rows),
            SQL("%s < span.ends", column)
            if not windows[0].start
            else SQL("%s >= span.starts AND %s < span.ends", column, column),
        )

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

    @api.model
    def _select_by_window(self, query, columns):
        query.groupby = SQL("span.key")
        return query.select(SQL("span.key"), *columns)

    @api.model
    def _execute_by_window(self, query, columns):
        return self.env.execute_query(self._select_by_window(query, columns))

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

    @api.model
    def _follow_up_domain(self):
        return Domain("interaction_id", "!=", False)

    # --- WHAT THE SCREEN GETS

    @api.model
    def _prepare_figures(self, period, figures, team):
        now, before = figures[period.key], figures[f"{period.key}_before"]
        start, end = self._utc(period.whole.start), self._utc(period.whole.end)
        logged = self._interaction_domain(team) & self._between(start, end, "date")
        done = self._done_domain(team) & self._between(start, end, "date_done")
        missed = self._missed_domain(team) & self._between(start, end)
        opened = self._to_do_domain(team) & Domain("date_due", "<", end)

        def pair(value, value_before, model, domain):
            return {
                "value": value,
                "before": value_before,
                "model": model,
                "domain": _sendable(domain),
            }

        def contacts(name):
            return pair(
                now.get(name, 0),
                before.get(name, 0),
                "marfanet.interaction",
                logged & INTERACTIONS[name],
            )

        def tasks(value, value_before, domain):
            return pair(value, value_before, "marfanet.task", domain)

        in_time = done & Domain("punctuality", "!=", False)
        return {
            **{
                name: contacts(name)
                for name in INTERACTIONS
                if not name.startswith(("type_", "mood_"))
            },
            "by_type": {name: contacts(f"type_{name}") for name in TYPES},
            "mood": {name: contacts(f"mood_{name}") for name in MOODS},
            "kept_percent": tasks(
                _kept_percent(now), _kept_percent(before), in_time | missed
            ),
            "days_to_follow_up": tasks(
                _days(now), _days(before), done & self._follow_up_domain()
            ),
            "tasks_done": tasks(now.get("done", 0), before.get("done", 0), done),
            # What was open then is not known any more.
            "tasks_open": tasks(
                figures[f"open_{period.key}"].get("open", 0), None, opened
            ),
        }

    @api.model
    def _prepare_day(self, day, figures):
        label = f"{day:%d}"
        if self._reads_persian():
            label = self._digits(calendar.to_jalali(day)[2])
        return {
            "date": day.isoformat(),
            "label": label,
            "title": self._day_in_words(day),
            "interactions": figures.get("interactions", 0),
            "calls": figures.get("calls", 0),
            "tasks_done": figures.get("done", 0),
            "kept_percent": _kept_percent(figures),
            **{mood: figures.get(f"mood_{mood}", 0) for mood in MOODS},
        }


def _kept_percent(figures):
    """Return the share done in time of what was done or missed; None of nothing."""
    due = figures.get("timed", 0) + figures.get("missed", 0)
    return round(100 * figures.get("kept", 0) / due) if due else None


def _days(figures):
    number = figures.get("follow_ups", 0)
    return round(figures["hours"] / number / 24, 1) if number else None


def _sendable(domain):
    """Return a domain as the client takes it, with moments as text."""
    return [
        (leaf[0], leaf[1], fields.Datetime.to_string(leaf[2]))
        if isinstance(leaf, tuple) and isinstance(leaf[2], datetime)
        else leaf
        for leaf in domain
    ]

from collections import Counter
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.periods import Segments, Span, chart_days, midnight, periods
from .marfanet_daily_work_log_counts import FOLLOWS_UP, INTERACTIONS, MOODS, TYPES

DAY = timedelta(days=1)


class MarfanetDailyWorkLog(models.AbstractModel):
    """Key figures: today, this week and this month, against the period before.

    Each figure comes with the domain that it counts, which its link opens.
    """

    _inherit = "marfanet.daily.work.log"

    @api.model
    def _read_kpi(self, team, now):
        """Return the figures of three periods, and of each of the last 14 days."""
        under_way = periods(now)
        days = {
            day: Span(midnight(day), midnight(day) + DAY) for day in chart_days(now)
        }
        segments = Segments(
            [span for period in under_way for span in (period.whole, period.before)]
            + list(days.values())
        )
        by_segment = self._count_interactions(team, segments)
        ends = {period.key: self._utc(period.whole.end) for period in under_way}
        tasks, opened = self._count_tasks(team, segments, ends)

        def figures(span):
            total = Counter()
            for segment in segments.within(span):
                total.update(by_segment.get(segment, {}))
                total.update(tasks.get(segment, {}))
            return total

        result = {
            period.key: self._prepare_figures(
                period, figures(period.whole), figures(period.before), opened, team
            )
            for period in under_way
        }
        result["series"] = [
            self._prepare_day(day, figures(span)) for day, span in days.items()
        ]
        return result

    @api.model
    def _prepare_figures(self, period, now, before, opened, team):
        start, end = self._utc(period.whole.start), self._utc(period.whole.end)
        logged = self._interaction_domain(team) & self._between(start, end, "date")
        done = self._done_domain(team) & self._between(start, end, "date_done")
        missed = self._missed_domain(team) & self._between(start, end)
        timed = done & Domain("punctuality", "!=", False)
        still_open = self._to_do_domain(team) & Domain("date_due", "<", end)

        def figure(value, value_before, model, domain):
            return {
                "value": value,
                "before": value_before,
                "model": model,
                "domain": _sendable(domain),
            }

        def contacts(name):
            domain = logged & INTERACTIONS[name]
            return figure(now[name], before[name], "marfanet.interaction", domain)

        def tasks(value, value_before, domain):
            return figure(value, value_before, "marfanet.task", domain)

        names = [name for name in INTERACTIONS if "_" not in name or "sales" in name]
        return {
            **{name: contacts(name) for name in names},
            "by_type": {name: contacts(f"type_{name}") for name in TYPES},
            "mood": {name: contacts(f"mood_{name}") for name in MOODS},
            "kept_percent": tasks(
                self._kept_percent(now), self._kept_percent(before), timed | missed
            ),
            "days_to_follow_up": tasks(
                self._days_to_follow_up(now),
                self._days_to_follow_up(before),
                done & FOLLOWS_UP,
            ),
            "tasks_done": tasks(int(now["done"]), int(before["done"]), done),
            # What was open then is not known any more.
            "tasks_open": tasks(int(opened.get(period.key, 0)), None, still_open),
        }

    @api.model
    def _prepare_day(self, day, figures):
        writer = self._writer()
        return {
            "date": day.isoformat(),
            "label": writer.day(day, "d" if writer.is_jalali else "dd"),
            "title": self._day_in_words(day),
            "interactions": figures["interactions"],
            "calls": figures["calls"],
            "tasks_done": int(figures["done"]),
            "kept_percent": self._kept_percent(figures),
            **{mood: figures[f"mood_{mood}"] for mood in MOODS},
        }

    @api.model
    def _kept_percent(self, figures):
        """Return the share done in time of what was done or missed; None of nothing."""
        due = figures.get("timed", 0) + figures.get("missed", 0)
        return round(100 * figures.get("kept", 0) / due) if due else None

    @api.model
    def _days_to_follow_up(self, figures):
        number = figures["follow_ups"]
        return round(figures["hours"] / number / 24, 1) if number else None


def _sendable(domain):
    """Return a domain as the client takes it, with moments as text."""
    return [
        (leaf[0], leaf[1], fields.Datetime.to_string(leaf[2]))
        if isinstance(leaf, tuple) and isinstance(leaf[2], datetime)
        else leaf
        for leaf in domain
    ]

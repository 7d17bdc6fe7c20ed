from odoo import api, models

from odoo.addons.marfanet_crm.tools import clock

from ..tools.facts_hours import best_hours


class MarfanetBriefFacts(models.AbstractModel):
    """Mood, money, plan and the hours of calls, in the reader's words."""

    _inherit = "marfanet.brief.facts"

    @api.model
    def _tell_mood(self, reading):
        mood, words = reading.mood, self._words()
        zone, now = words._zone(), words._local_now()
        days = [clock.to_local(moment, zone).date() for moment, _value in mood.points]
        return {
            "points": [
                {
                    "date": day.isoformat(),
                    "date_label": words._near_day(day, now.date()),
                    "value": value,
                }
                for day, (_moment, value) in zip(days, mood.points, strict=True)
            ],
            "trend": mood.trend,
            "label": self._mood_in_words(mood),
        }

    @api.model
    def _mood_in_words(self, mood):
        labels = self._words()._labels("marfanet.interaction", "sentiment")
        digits = self._words()._digits
        told = {
            "mood": labels.get(mood.usual, ""),
            "times": digits(mood.times),
            "newest": digits(mood.newest),
        }
        if not mood.newest:
            return self.env._("No mood is known yet")
        if mood.newest == 1:
            return self.env._("Last mood: %(mood)s", mood=told["mood"])
        if mood.trend == "up":
            return self.env._(
                "Getting better: %(mood)s in %(times)s of the last %(newest)s", **told
            )
        if mood.trend == "down":
            return self.env._(
                "Getting worse: %(mood)s in %(times)s of the last %(newest)s", **told
            )
        if mood.trend == "flat":
            return self.env._(
                "Steady: %(mood)s in %(times)s of the last %(newest)s", **told
            )
        return self.env._("%(mood)s in %(times)s of the last %(newest)s", **told)

    @api.model
    def _tell_money(self, reading, now):
        money = reading.money
        if not money:
            return False
        words = self._words()
        currency = self.env.company.currency_id

        def told(number):
            # The currency's name may run the other way than the sentence.
            return f"\u2068{words._money(number, currency)}\u2069"

        amount = told(abs(money.balance))
        overdue = paid = ""
        if money.overdue_days:
            overdue = self.env._(
                "%(amount)s overdue for %(number)s days",
                amount=told(money.overdue),
                number=words._digits(money.overdue_days),
            )
        if money.paid_on:
            paid = self.env._(
                "Last payment: %(amount)s, %(day)s",
                amount=told(money.paid),
                day=words._near_day(money.paid_on, now.date()),
            )
        return {
            "balance_label": {
                "debtor": self.env._("Owes us %(amount)s", amount=amount),
                "creditor": self.env._("We owe them %(amount)s", amount=amount),
            }.get(money.state, self.env._("Settled")),
            "state": money.state,
            "overdue_label": overdue,
            "overdue_days": money.overdue_days,
            "last_payment_label": paid or self.env._("No payment yet"),
        }

    @api.model
    def _tell_plan(self, reading):
        partner, words = reading.partner, self._words()
        statuses = words._labels("res.partner", "panel_status")
        status = statuses.get(partner["panel_status"], "")
        joined = ""
        if partner["joined_on"]:
            joined = self.env._(
                "With us since %(day)s", day=words._day_in_words(partner["joined_on"])
            )
        known = [part for part in (partner["plan"], status) if part]
        return {
            "name": partner["plan"],
            "status": partner["panel_status"] or False,
            "status_label": status,
            "username": partner["admin_username"] or "",
            "joined_label": joined,
            "label": self._listed(known)
            or self.env._("No plan and no status are known"),
        }

    # --- HOURS

    @api.model
    def _tell_best_hours(self, reading):
        best = self._best_hours(reading)
        wish = self._wish_in_words(reading.partner)
        found = self._hours_in_words(best)
        return {
            "label": f"{wish} · {found}" if wish else found,
            "hours": [
                {
                    "from": window.start,
                    "to": window.until,
                    "tried": window.tried,
                    "answered": window.answered,
                }
                for window in best.windows
            ],
            "sample": best.tried,
        }

    @api.model
    def _best_hours(self, reading):
        zone = self._words()._zone()
        return best_hours(
            (
                (clock.to_local(contact.date, zone), contact.was_answered)
                for contact in reading.contacts
                if contact.was_answered is not None
            ),
            reading.partner["call_hour_from"] or 0,
            reading.partner["call_hour_to"] or 0,
        )

    @api.model
    def _hours_in_words(self, best):
        digits = self._words()._digits
        tried, answered = digits(best.tried), digits(best.answered)
        if best.is_thin:
            return self.env._(
                "Not enough data yet on the best hour (calls in working hours:"
                " %(tried)s)",
                tried=tried,
            )
        if not best.windows:
            return self.env._(
                "No hour is better than another (%(answered)s of %(tried)s calls"
                " answered)",
                answered=answered,
                tried=tried,
            )
        windows = [
            self.env._(
                "%(start)s to %(until)s (%(answered)s of %(tried)s calls)",
                start=digits(window.start),
                until=digits(window.until),
                answered=digits(window.answered),
                tried=digits(window.tried),
            )
            for window in best.windows
        ]
        if len(windows) == 1:
            return self.env._("Answers best from %(hours)s", hours=windows[0])
        return self.env._(
            "Answers best from %(hours)s and from %(others)s",
            hours=windows[0],
            others=windows[1],
        )

    @api.model
    def _wish_in_words(self, partner):
        start, until = partner["call_hour_from"] or 0, partner["call_hour_to"] or 0
        if until and not start:
            return self.env._(
                "Wishes to be called until %(until)s",
                until=self._hour_in_words(until),
            )
        if until:
            return self.env._(
                "Wishes to be called from %(start)s to %(until)s",
                start=self._hour_in_words(start),
                until=self._hour_in_words(until),
            )
        if start:
            return self.env._(
                "Wishes to be called from %(start)s on",
                start=self._hour_in_words(start),
            )
        return ""

    @api.model
    def _hour_in_words(self, hour):
        minutes = round(hour * 60)
        return self._words()._digits(f"{minutes // 60}:{minutes % 60:02}")

from odoo import api, fields, models

from ..tools import clock, day_plan


class MarfanetDailyWorkLog(models.AbstractModel):
    """*Plan my day*: an order for what is due, which the agent may change."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def set_plan(self, order, pinned):
        """Keep the order that the caller gave today's tasks, and what they pinned.

        :param order: ids of tasks, first to last; empty for the proposed order
        :param pinned: ids of the tasks that stay on top
        """
        self._check_may_read()
        Plan = self.env["marfanet.work.log.plan"]
        values = {
            "task_order": self._clean_ids(order),
            "pinned": self._clean_ids(pinned),
        }
        plan = self._find_plan()
        if plan:
            plan.write(values)
        else:
            today = self._local_now().date()
            Plan.create({"user_id": self.env.uid, "date": today, **values})
        return True

    @api.model
    def _find_plan(self):
        return self.env["marfanet.work.log.plan"].search_fetch(
            [("user_id", "=", self.env.uid), ("date", "=", self._local_now().date())],
            ["task_order", "pinned"],
            limit=1,
        )

    @api.model
    def _read_plan(self, queue, cards, now):
        """Return the order of what is overdue or due today, with its reasons."""
        calls = [
            self._prepare_call(cards[str(task_id)])
            for bucket in queue
            if bucket["key"] in ("overdue", "today")
            for task_id in bucket["task_ids"]
            if str(task_id) in cards
        ]
        kept = self._find_plan()
        planned = day_plan.plan(calls, now)
        pinned = [number for number in kept.pinned or [] if number in planned]
        return {
            "order": day_plan.arrange(planned, kept.task_order or [], pinned),
            "pinned": pinned,
            "changed": bool(kept.task_order),
            "reasons": {
                str(call.id): [
                    self._reason_in_words(reason)
                    for reason in day_plan.reasons(call, now)
                ]
                for call in calls
            },
        }

    @api.model
    def _prepare_call(self, card):
        partner = card["partner"]
        return day_plan.Call(
            id=card["id"],
            due=clock.to_local(fields.Datetime.to_datetime(card["due"]), self._zone()),
            time_said=card["time_said"],
            priority=int(card["priority"]),
            owes=partner.get("state") == "debtor",
            overdue_days=partner.get("overdue_days") or 0,
            mood=partner.get("mood"),
            silent_days=partner.get("silent_days") or None,
            call_from=partner.get("call_from") or 0,
            call_to=partner.get("call_to") or 0,
        )

    @api.model
    def _reason_in_words(self, reason):
        number = self._digits(f"{reason.number:.0f}")
        hours, minutes = divmod(round(reason.number * 60), 60)
        hour = self._digits(f"{hours:02}:{minutes:02}")
        match reason.key:
            case "promised":
                return self.env._("Promised for %(time)s", time=hour)
            case "missed_hour":
                return self.env._("Was promised for %(time)s", time=hour)
            case "late" if reason.number > 1:
                return self.env._("Late by %(number)s days", number=number)
            case "late":
                return self.env._("Late since yesterday")
            case "urgent":
                return self.env._("Urgent")
            case "high":
                return self.env._("High priority")
            case "unpaid" if reason.number > 1:
                return self.env._("Payment overdue for %(number)s days", number=number)
            case "unpaid":
                return self.env._("Payment overdue since yesterday")
            case "owes":
                return self.env._("Owes us")
            case "negative":
                return self.env._("Unhappy at the last contact")
            case "silent":
                return self.env._("No contact for %(number)s days", number=number)
            case "closing":
                return self.env._("To be called before %(time)s", time=hour)
            case "opens":
                return self.env._("To be called from %(time)s on", time=hour)
        return self.env._("Due today")

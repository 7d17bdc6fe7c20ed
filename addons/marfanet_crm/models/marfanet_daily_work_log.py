from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import clock

LEAD = "marfanet_crm.group_marfanet_lead"


class MarfanetDailyWorkLog(models.AbstractModel):
    """What the daily work log shows, gathered in one call.

    Each concern has a file of its own: the queue and its cards, the plan of the day,
    alerts, key figures, the team.
    """

    _name = "marfanet.daily.work.log"
    _description = "Daily Work Log"

    @api.model
    @api.readonly
    def retrieve(self, team=False):
        """Return all that the screen shows.

        :param team: whether to show the whole team's work, which only leads see
        """
        self._check_may_read()
        is_lead = self._is_lead()
        team = bool(team) and is_lead
        now = self._local_now()
        queue, unassigned = self._read_queue(team, now)
        alerts = self._read_alerts(team)
        team_names = self._read_team_names() if team else {}
        cards, partners = self._read_cards_and_partners(
            [task_id for bucket in queue for task_id in bucket["task_ids"]],
            [alert["partner_id"] for alert in alerts],
            team_names,
        )
        result = {
            "now": fields.Datetime.to_string(fields.Datetime.now()),
            "today": self._day_in_words(now.date()),
            "is_lead": is_lead,
            "team": team,
            "buckets": queue,
            "tasks": cards,
            "plan": self._read_plan(queue, cards, now),
            "alerts": self._finish_alerts(alerts, partners, now),
            "kpi": self._read_kpi(team, now),
            "unassigned": unassigned,
        }
        if team:
            result["team_rows"] = self._read_team(team_names, now)
        return result

    @api.model
    @api.readonly
    def task_cards(self, task_ids):
        """Return the cards of those of the tasks that the caller may read.

        A task that is missing in the answer is gone: deleted, or no longer readable.
        """
        self._check_may_read()
        return self._read_cards(self._clean_ids(task_ids))

    @api.model
    def _check_may_read(self):
        self.env["marfanet.task"].check_access("read")
        self.env["marfanet.interaction"].check_access("read")

    @api.model
    def _is_lead(self):
        return self.env.user.has_group(LEAD)

    @api.model
    def _check_is_lead(self):
        if not self._is_lead():
            raise AccessError(
                self.env._("Only leads hand out the team's tasks. Ask your lead.")
            )

    @api.model
    def _clean_ids(self, ids, most=500):
        """Return what of ``ids``, which anybody may have sent, can be ids."""
        if not isinstance(ids, list | tuple):
            return []
        return [
            number
            for number in ids[:most]
            if isinstance(number, int)
            and not isinstance(number, bool)
            and 0 < number < 2**31
        ]

    # --- THE READER'S CLOCK AND WORDS

    @api.model
    def _zone(self):
        return clock.agent_zone(self.env)

    @api.model
    def _local_now(self):
        return clock.to_local(fields.Datetime.now(), self._zone())

    @api.model
    def _utc(self, local):
        return clock.to_utc(local, self._zone())

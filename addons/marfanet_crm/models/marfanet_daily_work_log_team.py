from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.periods import midnight, periods

AGENT = "marfanet_crm.group_marfanet_agent"


class MarfanetDailyWorkLog(models.AbstractModel):
    """The team, for its leads: who has what to do, and handing it out."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def reassign(self, task_ids, user_id):
        """Give tasks to an agent, or to nobody; leads only.

        :return: their cards as they are now
        """
        self._check_may_read()
        self._check_is_lead()
        tasks = self.env["marfanet.task"].browse(self._clean_ids(task_ids)).exists()
        agent = self._find_agent(user_id)
        tasks.filtered(lambda task: task.user_id != agent).write({"user_id": agent.id})
        return self._read_cards(tasks.ids)

    @api.model
    def _find_agent(self, user_id):
        """Return the agent, or no user for none.

        :raise UserError: it is nobody of the team
        """
        agents = self._agents()
        if user_id is False or user_id is None:
            return agents.browse()
        [number] = self._clean_ids([user_id]) or [0]
        agent = agents.filtered(lambda user: user.id == number)
        if not agent:
            raise UserError(
                self.env._(
                    "Tasks are handed to agents of this company. Choose one of them."
                )
            )
        return agent

    @api.model
    def _agents(self):
        """Return the people of the team, by name."""
        group = self.env.ref(AGENT)
        # Leads read colleagues' names only; who is in which group is the server's.
        users = self.env["res.users"].sudo().search_fetch(
            [
                ("all_group_ids", "in", group.ids),
                ("company_ids", "in", self.env.company.ids),
                ("share", "=", False),
            ],
            ["name"],
            order="name, id",
        )
        return users.sudo(False)

    @api.model
    def _read_team(self, now):
        """Return a row for each agent: open, overdue and done, contacts, promises kept."""
        figures = self._query_team(now)
        return [
            self._prepare_team_row(user, figures.get(user.id, {}))
            for user in self._agents().sudo()
        ]

    @api.model
    def _prepare_team_row(self, user, figures):
        due = figures.get("timed", 0) + figures.get("missed", 0)
        return {
            "user_id": user.id,
            "name": user.name,
            "open": figures.get("open", 0),
            "overdue": figures.get("overdue", 0),
            "today": figures.get("today", 0),
            "done_today": figures.get("done", 0),
            "interactions_today": figures.get("interactions", 0),
            "kept_percent": round(100 * figures.get("kept", 0) / due) if due else None,
        }

    @api.model
    def _query_team(self, now):
        """Return {user: {name: number}}, by one query."""
        week = next(period for period in periods(now) if period.key == "week")
        today, tomorrow = self._utc(midnight(now.date())), self._utc(week.whole.end)
        tomorrow = self._utc(periods(now)[0].whole.end)
        week_start, week_end = self._utc(week.whole.start), self._utc(week.whole.end)
        to_do = self._to_do_domain(True)
        missed = self._missed_domain(True)
        this_week = self._between(week_start, week_end)
        done = self._done_domain(True) & self._between(
            week_start, week_end, "date_done"
        )
        interactions = self._between(today, tomorrow, "date")
        parts = [
            self._team_sql(
                "marfanet.task", to_do, "user_id",
                {
                    "open": Domain.TRUE,
                    "overdue": missed,
                    "today": self._between(today, tomorrow) & ~missed,
                    "missed": missed & this_week,
                },
            ),
            self._team_sql(
                "marfanet.task", done, "done_by_id",
                {
                    "done": self._between(today, tomorrow, "date_done"),
                    "kept": Domain("punctuality", "=", "kept"),
                    "timed": Domain("punctuality", "!=", False),
                },
            ),
            self._team_sql(
                "marfanet.interaction", interactions, "user_id",
                {"interactions": Domain.TRUE},
            ),
        ]  # fmt: skip
        figures = {}
        for user_id, names, numbers in self.env.execute_query(
            SQL(" UNION ALL ").join(parts)
        ):
            figures.setdefault(user_id, {}).update(zip(names, numbers, strict=True))
        return figures

    @api.model
    def _team_sql(self, model, domain, whose, counted):
        query = self.env[model]._search(domain, active_test=True)
        user = self._column(model, whose)
        query.groupby = user
        numbers = SQL(", ").join(
            self._count_sql(query, model, counted_domain)
            for counted_domain in counted.values()
        )
        return query.select(
            user, SQL("%s::varchar[]", list(counted)), SQL("ARRAY[%s]", numbers)
        )

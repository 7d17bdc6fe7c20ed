from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.periods import periods

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
        users = self.env["res.users"]
        if user_id is False or user_id is None:
            return users
        [number] = self._clean_ids([user_id]) or [0]
        if number not in self._agents_query():
            raise UserError(
                self.env._(
                    "Tasks are handed to agents of this company. Choose one of them."
                )
            )
        return users.browse(number)

    @api.model
    def _agents_query(self):
        """Return the query of the people of the team, by name."""
        # sudo: leads may read colleagues' names, but not who is in which group.
        Users = self.env["res.users"].sudo()
        system = [self._group_id("base.group_system")]
        return Users._search(
            Domain("all_group_ids", "in", [self._group_id(AGENT)])
            & Domain("company_ids", "in", self.env.company.ids)
            & Domain("share", "=", False)
            # Who keeps the system running works in no team's queue.
            & Domain("id", "not in", Users._search([("all_group_ids", "in", system)])),
            order="name, id",
        )

    @api.model
    def _group_id(self, xmlid):
        return self.env["ir.model.data"]._xmlid_to_res_id(xmlid)

    @api.model
    def _read_team_names(self):
        """Return {user's id: name} of the team, in the order of names."""
        query = self._agents_query()
        name = self.env["res.users"]._field_to_sql(query.table, "name", query)
        user = SQL.identifier(query.table, "id")
        return dict(self.env.execute_query(query.select(user, name)))

    @api.model
    def _read_team(self, names, now):
        """Return a row for each agent: what is open and done, and the share kept."""
        figures = self._query_team(now)
        # Whoever has left the team with something still to do shows up, too.
        others = [user for user, counts in figures.items() if counts.get("open")]
        return [
            self._prepare_team_row(user_id, name, figures.get(user_id, {}))
            for user_id, name in self._user_names(others, names).items()
        ]

    @api.model
    def _prepare_team_row(self, user_id, name, figures):
        return {
            "user_id": user_id,
            "name": name,
            "open": figures.get("open", 0),
            "overdue": figures.get("overdue", 0),
            "today": figures.get("today", 0),
            "done_today": figures.get("done", 0),
            "interactions_today": figures.get("interactions", 0),
            "kept_percent": self._kept_percent(figures),
        }

    @api.model
    def _query_team(self, now):
        """Return {user: {name: number}}, by one query."""
        day, week, _month = (period.whole for period in periods(now))
        today, tomorrow = self._utc(day.start), self._utc(day.end)
        week_start, week_end = self._utc(week.start), self._utc(week.end)
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

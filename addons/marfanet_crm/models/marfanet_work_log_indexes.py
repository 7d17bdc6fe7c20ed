"""Indexes by which the daily work log opens as fast in its tenth year as in its first.

Each reads only the rows that it shows or counts: what is to do is few, whatever was
done; a month is a month, whatever was logged before.
"""

from odoo import models


class MarfanetTask(models.Model):
    _inherit = "marfanet.task"

    # The queue of one agent, and of the team.
    _queue_index = models.Index("(user_id, date_due) WHERE state = 'todo' AND active")
    _team_queue_index = models.Index(
        "(company_id, date_due) WHERE state = 'todo' AND active"
    )
    # What was done in a period, by one agent and by all.
    _done_index = models.Index("(done_by_id, date_done) WHERE date_done IS NOT NULL")
    _team_done_index = models.Index("(date_done) WHERE date_done IS NOT NULL")


class MarfanetInteraction(models.Model):
    _inherit = "marfanet.interaction"

    _agent_date_index = models.Index("(user_id, date DESC)")
    _negative_index = models.Index("(date) WHERE sentiment = 'negative' AND active")

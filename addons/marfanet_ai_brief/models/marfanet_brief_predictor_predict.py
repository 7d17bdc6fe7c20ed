from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.marfanet_crm.tools import clock
from odoo.addons.marfanet_persian.persian.calendar import weekday_index

from ..tools.predictor.features import HISTORY, Contact, levels
from ..tools.predictor.predict import predict


class MarfanetBriefPredictor(models.Model):
    """Telling the chance of the contact ahead: two look-ups, and some additions."""

    _inherit = "marfanet.brief.predictor"

    @api.model
    def _predict(self, partner, purpose, moment=None, channel="call", *, overdue=None):
        """Return how likely a contact is to end well, or False when silent.

        :param partner: the representative; the caller has to be allowed to read
            interactions, of which those count that the caller may read
        :param purpose: as of ``marfanet.interaction``
        :param moment: when it is to be, naive UTC; now unless told
        :param channel: a ``type`` of ``marfanet.interaction``
        :param overdue: whether the representative has something overdue, of a caller
            who knows; read from the accounts otherwise
        :return: dict: ``percent``, ``low``, ``high`` (whole numbers), ``sample``,
            ``label``, ``reliability_label``, ``reasons``: [{``label``, ``effect``: 1
            or -1}], the strongest first
        """
        partner.ensure_one()
        predictor = self._current()
        if predictor._why_silent():
            return False
        moment = moment or fields.Datetime.now()
        if overdue is None:
            overdue = partner.overdue_amount > 0
        local = clock.to_local(moment, clock.company_zone(self.env.company))
        told = predict(
            predictor.model,
            levels(
                moment=moment,
                hour=local.hour,
                weekday=str(weekday_index(local)),
                channel=channel,
                direction="incoming" if purpose == "inbound" else "outgoing",
                purpose=purpose,
                history=self._read_history(partner, moment),
                overdue=overdue,
            ),
        )
        return self._in_words(told, predictor.metrics)

    @api.model
    def _status_label(self):
        """Return whether a chance is told, and if not, why."""
        predictor = self._current()
        return predictor._state_in_words(predictor._why_silent())

    @api.model
    def _current(self):
        # sudo: what it has learnt is the leads' to see; agents are told the chance.
        return self.sudo().search_fetch(
            [("company_id", "=", self.env.company.id)],
            ["fitted_on", "metrics", "model", "sample", "good_share", "silent_reason"],
            limit=1,
        )

    @api.model
    def _read_history(self, partner, moment):
        """Return the last contacts before a moment, oldest first, by one query."""
        interactions = self.env["marfanet.interaction"]
        query = interactions._search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", self.env.company.id),
                ("date", "<", moment),
            ],
            limit=HISTORY,
            order="date DESC, id DESC",
        )
        outcome = query.left_join(
            query.table, "outcome_id", "marfanet_outcome", "id", "outcome"
        )
        columns = [
            interactions._field_to_sql(query.table, name, query)
            for name in ("date", "sentiment")
        ]
        found = self.env.execute_query(
            query.select(columns[0], SQL.identifier(outcome, "result"), columns[1])
        )
        return [Contact(*row) for row in reversed(found)]

import logging

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from odoo.addons.queue_job.job import identity_exact

from ..tools.predictor import process
from ..tools.predictor.features import Contact, Debts, Past, rows
from ..tools.predictor.judge import why_silent

_logger = logging.getLogger(__name__)

#: The latest contacts that are learnt from: a year of ten people at forty a day.
MOST_CONTACTS = 100_000
#: Days on which something was booked, of all who were in contact.
MOST_BOOKED = 300_000


class MarfanetBriefPredictor(models.Model):
    """Fitting: the past is read, learnt from elsewhere, and judged."""

    _inherit = "marfanet.brief.predictor"

    @api.model
    def _cron_fit(self):
        for company in self.env["res.company"].search([]):
            self._of(company)._enqueue_fit()

    def _enqueue_fit(self):
        for predictor in self.with_user(SUPERUSER_ID):
            predictor.with_delay(
                identity_key=identity_exact,
                description=f"Success predictor {predictor.id}: fit",
            )._fit()

    def _fit(self):
        """Learn from the company's contacts until now; the job.

        Whatever it is run for, and however often, it leaves what is true at its end.

        :raise process.Failed: the process has failed, and nothing has changed
        """
        self.ensure_one()
        pasts = self._read_contacts()
        cut = len(pasts) == MOST_CONTACTS
        learnt = process.fit(list(rows(pasts, self._read_debts(pasts), cut=cut)))
        why = why_silent(learnt["metrics"])
        sample = learnt["sample"]
        self.write(
            {
                "fitted_on": fields.Datetime.now(),
                "failed_on": False,
                "sample": sample,
                "good_share": learnt["good"] / sample if sample else 0,
                "silent_reason": why or False,
                "metrics": learnt["metrics"],
                "model": learnt["model"],
            }
        )
        _logger.info("Predictor %s: %s, %s contacts", self.id, why or "usable", sample)

    def _on_fit_failed(self, exc_name, exc_message, exc_info):
        self.write({"failed_on": fields.Datetime.now()})

    # --- READING

    def _read_contacts(self):
        """Return the company's latest contacts, oldest first."""
        interactions = self.env["marfanet.interaction"]
        interactions.flush_model()
        self.env["marfanet.outcome"].flush_model(["result"])
        found = self.env.execute_query(
            SQL(
                """
                SELECT interaction.partner_id, interaction.date, outcome.result,
                       interaction.sentiment, interaction.hour_of_day,
                       interaction.weekday, interaction.type, interaction.direction,
                       interaction.purpose, partner.commercial_partner_id
                  FROM marfanet_interaction interaction
                  JOIN res_partner partner ON partner.id = interaction.partner_id
             LEFT JOIN marfanet_outcome outcome ON outcome.id = interaction.outcome_id
                 WHERE interaction.company_id = %s AND interaction.active
                   AND interaction.date <= %s
                 ORDER BY interaction.date DESC, interaction.id DESC
                 LIMIT %s
                """,
                self.company_id.id,
                fields.Datetime.now(),
                MOST_CONTACTS,
            )
        )
        return [
            Past(partner, Contact(moment, result, mood), *about)
            for partner, moment, result, mood, *about in reversed(found)
        ]

    def _read_debts(self, pasts):
        """Return who was overdue when, or None where the books do not tell.

        As ``res.partner`` has it: receivables and payables together, of the commercial
        partner, by when they were due.
        """
        self.env["account.move.line"].flush_model()
        self.env["account.account"].flush_model(["account_type"])
        entries = self.env.execute_query(
            SQL(
                """
                SELECT owner.commercial_partner_id,
                       CASE WHEN line.balance > 0
                            THEN COALESCE(line.date_maturity, line.date) + 1
                            ELSE line.date
                        END AS day,
                       SUM(line.balance)::float8
                  FROM account_move_line line
                  JOIN account_account account ON account.id = line.account_id
                  JOIN res_partner owner ON owner.id = line.partner_id
                 WHERE line.company_id = %s AND line.parent_state = 'posted'
                   AND line.balance != 0
                   AND account.account_type IN ('asset_receivable', 'liability_payable')
                   AND owner.commercial_partner_id = ANY(%s)
                 GROUP BY 1, 2
                 LIMIT %s
                """,
                self.company_id.id,
                list({past.payer for past in pasts}),
                MOST_BOOKED + 1,
            )
        )
        if not entries or len(entries) > MOST_BOOKED:
            return None
        return Debts(entries)

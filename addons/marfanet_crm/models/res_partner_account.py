from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: The figures that have a column in SQL, with its type: each can be searched, sorted
#: and grouped by.
_COLUMNS = {
    "account_balance": SQL("numeric"),
    "account_state": SQL("varchar"),
    "overdue_amount": SQL("numeric"),
    "overdue_days": SQL("int4"),
    "last_payment_date": SQL("date"),
    "last_payment_amount": SQL("numeric"),
}
#: Those of them that come from payments; the others come from open lines.
_OF_PAYMENTS = ("last_payment_date", "last_payment_amount")


def _search(name):
    return lambda partners, operator, value: partners._search_account(
        name, operator, value
    )


class ResPartner(models.Model):
    """What a representative owes, from the accounts.

    The figures are those of the commercial partner, in the currency of the company
    that one works in, and take in whichever other companies are selected beside it and
    keep their books in that currency.

    Agents have no rights on ``account.*``, and need none: plain SQL reads totals of the
    companies that they are in, for partners that the ORM lets them read, and nothing
    else leaves it. Whoever is not in the CRM gets no figures.
    """

    _inherit = "res.partner"

    account_currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_account_currency_id",
        help="The currency of the company's books.",
    )
    account_balance = fields.Monetary(
        string="Balance",
        currency_field="account_currency_id",
        compute="_compute_account",
        search=_search("account_balance"),
        help="Positive: they owe us. Open invoices and bills, less unmatched payments.",
    )
    account_state = fields.Selection(
        selection=[
            ("debtor", "Debtor"),
            ("settled", "Settled"),
            ("creditor", "Creditor"),
        ],
        string="Account",
        compute="_compute_account",
        search=_search("account_state"),
        help="Debtor: they owe us. Creditor: we owe them.",
    )
    overdue_amount = fields.Monetary(
        string="Overdue",
        currency_field="account_currency_id",
        compute="_compute_account",
        search=_search("overdue_amount"),
        help="What they should have paid by now. Unmatched payments count against the"
        " oldest invoices first.",
    )
    overdue_days = fields.Integer(
        compute="_compute_account",
        search=_search("overdue_days"),
        aggregator="max",
        help="Days since the oldest overdue amount was due.",
    )
    last_payment_date = fields.Date(
        string="Last payment on",
        compute="_compute_account",
        search=_search("last_payment_date"),
        aggregator="max",
    )
    last_payment_amount = fields.Monetary(
        string="Last payment",
        currency_field="account_currency_id",
        compute="_compute_account",
        search=_search("last_payment_amount"),
        aggregator=None,
    )

    @api.depends_context("company")
    def _compute_account_currency_id(self):
        self.account_currency_id = self.env.company.currency_id

    @api.depends("commercial_partner_id")
    @api.depends_context("uid", "company", "allowed_company_ids")
    def _compute_account(self):
        figures = {}
        if self._may_read_account():
            # Read by the ORM, which refuses partners that are not for the reader.
            figures = self._get_account_figures(self.commercial_partner_id.ids)
        for partner in self:
            values = figures.get(partner.commercial_partner_id._origin.id, {})
            for name in _COLUMNS:
                partner[name] = values.get(name, False)

    def _search_account(self, name, operator, value):
        # Odoo's own reading of every operator, on the column of _field_to_sql.
        field = self._fields[name]
        return Domain.custom(
            to_sql=lambda model, alias, query: field.condition_to_sql(
                name, operator, value, model, alias, query
            )
        )

    @api.model
    def _may_read_account(self):
        return self.env.su or self.env.user.has_group(
            "marfanet_crm.group_marfanet_agent"
        )

    @api.model
    def _get_account_companies(self):
        """Return the selected companies whose figures can be added up."""
        currency = self.env.company.currency_id
        return self.env.companies.filtered(
            lambda company: company.currency_id == currency
        )

    def _get_account_figures(self, partner_ids):
        """Return {commercial partner's id: {field: value}}, by one query."""
        if not partner_ids:
            return {}
        columns = SQL(", ").join(
            self._account_column("payment" if name in _OF_PAYMENTS else "open", name)
            for name in _COLUMNS
        )
        query = SQL(
            "SELECT partner.id, %(columns)s FROM unnest(%(ids)s) AS partner(id)"
            " LEFT JOIN (%(lines)s) AS open ON open.partner_id = partner.id"
            " LEFT JOIN (%(payments)s) AS payment ON payment.partner_id = partner.id",
            columns=columns,
            ids=list(partner_ids),
            lines=self._account_lines_sql(partner_ids),
            payments=self._account_payments_sql(partner_ids),
        )
        return {
            partner_id: dict(zip(_COLUMNS, values, strict=True))
            for partner_id, *values in self.env.execute_query(query)
        }

    # --- SQL

    def _field_to_sql(self, alias, field_expr, query=None):
        name, _dot, part = field_expr.partition(".")
        if name == "account_currency_id" and not part:
            return SQL("%s::int4", self.env.company.currency_id.id)
        if name not in _COLUMNS or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        field = self._fields[name]
        self._check_field_access(field, "read")
        if self._may_read_account():
            column = self._join_account(alias, name, query)
        else:
            column = SQL("NULL::%s", _COLUMNS[name])
        if part:
            column = field.property_to_sql(column, part, self, alias, query)
        return column

    def _join_account(self, alias, name, query):
        """Join the totals of all partners, once a query, and return a figure's SQL.

        One join of one aggregate: a list of any length reads the open lines once.
        """
        if name in _OF_PAYMENTS:
            joined = query.make_alias(alias, "last_payment")
            totals = self._account_payments_sql()
        else:
            joined = query.make_alias(alias, "account")
            totals = self._account_lines_sql()
        query.add_join(
            "LEFT JOIN",
            joined,
            SQL("(%s)", totals),
            SQL(
                "%s = %s",
                SQL.identifier(
                    alias,
                    "commercial_partner_id",
                    to_flush=self._fields["commercial_partner_id"],
                ),
                SQL.identifier(joined, "partner_id"),
            ),
        )
        return self._account_column(joined, name)

    @api.model
    def _account_column(self, alias, name):
        """Return the SQL of a figure, of a partner who may be without any line."""
        if name == "last_payment_date":
            return SQL.identifier(alias, name)
        if name == "account_state":
            balance = SQL.identifier(alias, "account_balance")
            return SQL(
                "(CASE WHEN %(balance)s > 0 THEN 'debtor' WHEN %(balance)s < 0"
                " THEN 'creditor' ELSE 'settled' END)",
                balance=balance,
            )
        return SQL("COALESCE(%s, 0)", SQL.identifier(alias, name))

    @api.model
    def _account_lines_sql(self, partner_ids=None):
        """Return the SQL of the open posted lines, added up by commercial partner.

        :param partner_ids: ids of commercial partners, or None for all
        """

        def line(name):
            return self._account_identifier("account.move.line", "line", name)

        return SQL(
            """
            SELECT open.partner_id,
                   SUM(open.residual) AS account_balance,
                   GREATEST(
                       COALESCE(SUM(open.residual) FILTER (WHERE open.is_overdue), 0)
                           - MAX(open.credit),
                       0
                   ) AS overdue_amount,
                   %(today)s::date - MIN(open.due) FILTER (
                       WHERE open.is_overdue AND open.debit_until > open.credit
                   ) AS overdue_days
              FROM (
                    SELECT owner.commercial_partner_id AS partner_id,
                           %(residual)s AS residual,
                           %(due)s AS due,
                           %(residual)s > 0 AND %(due)s < %(today)s AS is_overdue,
                           SUM(GREATEST(%(residual)s, 0)) OVER (
                               PARTITION BY owner.commercial_partner_id
                               ORDER BY %(due)s, line.id
                           ) AS debit_until,
                           SUM(GREATEST(-%(residual)s, 0)) OVER (
                               PARTITION BY owner.commercial_partner_id
                           ) AS credit
                      FROM account_move_line line
                      JOIN account_account account ON account.id = %(account)s
                      JOIN res_partner owner ON owner.id = %(partner)s
                     WHERE %(state)s = 'posted'
                       AND %(reconciled)s IS NOT TRUE
                       AND %(type)s IN ('asset_receivable', 'liability_payable')
                       AND %(company)s IN %(companies)s
                       AND %(partners)s
                   ) AS open
             GROUP BY open.partner_id
            """,
            today=fields.Date.context_today(self),
            residual=line("amount_residual"),
            due=SQL("COALESCE(%s, %s)", line("date_maturity"), line("date")),
            account=line("account_id"),
            partner=line("partner_id"),
            state=line("parent_state"),
            reconciled=line("reconciled"),
            company=line("company_id"),
            type=self._account_identifier("account.account", "account", "account_type"),
            companies=tuple(self._get_account_companies().ids),
            partners=self._account_partners_sql(partner_ids),
        )

    @api.model
    def _account_payments_sql(self, partner_ids=None):
        """Return the SQL of the last payment received from each commercial partner.

        :param partner_ids: ids of commercial partners, or None for all
        """

        def payment(name):
            return self._account_identifier("account.payment", "payment", name)

        return SQL(
            """
            SELECT DISTINCT ON (owner.commercial_partner_id)
                   owner.commercial_partner_id AS partner_id,
                   %(date)s AS last_payment_date,
                   %(amount)s AS last_payment_amount
              FROM account_payment payment
              JOIN res_partner owner ON owner.id = %(partner)s
             WHERE %(state)s IN ('in_process', 'paid')
               AND %(type)s = 'inbound'
               AND %(company)s IN %(companies)s
               AND %(partners)s
             ORDER BY owner.commercial_partner_id, %(date)s DESC, payment.id DESC
            """,
            date=payment("date"),
            amount=payment("amount_company_currency_signed"),
            partner=payment("partner_id"),
            state=payment("state"),
            type=payment("payment_type"),
            company=payment("company_id"),
            companies=tuple(self._get_account_companies().ids),
            partners=self._account_partners_sql(partner_ids),
        )

    @api.model
    def _account_partners_sql(self, partner_ids):
        commercial = self._account_identifier(
            "res.partner", "owner", "commercial_partner_id"
        )
        if partner_ids is None:
            return SQL("%s IS NOT NULL", commercial)
        return SQL("%s IN %s", commercial, tuple(partner_ids))

    @api.model
    def _account_identifier(self, model, alias, name):
        """Return the SQL of a column whose pending values are written before."""
        field = self.env[model]._fields[name]
        return SQL.identifier(alias, name, to_flush=field)

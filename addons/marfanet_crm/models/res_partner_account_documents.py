from datetime import UTC, datetime, time

from odoo import api, fields, models
from odoo.tools import SQL

_ACCOUNTANTS = "account.group_account_readonly,account.group_account_invoice"


class ResPartner(models.Model):
    """The invoices and payments behind a representative's balance."""

    _inherit = "res.partner"

    marfanet_invoice_count = fields.Integer(
        string="Number of invoices",
        compute="_compute_marfanet_invoice_count",
        groups=_ACCOUNTANTS,
    )
    marfanet_payment_count = fields.Integer(
        string="Number of payments",
        compute="_compute_marfanet_payment_count",
        groups=_ACCOUNTANTS,
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_marfanet_invoice_count(self):
        partners = self.commercial_partner_id
        counts = dict(
            self.env["account.move"]._read_group(
                partners._get_marfanet_invoices_domain(),
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.marfanet_invoice_count = counts.get(
                partner.commercial_partner_id._origin, 0
            )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_marfanet_payment_count(self):
        partners = self.commercial_partner_id
        counts = dict(
            self.env["account.payment"]._read_group(
                partners._get_marfanet_payments_domain(),
                ["partner_id.commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.marfanet_payment_count = counts.get(
                partner.commercial_partner_id._origin, 0
            )

    def action_view_marfanet_invoices(self):
        """Open the representative's invoices, bills and credit notes."""
        return self._action_view_marfanet_documents(
            "account.action_move_out_invoice_type",
            self.commercial_partner_id._get_marfanet_invoices_domain(),
            {
                "default_move_type": "out_invoice",
                "default_partner_id": self.commercial_partner_id.id,
            },
        )

    def action_view_marfanet_payments(self):
        """Open the payments from and to the representative."""
        return self._action_view_marfanet_documents(
            "account.action_account_payments",
            self.commercial_partner_id._get_marfanet_payments_domain(),
            {
                "default_payment_type": "inbound",
                "default_partner_type": "customer",
                "default_partner_id": self.commercial_partner_id.id,
                "default_move_journal_types": ("bank", "cash"),
            },
        )

    def _action_view_marfanet_documents(self, action_xmlid, domain, context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(action_xmlid)
        self.env[action["res_model"]].check_access("read")
        # Without a filter of its own: what is opened is what the button counts.
        action["domain"] = domain
        action["context"] = context
        return action

    def _get_marfanet_invoices_domain(self):
        types = self.env["account.move"].get_invoice_types(include_receipts=True)
        return [
            ("commercial_partner_id", "in", self.ids),
            ("move_type", "in", types),
            ("state", "!=", "cancel"),
        ]

    def _get_marfanet_payments_domain(self):
        return [
            ("partner_id.commercial_partner_id", "in", self.ids),
            ("state", "not in", ("canceled", "rejected")),
        ]

    # --- TIMELINE

    def _marfanet_timeline_money(self, before, limit):
        """Return the newest posted invoices and received or made payments.

        Accounts know days, not hours: an entry stands at the first moment of its day in
        the reader's time zone.

        :param before: None, or the ``(date, kind, id)`` that the entries come before
        :return: at most ``limit`` dicts, newest first: kind, model, id, date (UTC
            string), all_day, title, type (``move_type`` or ``payment_type``), amount
            (negative where money goes to them), currency_id, state (its label), due
            (a date string or False)
        """
        self.ensure_one()
        # As for the balance (see res_partner_account.py): plain SQL, since agents have
        # no rights on account.*, and for people of the CRM only.
        if not self._may_read_account():
            return []
        self.check_access("read")
        rows = self.env.execute_query_dict(
            self._marfanet_timeline_money_sql(before, limit)
        )
        labels = {
            "invoice": self._get_marfanet_labels("account.move", "payment_state"),
            "payment": self._get_marfanet_labels("account.payment", "state"),
        }
        return [
            {
                **row,
                "model": f"account.{'move' if row['kind'] == 'invoice' else 'payment'}",
                "date": fields.Datetime.to_string(self._get_start_of_day(row["date"])),
                "all_day": True,
                "amount": float(row["amount"]),
                "state": labels[row["kind"]].get(row["state"], ""),
                "due": fields.Date.to_string(row["due"]),
            }
            for row in rows
        ]

    @api.model
    def _get_marfanet_labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    @api.model
    def _get_start_of_day(self, day):
        """Return the reader's midnight as a naive datetime in UTC."""
        midnight = self.env.tz.localize(datetime.combine(day, time.min))
        return midnight.astimezone(UTC).replace(tzinfo=None)

    @api.model
    def _marfanet_timeline_before_sql(self, before):
        """Return the condition on a row's date, kind and id that ``before`` means."""
        if not before:
            return SQL("TRUE")
        moment, kind, res_id = before
        moment = fields.Datetime.to_datetime(moment)
        day = fields.Datetime.context_timestamp(self, moment).date()
        if self._get_start_of_day(day) < moment:
            return SQL("row.date <= %s", day)
        return SQL(
            'row.date < %(day)s OR row.date = %(day)s AND (row.kind COLLATE "C" <'
            " %(kind)s OR row.kind = %(kind)s AND row.id < %(id)s)",
            day=day,
            kind=kind,
            id=res_id,
        )

    def _marfanet_timeline_money_sql(self, before, limit):
        partners = SQL(
            "IN (SELECT member.id FROM res_partner member WHERE %s = %s)",
            self._account_identifier("res.partner", "member", "commercial_partner_id"),
            self.commercial_partner_id.id,
        )

        def newest(kind, table, columns, condition):
            """Return the SQL of the newest rows of one table, which is enough."""
            return SQL(
                "(SELECT * FROM (SELECT %(kind)s AS kind, document.id, %(columns)s"
                " FROM %(table)s document WHERE %(condition)s) AS row WHERE %(before)s"
                " ORDER BY row.date DESC, row.id DESC LIMIT %(limit)s)",
                kind=kind,
                columns=columns,
                table=SQL.identifier(table),
                condition=condition,
                before=self._marfanet_timeline_before_sql(before),
                limit=limit,
            )

        def move(name):
            return self._account_identifier("account.move", "document", name)

        def payment(name):
            return self._account_identifier("account.payment", "document", name)

        companies = tuple(self.env.companies.ids)
        types = self.env["account.move"].get_invoice_types(include_receipts=True)
        invoices = newest(
            "invoice",
            "account_move",
            SQL(
                "COALESCE(%s, %s) AS date, %s AS title, %s AS type, %s AS amount,"
                " %s AS currency_id, %s AS state, %s AS due",
                move("invoice_date"),
                move("date"),
                move("name"),
                move("move_type"),
                move("amount_total_in_currency_signed"),
                move("currency_id"),
                move("payment_state"),
                move("invoice_date_due"),
            ),
            SQL(
                "%s %s AND %s IN %s AND %s = 'posted' AND %s IN %s",
                move("partner_id"),
                partners,
                move("company_id"),
                companies,
                move("state"),
                move("move_type"),
                tuple(types),
            ),
        )
        payments = newest(
            "payment",
            "account_payment",
            SQL(
                "%s AS date, %s AS title, %s AS type,"
                " CASE %s WHEN 'outbound' THEN -%s ELSE %s END AS amount,"
                " %s AS currency_id, %s AS state, NULL::date AS due",
                payment("date"),
                payment("name"),
                payment("payment_type"),
                payment("payment_type"),
                payment("amount"),
                payment("amount"),
                payment("currency_id"),
                payment("state"),
            ),
            SQL(
                "%s %s AND %s IN %s AND %s IN ('in_process', 'paid')",
                payment("partner_id"),
                partners,
                payment("company_id"),
                companies,
                payment("state"),
            ),
        )
        return SQL(
            "SELECT * FROM (%s UNION ALL %s) AS entry"
            ' ORDER BY entry.date DESC, entry.kind COLLATE "C" DESC, entry.id DESC'
            " LIMIT %s",
            invoices,
            payments,
            limit,
        )

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.marfanet_ai.tools.transactions import own_cursor

#: What was true of a call three days ago is told differently today.
FRESH = timedelta(days=3)
#: Nobody opens an older one; it may be that somebody wants to know what it said.
KEPT = timedelta(days=30)


class MarfanetCallBrief(models.Model):
    """What a language model has written for a call, kept for the same question.

    Its input is all that the model was given: what was gathered with the reader's
    rights, the text of the prompt, the principles. Whoever may read less asks another
    question and gets another brief; whatever changes makes the old one nobody's.
    """

    _name = "marfanet.call.brief"
    _description = "Call Brief"
    _order = "made_on desc, id desc"
    _rec_name = "partner_id"

    # The question
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Representative",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    purpose = fields.Selection(
        selection=lambda self: self._selection_purpose(), required=True, readonly=True
    )
    line = fields.Char(
        string="In a few words", readonly=True, help="What the call is about."
    )
    input_hash = fields.Char(
        required=True, readonly=True, help="Of all that the model was given."
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Made for",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )

    # The answer
    lines = fields.Json(readonly=True, help="As tools/lines.py keeps them.")
    provider_name = fields.Char(string="AI provider", readonly=True)
    model = fields.Char(string="AI model", readonly=True)
    made_on = fields.Datetime(required=True, readonly=True, index=True)
    made_ahead = fields.Boolean(
        readonly=True, help="Made at night, before anybody asked for it."
    )
    active = fields.Boolean(
        default=True, readonly=True, help="Not written anew for the same question."
    )

    _key_unique = models.UniqueIndex(
        "(company_id, partner_id, purpose, line, input_hash) WHERE active",
        "This brief is already there.",
    )

    @api.model
    def _selection_purpose(self):
        interaction = self.env["marfanet.interaction"]
        return interaction._fields["purpose"]._description_selection(self.env)

    @api.depends("partner_id", "purpose")
    def _compute_display_name(self):
        labels = dict(self._selection_purpose())
        for brief in self:
            name = brief.partner_id.display_name
            brief.display_name = f"{name} – {labels.get(brief.purpose, '')}"

    @api.model
    def _fresh(self, case, asked):
        """Return the brief that answers a question, if it is there and young enough.

        :param case: what the call is about
        :param asked: what a model would be given, with the rights of this reader
        """
        # sudo: of somebody else's, only what answers the very same question, for which
        # this reader may read all that it rests on.
        return self.sudo().search(
            [
                ("company_id", "=", case.company.id),
                ("partner_id", "=", case.partner.id),
                ("purpose", "=", case.purpose),
                ("line", "=", case.line),
                ("input_hash", "=", asked.input_hash),
                ("made_on", ">=", fields.Datetime.now() - FRESH),
            ],
            limit=1,
        )

    @api.model
    def _keep(self, key, lines, author, begun, *, ahead=False):
        """Store a brief for good, in a transaction of its own, and return its id.

        One that was written for the same question meanwhile stays, and is the answer
        for both; an older one is no longer the answer.

        :param dict key: company_id, partner_id, purpose, line, input_hash
        :param list lines: as ``LineReader.in_order`` gives them
        :param dict author: ``provider`` and ``model``
        :param begun: when the writing began, naive UTC
        :param bool ahead: whether nobody has asked for it yet
        """
        names = ("company_id", "partner_id", "purpose", "line", "input_hash")
        same = SQL(" AND ").join(
            SQL("%s = %s", SQL.identifier(name), key[name]) for name in names
        )
        table = SQL.identifier(self._table)
        values = {
            **key,
            "user_id": self.env.uid,
            "lines": fields.Json().convert_to_column(lines, self),
            "provider_name": author["provider"],
            "model": author["model"],
            "made_on": fields.Datetime.now(),
            "made_ahead": ahead,
            "active": True,
            "create_uid": self.env.uid,
            "create_date": fields.Datetime.now(),
            "write_uid": self.env.uid,
            "write_date": fields.Datetime.now(),
        }
        statements = (
            SQL(
                "UPDATE %s SET active = false WHERE active AND made_on < %s AND %s",
                table,
                begun,
                same,
            ),
            SQL(
                "INSERT INTO %s (%s) VALUES %s ON CONFLICT DO NOTHING",
                table,
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            ),
            SQL("SELECT id FROM %s WHERE active AND %s", table, same),
        )
        with own_cursor(self.env.registry) as cr:
            for statement in statements:
                # What fails here must not be logged with its values.
                cr.execute(statement, log_exceptions=False)
            return cr.fetchone()[0]

    def _present(self):
        """Return the brief as its reader sees it, with the reader's rights."""
        # sudo: ``_fresh`` and ``_keep`` say why this reader may have it.
        brief = self.sudo()
        lines = brief.lines or []
        wanted = {number for line in lines for number in line["evidence"]}
        evidence = self.env["marfanet.interaction"].search([("id", "in", list(wanted))])
        sources = {
            str(interaction.id): {"label": self._source_label(interaction)}
            for interaction in evidence
        }
        return {
            "id": brief.id,
            "lines": lines,
            "sources": sources,
            "by": {
                "provider": brief.provider_name or "",
                "model": brief.model or "",
            },
            "made_label": self._made_label(brief),
            "made_ahead": brief.made_ahead,
        }

    @api.autovacuum
    def _gc_old(self):
        self.with_context(active_test=False).search(
            [("made_on", "<", fields.Datetime.now() - KEPT)]
        ).unlink()

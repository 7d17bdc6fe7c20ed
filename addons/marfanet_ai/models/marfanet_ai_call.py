import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ..exceptions import REASONS
from ..recording import recording, settle
from ..tools.prices import MONEY, Amount
from .marfanet_ai_provider import DEADLINE_FACTOR

_logger = logging.getLogger(__name__)

# Seconds after a request must have ended at which one that nobody has settled is given
# up: time for a worker that is about to write.
LOST_AFTER = 5 * 60


class MarfanetAiCall(models.Model):
    """One request to an AI service: who, what for, how much. Never its content."""

    _name = "marfanet.ai.call"
    _description = "AI Call"
    _order = "date desc, id desc"
    # It has its own moment and user; nobody writes it as a user.
    _log_access = False

    # Who asked whom
    date = fields.Datetime(string="Moment", required=True, readonly=True, index=True)
    job = fields.Selection(
        selection="_selection_job",
        required=True,
        readonly=True,
        help="What it was for, as its prompt is called.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    # A provider that was asked cannot be deleted, only archived.
    provider_id = fields.Many2one(
        comodel_name="marfanet.ai.provider",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        selection=[("language", "Language model"), ("speech", "Speech to text")],
        required=True,
        readonly=True,
    )
    protocol = fields.Char(required=True, readonly=True)
    model = fields.Char(
        readonly=True, help="As the service reports it, else as it was asked for."
    )

    # What came of it
    status = fields.Selection(
        selection=[
            ("running", "Running"),
            ("answered", "Answered"),
            ("try_later", "Failed, to be tried later"),
            ("try_another", "Failed, the next provider was asked"),
            ("needs_person", "Failed: needs a person"),
            ("over_budget", "Over budget"),
            ("lost", "Lost"),
        ],
        required=True,
        readonly=True,
        help="Lost: it ended without a word, for instance because the server was"
        " stopped. What was set aside for it counts as spent.",
    )
    code = fields.Char(readonly=True, help="The kind of failure.")
    reason = fields.Char(compute="_compute_reason")
    latency = fields.Integer(
        string="Response time (ms)",
        readonly=True,
        aggregator="avg",
        help="Milliseconds until the whole answer was there.",
    )

    # What it took
    input_tokens = fields.Integer(string="Tokens In", readonly=True)
    output_tokens = fields.Integer(string="Tokens Out", readonly=True)
    seconds = fields.Float(
        string="Audio (s)", digits=(16, 1), readonly=True, help="Seconds of audio."
    )
    cost = fields.Float(
        string="Cost (USD)", digits=MONEY, required=True, readonly=True, default=0.0
    )
    reserved = fields.Float(
        string="Set Aside (USD)",
        digits=MONEY,
        required=True,
        readonly=True,
        default=0.0,
    )
    user_usage_id = fields.Many2one(
        comodel_name="marfanet.ai.budget.usage", readonly=True, ondelete="set null"
    )
    company_usage_id = fields.Many2one(
        comodel_name="marfanet.ai.budget.usage", readonly=True, ondelete="set null"
    )

    _running = models.Index("(date) WHERE status = 'running'")

    @api.model
    def _selection_job(self):
        """Return what requests are for: key and name, those with a prompt by its own.

        An addon whose job has no prompt adds it.
        """
        # sudo: names of prompts, which not everybody who reads the ledger may read.
        prompts = self.env["marfanet.ai.prompt"].sudo()
        found = prompts.search_fetch([], ["job", "name"])
        return [
            ("provider_test", self.env._("Test of a provider")),
            *((prompt.job, prompt.name) for prompt in found),
        ]

    @api.depends("provider_id", "job")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["job"]._description_selection(self.env))
        for call in self:
            name = names.get(call.job, call.job)
            call.display_name = f"{call.provider_id.name}: {name}"

    @api.depends("code")
    def _compute_reason(self):
        for call in self:
            # Where the sentences stand, they are marked for the translators.
            call.reason = self.env._(REASONS[call.code]) if call.code else False

    @api.model
    def _recorded(self, provider, job, *, input_tokens=0, output_tokens=0, seconds=0.0):
        """Enter one request in the ledger, its highest cost set aside beforehand.

        Both happen on entering the block and are committed at once, on a cursor of
        their own: what is done in the block may be rolled back. The block makes one
        request; it may be entered when this transaction is over. An AIServiceError
        that leaves it is settled as that failure, any other exception as a lost call
        at the cost that was set aside.

        :param provider: the ``marfanet.ai.provider`` asked; committed, not locked
        :param job: what the request is for, as in ``marfanet.ai.prompt``
        :param input_tokens: most that the question may come to
        :param output_tokens: most that the answer may come to
        :param seconds: length of the audio
        :return: a context manager giving a ``recording.RunningCall``
        :raise OverBudget: on entering; a user's day or a company's month does not
            allow the cost
        """
        # sudo: who asks reads neither providers nor their prices.
        provider = provider.sudo()
        values = {
            "job": job,
            "user_id": self.env.uid,
            "company_id": self.env.company.id,
            "provider_id": provider.id,
            "kind": provider.kind,
            "protocol": provider.protocol,
            "model": provider.model,
        }
        payers = self.env["marfanet.ai.budget.usage"]._payers(
            self.env.user, self.env.company
        )
        highest = Amount(input_tokens, output_tokens, seconds)
        return recording(self.env.registry, values, payers, provider._prices(), highest)

    @api.model
    def _begin(self, values, periods, cost, highest):
        """Enter a call and set its highest cost aside, if no limit forbids it.

        :param values: who asks whom
        :param periods: the ``Payer.period()`` of all who pay, in their order
        :param cost: US dollars, a Decimal
        :param highest: the ``Amount`` that comes to this cost
        :return: the call, and None or the period whose limit forbids it
        """
        Usage = self.env["marfanet.ai.budget.usage"]
        reserved = {}
        for period in periods:
            usage_id = Usage._reserve(period, cost)
            if not usage_id:
                # What the others have set aside is not kept without this one.
                self.env.cr.rollback()
                refused = {"status": "over_budget", "code": "over_budget"}
                return self._enter(values | refused), period
            reserved[f"{period['level']}_usage_id"] = usage_id
        running = {"status": "running", "reserved": cost, **vars(highest)}
        return self._enter(values | reserved | running), None

    def _enter(self, values):
        """Insert a row, and nothing else: each request waits for it.

        Done by ``create``, more is looked up than is written.
        """
        values = {"cost": 0, "reserved": 0, **values}
        query = SQL(
            "INSERT INTO %s (%s) VALUES (%s) RETURNING id",
            SQL.identifier(self._table),
            SQL(", ").join(map(SQL.identifier, values)),
            SQL(", ").join(
                SQL("%s", None if value is False else value)
                for value in values.values()
            ),
        )
        return self.browse(self.env.execute_query(query)[0])

    @api.model
    def _settle(self, call_id, cost, values):
        """Settle a call once; one that was given up as lost is put right.

        :param cost: US dollars, a Decimal; None for what was set aside
        :param values: what else to write of it, by column
        :return: ids of the usage rows that have come near their limit by it
        """
        query = SQL(
            """WITH old AS (SELECT id, reserved, cost FROM marfanet_ai_call
                             WHERE id = %(id)s AND status IN ('running', 'lost')
                               FOR UPDATE),
                    settled AS (UPDATE marfanet_ai_call call
                                   SET cost = COALESCE(%(cost)s,
                                                       old.cost + old.reserved),
                                       reserved = 0, %(values)s
                                  FROM old
                                 WHERE call.id = old.id
                             RETURNING old.reserved AS released,
                                       call.cost - old.cost AS spent,
                                       ARRAY[call.user_usage_id,
                                             call.company_usage_id] AS usages)
               %(payers)s""",
            id=call_id,
            cost=cost,
            values=SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), value)
                for name, value in values.items()
            ),
            payers=self.env["marfanet.ai.budget.usage"]._settling(),
        )
        return [
            usage_id
            for usage_id, spent, is_near in self.env.execute_query(query)
            if spent and is_near
        ]

    @api.model
    def _cron_settle_lost(self):
        """Settle the calls whose process has died, at what was set aside for them."""
        query = SQL(
            """SELECT call.id
                 FROM marfanet_ai_call call
                 JOIN marfanet_ai_provider provider ON provider.id = call.provider_id
                WHERE call.status = 'running'
                  AND call.date + make_interval(
                      secs => provider.timeout * %s + %s) < %s
             ORDER BY call.id""",
            DEADLINE_FACTOR,
            LOST_AFTER,
            fields.Datetime.now(),
        )
        for (call_id,) in self.env.execute_query(query):
            _logger.info("AI call %s was never settled: it is lost", call_id)
            # Each for itself, so that what one run has not reached the next one does.
            settle(self.env.registry, call_id, None, {"status": "lost"})

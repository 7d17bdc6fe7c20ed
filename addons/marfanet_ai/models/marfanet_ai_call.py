import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ..exceptions import AIServiceError, OverBudget, TryAnother, TryLater
from ..tools.prices import DIGITS, Amount
from ..tools.transactions import own_cursor

# How long after its provider's time-out, which counts silence only, a request that
# nobody has settled is given up: longer than any worker may take for one.
LOST_AFTER = 15 * 60

# The service has worked, and charges, even where it does not say how much.
CHARGED = ("invalid_output", "refused", "truncated")


class MarfanetAiCall(models.Model):
    """One request to an AI service: who, what for, how much. Never its content."""

    _name = "marfanet.ai.call"
    _description = "AI Call"
    _order = "date desc, id desc"
    # It has its own moment and user; nobody writes it as a user.
    _log_access = False

    # Who asked whom
    date = fields.Datetime(string="Moment", required=True, readonly=True, index=True)
    job = fields.Char(
        required=True, readonly=True, help="What it was for, as its prompt is called."
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
            ("try_later", "Failed: try later"),
            ("try_another", "Failed: try another"),
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
    latency = fields.Integer(
        string="Latency (ms)",
        readonly=True,
        aggregator="avg",
        help="Milliseconds until the whole answer was there.",
    )

    # What it took
    input_tokens = fields.Integer(readonly=True)
    output_tokens = fields.Integer(readonly=True)
    seconds = fields.Float(
        string="Audio (s)", digits=(16, 1), readonly=True, help="Seconds of audio."
    )
    cost = fields.Float(
        string="Cost (USD)", digits=(16, DIGITS), required=True, readonly=True
    )
    reserved = fields.Float(
        string="Set Aside (USD)", digits=(16, DIGITS), required=True, readonly=True
    )
    user_usage_id = fields.Many2one(
        comodel_name="marfanet.ai.budget.usage", readonly=True, ondelete="set null"
    )
    company_usage_id = fields.Many2one(
        comodel_name="marfanet.ai.budget.usage", readonly=True, ondelete="set null"
    )

    _running = models.Index("(date) WHERE status = 'running'")

    @contextmanager
    def _recorded(
        self, provider, job, *, input_tokens=0, output_tokens=0, seconds=0.0
    ):
        """Enter one request in the ledger, its highest cost set aside beforehand.

        Both are committed at once, on a cursor of their own: what is done in the block
        may be rolled back, and the current cursor may be closed meanwhile. The block
        makes one request. An AIServiceError that leaves it is settled as that failure,
        any other exception as a lost call at the cost that was set aside.

        :param provider: the ``marfanet.ai.provider`` asked; committed, not locked
        :param job: what the request is for, as in ``marfanet.ai.prompt``
        :param input_tokens: most that the question may come to
        :param output_tokens: most that the answer may come to
        :param seconds: length of the audio
        :return: a context manager giving a ``RunningCall``
        :raise OverBudget: a user's day or a company's month does not allow the cost
        """
        highest = Amount(input_tokens, output_tokens, seconds)
        running = self._begin(provider, job, highest)
        try:
            yield running
        except AIServiceError as error:
            running._fail(error)
            raise
        except BaseException:
            running._lose()
            raise
        running._answer()

    @api.model
    def _begin(self, provider, job, highest):
        # sudo: who asks reads neither providers nor their prices.
        provider = provider.sudo()
        prices = provider._prices()
        cost = prices.cost(highest)
        moment = fields.Datetime.now()
        values = {
            "date": moment,
            "job": job,
            "user_id": self.env.uid,
            "company_id": self.env.company.id,
            "provider_id": provider.id,
            "kind": provider.kind,
            "protocol": provider.protocol,
            "model": provider.model,
            "input_tokens": highest.input_tokens,
            "output_tokens": highest.output_tokens,
            "seconds": highest.seconds,
            "cost": 0,
        }
        registry = self.env.registry
        # sudo: nobody enters calls or usage by hand.
        Usage = self.env["marfanet.ai.budget.usage"].sudo()
        subjects = Usage._subjects(self.env.user, self.env.company, moment)
        reserved = {}
        with own_cursor(registry) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            for subject in subjects:
                usage_id = env[Usage._name]._reserve(subject, cost)
                if not usage_id:
                    cr.rollback()
                    refused = {"status": "over_budget", "code": "over_budget"}
                    none = {"input_tokens": 0, "output_tokens": 0, "seconds": 0}
                    env[self._name].create(values | refused | none | {"reserved": 0})
                    break
                reserved[f"{subject['level']}_usage_id"] = usage_id
            else:
                call = env[self._name].create(
                    values | reserved | {"status": "running", "reserved": cost}
                )
                return RunningCall(registry, call.id, prices, highest)
        raise OverBudget()

    @api.model
    def _settle(self, call_id, cost, values):
        """Settle a call once; one that was given up as lost is put right.

        :param cost: US dollars, a Decimal; None for what was set aside
        :param values: what else to write of it, by column
        """
        query = SQL(
            """WITH old AS (SELECT id, reserved, cost FROM marfanet_ai_call
                             WHERE id = %(id)s AND status IN ('running', 'lost')
                               FOR UPDATE)
               UPDATE marfanet_ai_call call
                  SET cost = COALESCE(%(cost)s, old.cost + old.reserved),
                      reserved = 0, %(values)s
                 FROM old
                WHERE call.id = old.id
            RETURNING old.reserved, call.cost - old.cost,
                      call.user_usage_id, call.company_usage_id""",
            id=call_id,
            cost=cost,
            values=SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), value)
                for name, value in values.items()
            ),
        )
        for released, spent, *usage_ids in self.env.execute_query(query):
            # In the order in which they were reserved.
            for usage_id in filter(None, usage_ids):
                self.env["marfanet.ai.budget.usage"]._settle(usage_id, released, spent)


class RunningCall:
    """A request that is under way; it outlives the cursor it was begun with.

    :param call_id: of the ``marfanet.ai.call``
    :param highest: the ``Amount`` that was set aside for it
    """

    def __init__(self, registry, call_id, prices, highest):
        self.id = call_id
        self._registry = registry
        self._prices = prices
        self._amount = highest
        self._model = None
        self._is_reported = False
        self._begun = time.monotonic()

    def used(self, *, input_tokens=None, output_tokens=None, seconds=None, model=""):
        """Take down what the service reported; what it left out stays as estimated."""
        reported = {
            "input_tokens": input_tokens,
            "output_tokens": output_tokens,
            "seconds": seconds,
        }
        known = {name: value for name, value in reported.items() if value is not None}
        self._amount = Amount(**vars(self._amount) | known)
        self._is_reported = self._is_reported or bool(known)
        self._model = model or self._model

    def _answer(self):
        self._settle("answered")

    def _fail(self, error):
        if error.usage:
            self.used(
                input_tokens=error.usage.input_tokens,
                output_tokens=error.usage.output_tokens,
            )
        elif not self._is_reported and error.code not in CHARGED:
            self._amount = Amount()
        self._settle(_status_of(error), error.code)

    def _lose(self):
        self._write(None, {"status": "lost"})

    def _settle(self, status, code=None):
        values = {
            "status": status,
            "code": code,
            "latency": round((time.monotonic() - self._begun) * 1000),
            **vars(self._amount),
        }
        if self._model:
            values["model"] = self._model
        self._write(self._prices.cost(self._amount), values)

    def _write(self, cost, values):
        with own_cursor(self._registry) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["marfanet.ai.call"]._settle(self.id, cost, values)


def _status_of(error):
    if isinstance(error, TryLater):
        return "try_later"
    return "try_another" if isinstance(error, TryAnother) else "needs_person"

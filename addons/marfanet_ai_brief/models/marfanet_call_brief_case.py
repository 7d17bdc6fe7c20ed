import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import MissingError, ValidationError

from odoo.addons.marfanet_ai.tools.fence import visible
from odoo.addons.marfanet_ai.tools.question import Question, most_tokens
from odoo.addons.marfanet_crm.tools import clock
from odoo.addons.marfanet_persian.persian.calendar import format_jalali

from ..tools.material import ANSWERS
from ..tools.sections import PURPOSES
from .marfanet_ai_prompt import JOB

#: What fits a line on the screen.
MAX_LINE = 200
MAX_TASK = 160
#: Of the whole question, as ``most_tokens`` counts: what small models still read well.
MAX_TOKENS = 6_000
#: For the day of the call, and for placeholders longer than what they hide.
_SPARE = 100
#: What there is to read of a representative, however long the instructions are.
_LEAST_MATERIAL = 1_500
# Of a principle; each has two such texts, and there are four of them.
_MAX_PRINCIPLE = 130


@dataclass(frozen=True)
class Case:
    """What a call is about.

    :param partner: the representative, whom the reader may read
    :param purpose: one of ``PURPOSES``
    :param purpose_known: whether somebody said so, or it is what is likely
    :param line: in the reader's words, or ""
    :param task: the task that it is for, or none
    :param company: the only one whose texts a model is given, and whose brief it is
    """

    partner: models.Model
    purpose: str
    purpose_known: bool
    line: str
    task: models.Model
    company: models.Model


@dataclass(frozen=True)
class Asked:
    """What a language model is given.

    :param values: those of the prompt
    :param data: name to text, anybody's words
    :param numbers: a number in the text to the id of the interaction
    :param principles: the keys of those that it may use
    :param input_hash: of all this but the day of the call and the team's answers
    """

    values: dict[str, str]
    data: dict[str, str]
    numbers: dict[int, int]
    principles: frozenset[str]
    input_hash: str


class MarfanetCallBrief(models.Model):
    """What a brief is made of."""

    _inherit = "marfanet.call.brief"

    @api.model
    def _case(self, partner_id, purpose, line, task_id):
        """Return what a reader asks a brief for; the arguments come from a browser.

        :raise AccessError: not for this reader
        :raise MissingError: nobody and nothing of that id
        :raise ValidationError: no representative, or a task with somebody else
        """
        self.env["marfanet.interaction"].check_access("read")
        partner = self._existing("res.partner", partner_id)
        partner._check_is_representative()
        # Cut before it is cleaned: anything may come over RPC.
        line = line[: 4 * MAX_LINE] if isinstance(line, str) else ""
        line = " ".join(visible(line).split())
        known = purpose in PURPOSES
        task = self.env["marfanet.task"]
        if task_id:
            task = self._existing("marfanet.task", task_id)
            if task.partner_id != partner:
                raise ValidationError(
                    self.env._("The task is for another representative.")
                )
        elif not known and not line:
            task = self._own_task_today(partner)
        if not known:
            purpose = "follow_up" if task else "support"
        company = self._company_of(partner, task)
        return Case(partner, purpose, known, line[:MAX_LINE], task, company)

    def _company_of(self, partner, task):
        """Return the company whose brief it is, whichever others the reader is in."""
        own = (partner.company_id or task.company_id) & self.env.companies
        return own or self.env.company

    def _within(self, case):
        """Return the model as a reader of nothing but the case's company has it.

        Its leads read what is written, so that it must rest on nothing else.
        """
        return self.with_context(allowed_company_ids=case.company.ids)

    def _existing(self, model, record_id):
        if type(record_id) is not int or not 0 < record_id < 2**31:
            raise MissingError(self.env._("There is no such record."))
        record = self.env[model].browse(record_id).exists()
        if not record:
            raise MissingError(self.env._("There is no such record."))
        record.check_access("read")
        return record

    def _own_task_today(self, partner):
        """Return the task for which the reader most likely calls today, or none."""
        zone = clock.agent_zone(self.env)
        today = clock.to_local(fields.Datetime.now(), zone).date()
        tomorrow = datetime.combine(today + timedelta(days=1), time())
        return self.env["marfanet.task"].search(
            [
                ("partner_id", "=", partner.id),
                ("user_id", "=", self.env.uid),
                ("state", "=", "todo"),
                ("date_due", "<", clock.to_utc(tomorrow, zone)),
            ],
            order="date_due desc, id",
            limit=1,
        )

    @api.model
    def _asked(self, case, reading=None):
        """Return what a language model would be given, with the reader's rights.

        :param reading: what ``marfanet.brief.facts._read`` returned for the case
        """
        if self.env.companies != case.company:
            briefs = self._within(case)
            partner, task = (
                record.with_env(briefs.env) for record in (case.partner, case.task)
            )
            # What was read for the facts may hold other companies' contacts.
            return briefs._asked(replace(case, partner=partner, task=task))
        task = case.task if case.task.company_id == case.company else case.task[:0]
        principles = self._principles(case)
        # Without the day: what was prepared last night is read today.
        told = self._told_of({"purpose": case.purpose, "call_day": ""})
        own = {
            "principles": "\n".join(map(_principle, principles)),
            "task": self._task_words(task),
            "line": case.line,
        }
        own = {name: text for name, text in own.items() if text}
        left = MAX_TOKENS - _SPARE - _size(told, own) + _size("", {"-": ""})
        material = self._material(case, reading, max(left, _LEAST_MATERIAL))
        data = {**material.blocks, **own}
        # Without the team's answers: they change with whatever anybody logs, and a
        # brief is none the worse for last night's.
        own_data = {name: text for name, text in data.items() if name != ANSWERS}
        said = [told, own_data, sorted(material.numbers.items())]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return Asked(
            {"purpose": case.purpose, "call_day": self._call_day(case)},
            data,
            material.numbers,
            frozenset(one["key"] for one in principles),
            hashlib.sha256(text.encode()).hexdigest(),
        )

    def _told_of(self, values):
        """Return the instructions, as the prompt in force has them."""
        return self.env["marfanet.ai.prompt"]._compose(JOB, values)

    def _call_day(self, case):
        """Return the day of the call, as the prompt names it."""
        zone = clock.agent_zone(self.env)
        now = clock.to_local(fields.Datetime.now(), zone)
        due = case.task.date_due and clock.to_local(case.task.date_due, zone)
        day = max(now, due).date() if due else now.date()
        return f"{format_jalali(day)} ({day:%A %Y-%m-%d})"

    def _task_words(self, task):
        if not task:
            return ""
        words = task.name[:MAX_TASK]
        if not task.date_due:
            return words
        due = clock.to_local(task.date_due, clock.agent_zone(self.env))
        shown = due if task.time_said else due.date()
        return f"{words}\n{format_jalali(shown)} ({due:%Y-%m-%d})"


def _size(system, data):
    """Return the most tokens of a question, redacted or not."""
    question = Question(system, data)
    return max(
        most_tokens(question.messages(redact=redact)) for redact in (False, True)
    )


def _principle(one):
    """Return a principle as the model reads it, in one line."""
    use, avoid = (
        shorten(one[name] or "", _MAX_PRINCIPLE, placeholder="…")
        for name in ("when_to_use", "when_not_to_use")
    )
    return f"{one['key']}: {one['name']}. + {use} − {avoid}"

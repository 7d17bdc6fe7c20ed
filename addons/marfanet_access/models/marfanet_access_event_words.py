import json
import re

from odoo import api, fields, models
from odoo.tools import LazyTranslate
from odoo.tools.translate import code_translations

from odoo.addons.marfanet_persian.tools.writing import writer_of

_lt = LazyTranslate(__name__)

# What the details are called, in the order in which they are said; others are shown
# after them as they are named.
LABELS = {
    "door": _lt("Door"),
    "generation": _lt("Generation"),
    "key": _lt("Key"),
    "account": _lt("Service account"),
    "until": _lt("Valid until"),
    "before": _lt("Before"),
    "after": _lt("Now"),
    "removed": _lt("Removed"),
    "added": _lt("Added"),
    "count": _lt("Count"),
    "fields": _lt("Fields"),
    "domain": _lt("Filter"),
    "names": _lt("Names"),
    "ids": _lt("Numbers"),
}
# A date, or a moment in UTC, as ``json`` was given it.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?")
# Numbers beyond are kept, and shown as "…".
SHOWN = 50


class MarfanetAccessEvent(models.Model):
    """Says the entries in the language of who reads them."""

    _inherit = "marfanet.access.event"

    sentence = fields.Char("What Happened", compute="_compute_sentence")
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Kind of Record",
        compute="_compute_model_id",
        search="_search_model_id",
        compute_sudo=True,
    )
    lines = fields.Text("In Detail", compute="_compute_lines")

    @api.depends_context("lang")
    def _compute_sentence(self):
        for event in self:
            event.sentence = event._say()

    def _compute_model_id(self):
        for event in self:
            event.model_id = event.model and self.env["ir.model"]._get(event.model)

    def _search_model_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: which models there are is no secret
        models_sudo = self.env["ir.model"].sudo()
        names = models_sudo.browse(number for number in value if number).mapped("model")
        return [("model", "in", names + [False] * (False in value))]

    @api.depends_context("lang")
    def _compute_lines(self):
        for event in self:
            told = event._told()
            changes = told.pop("changes", {})
            lines = [event._say_change(name, changes[name]) for name in changes]
            lines += [event._say_detail(it, told[it]) for it in event._in_order(told)]
            event.lines = "\n".join(lines)

    def _say(self):
        lang = self.env.lang or "en_US"
        words = code_translations.get_python_translations("marfanet_access", lang)
        sentence = words.get(self.summary, self.summary)
        if "%(" not in sentence:
            return sentence
        about = {
            "record": self.res_name or self.res_id or "",
            "model": self.model_id.name or self.model,
            "door": self.door_name,
        }
        told = {name: self._say_value(name, it) for name, it in self._told().items()}
        try:
            return sentence % {**about, **told}
        except (KeyError, TypeError, ValueError):
            # Not ours: a sentence that came with what looks like a placeholder.
            return sentence

    def _say_change(self, name, change):
        if not change:
            said = self.env._("changed")
        else:
            said = self.env._("; ").join(
                self._say_detail(word, change[word]) for word in self._in_order(change)
            )
        return f"{self._label_of(name)}: {said}"

    def _in_order(self, told):
        order = list(LABELS)
        return sorted(
            told, key=lambda name: order.index(name) if name in LABELS else len(order)
        )

    def _say_detail(self, name, value):
        label = LABELS.get(name)
        label = self.env._(label) if label else name.replace("_", " ").capitalize()
        return f"{label}: {self._say_value(name, value)}"

    def _say_value(self, name, value):
        if isinstance(value, dict) and "names" in value:
            return self._say_list(value["names"], value["count"])
        if isinstance(value, list) and name != "domain":
            if name == "fields":
                value = [self._label_of(field) for field in value]
            return self._say_list(value, len(value))
        if isinstance(value, bool):
            return self.env._("yes") if value else self.env._("no")
        if isinstance(value, int):
            return writer_of(self.env).figures(value)
        if isinstance(value, str) and MOMENT.fullmatch(value):
            return self._say_moment(value)
        return "—" if value is None else value

    def _say_moment(self, text):
        writer = writer_of(self.env)
        try:
            if len(text) == len("2026-11-21"):
                return writer.day(fields.Date.to_date(text), "medium")
            moment = fields.Datetime.to_datetime(text)
        except ValueError:
            # It only looks like one.
            return text
        return writer.local(fields.Datetime.context_timestamp(self, moment), "medium")

    def _say_list(self, values, count):
        few = [str(value) for value in values[:SHOWN]]
        return self.env._(", ").join(few + ["…"] * (count > len(few)))

    def _label_of(self, name):
        """Give the label of a field of the entry's model, or of a path of fields."""
        # What happens to doors is entered beside their number, not as of a record.
        name_of_model = self.model or (self.door_ref and "marfanet.access.door")
        model = self.env.get(name_of_model)
        field = model is not None and model._fields.get(name)
        if not field:
            return name
        # sudo: what fields are called is no secret
        fields_sudo = self.env["ir.model.fields"].sudo()
        return fields_sudo._get(name_of_model, name).field_description

    def _told(self):
        """Give the details as the dictionary that was entered."""
        return json.loads(self.details) if self.details else {}

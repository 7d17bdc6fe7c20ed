import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL, ormcache

from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools import prompt_text

_logger = logging.getLogger(__name__)

# The rest comes with the addon whose job it is.
WRITTEN_BY_PEOPLE = {"body", "comment"}


class MarfanetAiPrompt(models.Model):
    """What a language model is told about one job, in the words of the team."""

    _name = "marfanet.ai.prompt"
    _description = "AI Prompt"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    job = fields.Char(required=True, help="The name by which code asks for it.")
    purpose = fields.Text(translate=True, help="What is asked, when, and of whom.")
    variable_ids = fields.One2many(
        comodel_name="marfanet.ai.prompt.variable", inverse_name="prompt_id"
    )

    # The text and its versions
    version_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt.version",
        string="Version in force",
        ondelete="restrict",
        readonly=True,
    )
    version_ids = fields.One2many(
        comodel_name="marfanet.ai.prompt.version", inverse_name="prompt_id"
    )
    body = fields.Text(
        string="Text", compute="_compute_body", inverse="_inverse_body", readonly=False
    )
    comment = fields.Char(
        string="Why",
        compute="_compute_comment",
        inverse="_inverse_body",
        readonly=False,
        help="Why the text changes. It is kept with the version.",
    )
    shipped_version_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt.version", ondelete="restrict", readonly=True
    )
    shipped_body = fields.Text(
        string="Shipped text",
        compute="_compute_shipped_body",
        inverse="_inverse_shipped_body",
        help="The text that came with the addon; each update of it may bring another.",
    )
    state = fields.Selection(
        selection=[
            ("shipped", "As shipped"),
            ("edited", "Written here"),
            ("behind", "Written here, a newer one was shipped"),
        ],
        compute="_compute_state",
    )
    changed_on = fields.Datetime(string="Changed on", related="version_id.create_date")
    changed_by = fields.Many2one(string="Changed by", related="version_id.create_uid")

    # What the editor should know while writing
    problem = fields.Text(compute="_compute_problem")
    size = fields.Char(compute="_compute_problem")

    _job_unique = models.UniqueIndex("(job)", "Each job has one prompt.")

    @api.depends("version_id.body")
    def _compute_body(self):
        for prompt in self:
            prompt.body = prompt.version_id.body

    def _compute_comment(self):
        self.comment = False

    @api.depends("shipped_version_id.body")
    def _compute_shipped_body(self):
        for prompt in self:
            prompt.shipped_body = prompt.shipped_version_id.body

    @api.depends("version_id.origin", "version_id.number", "shipped_version_id.number")
    def _compute_state(self):
        for prompt in self:
            written, shipped = prompt.version_id, prompt.shipped_version_id
            if written.origin != "edited":
                prompt.state = "shipped"
            elif shipped.number > written.number:
                prompt.state = "behind"
            else:
                prompt.state = "edited"

    @api.depends("body", "variable_ids.name", "variable_ids.kind")
    def _compute_problem(self):
        number = writer_of(self.env).number
        for prompt in self:
            body = prompt_text.clean(prompt.body or "")
            prompt.problem = "\n".join(prompt._problems(body))
            prompt.size = self.env._(
                "%(characters)s characters, about %(tokens)s tokens",
                characters=number(len(body)),
                tokens=number(prompt_text.tokens(body)),
            )

    def _inverse_body(self):
        for prompt in self:
            body = prompt_text.clean(prompt.body or "")
            if body != prompt.version_id.body:
                prompt._check_text(body)
                prompt._add_version(body, "edited", prompt.comment)
        # The text as kept, and no reason yet for the next change.
        self.invalidate_recordset(["body", "comment"])

    def _inverse_shipped_body(self):
        for prompt in self:
            body = prompt_text.clean(prompt.shipped_body or "")
            if not body or body == prompt.shipped_version_id.body:
                continue
            # What a person has written stays in force, whatever an update brings.
            prompt._add_version(body, "shipped", in_force=prompt.state == "shipped")

    def write(self, vals):
        if not self.env.su and vals.keys() - WRITTEN_BY_PEOPLE:
            raise AccessError(
                self.env._(
                    "Only the text of a prompt can be changed; the rest comes with the"
                    " addon."
                )
            )
        self.env.registry.clear_cache()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def action_restore_shipped(self):
        """Put the addon's own text in force again, and follow its updates."""
        self.ensure_one()
        self.check_access("write")
        self._restore(self.shipped_version_id)
        return True

    def action_compare_shipped(self):
        """Show what differs between the text in force and the addon's own."""
        self.ensure_one()
        return self._compare(self.version_id, self.shipped_version_id)

    @api.model
    def _compose(self, job, values):
        """Return what to tell a language model about a job.

        :param str job: the key of the prompt
        :param dict values: the value of each of its variables, made by code
        :raise ValidationError: no such prompt, or not exactly its variables
        """
        prompt_id, body, names = self._in_force(job)
        # sudo: as in ``_in_force``.
        return self.sudo().browse(prompt_id)._composed(body, names, values)

    @api.model
    @ormcache("job")
    def _in_force(self, job):
        """Return what every request of a job needs, until a prompt is changed.

        :return: the prompt's id, its text and the names of its values
        """
        # sudo: those whose notes are read may not read prompts; the text goes to the
        # service, not to them.
        prompt = self.sudo().search([("job", "=", job)])
        if not prompt:
            raise ValidationError(
                self.env._("There is no prompt for “%(job)s”.", job=job)
            )
        return prompt.id, prompt._usable_body(), prompt._value_names()

    def _fill(self, body, values):
        """Return a text of this prompt with the values in it."""
        self.ensure_one()
        return self._composed(body, self._value_names(), values)

    def _value_names(self):
        return tuple(self._variables("value").mapped("name"))

    def _composed(self, body, names, values):
        if differing := set(names) ^ values.keys():
            raise ValidationError(
                self.env._(
                    "The prompt “%(prompt)s” has other variables than were given:"
                    " %(names)s",
                    prompt=self.name,
                    names=", ".join(sorted(differing)),
                )
            )
        return prompt_text.fill(body, values)

    def _usable_body(self):
        """Return the text in force, or the shipped one if an update has broken it.

        An update may take away a variable that a person's text rests on; the form
        tells them, and meanwhile the work goes on.
        """
        self.ensure_one()
        if not self._problems(self.body or ""):
            return self.body
        _logger.warning("AI prompt %s: broken, the shipped one is used", self.id)
        self._check_text(self.shipped_body or "")
        return self.shipped_body

    def _check_text(self, body):
        if sentences := self._problems(body):
            raise ValidationError("\n".join(sentences))

    def _problems(self, body):
        """Return what is wrong with a text, in sentences."""
        self.ensure_one()
        values = self._variables("value")
        found = prompt_text.problems(
            body,
            values.mapped("name"),
            values.filtered("required").mapped("name"),
            self._variables("data").mapped("name"),
        )
        return [self._sentence(problem) for problem in found]

    def _variables(self, kind):
        return self.variable_ids.filtered(lambda variable: variable.kind == kind)

    def _sentence(self, problem):
        values = problem.values
        match problem.code:
            case "empty":
                return self.env._("The text is empty.")
            case "too_long":
                number = writer_of(self.env).number
                return self.env._(
                    "The text has %(length)s characters; it can have %(limit)s.",
                    length=number(values["length"]),
                    limit=number(prompt_text.MAX_CHARS),
                )
            case "missing":
                return self.env._(
                    "“%(name)s” is missing: the answer depends on it.",
                    name=f"{{{values['name']}}}",
                )
            case "data":
                return self.env._(
                    "Line %(line)s: “%(name)s” cannot stand in the text. It is data,"
                    " and is sent after the text, marked as such.",
                    line=values["line"],
                    name=f"{{{values['name']}}}",
                )
            case "unknown" if values["meant"]:
                return self.env._(
                    "Line %(line)s: “%(name)s” is no variable of this prompt. Did you"
                    " mean “%(meant)s”?",
                    line=values["line"],
                    name=f"{{{values['name']}}}",
                    meant=f"{{{values['meant']}}}",
                )
            case "unknown":
                return self.env._(
                    "Line %(line)s: “%(name)s” is no variable of this prompt.",
                    line=values["line"],
                    name=f"{{{values['name']}}}",
                )
        return self.env._(
            "Line %(line)s: “%(excerpt)s” is not right. Braces hold the name of a"
            " variable and nothing else; write a brace as such twice: “%(double)s”.",
            line=values["line"],
            excerpt=values["excerpt"],
            double="{{",
        )

    def _add_version(self, body, origin, comment=False, *, in_force=True):
        self.ensure_one()
        # Two who save at once get a number each: the second waits here, and its
        # request is then repeated by Odoo.
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id = %s FOR UPDATE",
                SQL.identifier(self._table),
                self.id,
            )
        )
        # sudo: editors write texts, not history.
        version = (
            self.env["marfanet.ai.prompt.version"]
            .sudo()
            .create(
                {
                    "prompt_id": self.id,
                    "number": max(self.version_ids.mapped("number"), default=0) + 1,
                    "body": body,
                    "comment": comment,
                    "origin": origin,
                }
            )
        )
        values = {"version_id": version.id} if in_force else {}
        if origin == "shipped":
            values["shipped_version_id"] = version.id
        # sudo: as above, these follow from the history.
        self.sudo().write(values)

    def _compare(self, old, new):
        comparison = self.env["marfanet.ai.prompt.compare"].create(
            {
                "prompt_id": self.id,
                "old_version_id": old.id,
                "new_version_id": new.id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What differs"),
            "res_model": comparison._name,
            "res_id": comparison.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _restore(self, version):
        """Put the text of an older version in force.

        Restoring the newest that was shipped follows later updates again; any other
        stays as it is.
        """
        self.ensure_one()
        shipped = version == self.shipped_version_id
        if version == self.version_id:
            return
        self._check_text(version.body)
        self._add_version(
            version.body,
            "shipped" if shipped else "edited",
            self.env._("Restored from version %(number)s", number=version.number),
        )

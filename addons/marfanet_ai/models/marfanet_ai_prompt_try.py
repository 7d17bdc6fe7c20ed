from odoo import models
from odoo.exceptions import ValidationError

from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools import prompt_text
from ..tools.question import Question

# Values are names, dates and numbers; data is a note or what is known of one case.
LIMITS = {"value": 500, "data": 20_000}


class MarfanetAiPrompt(models.Model):
    """Trying the text of a prompt before it is saved."""

    _inherit = "marfanet.ai.prompt"

    def get_samples(self):
        """Return what the prompt can be tried on.

        :return: ``fields``: each variable's name, kind, description and longest text;
            ``samples``: each one's label, and the text of each variable
        """
        self.ensure_one()
        self.check_access("write")
        # What stands beside the text is what is changed most.
        variables = self._variables("data") + self._variables("value")
        return {
            "fields": [
                {
                    "name": variable.name,
                    "kind": variable.kind,
                    "description": variable.description,
                    "limit": LIMITS[variable.kind],
                }
                for variable in variables
            ],
            "samples": self._samples(),
        }

    def get_preview(self, body, given):
        """Return what would be sent, or why nothing can be.

        :param str body: the text, saved or not
        :param dict given: the text of each variable
        :return: ``problem``: why not, else empty; ``provider``: who would be asked
            first; ``messages``: each one's role and content
        """
        self.ensure_one()
        self.check_access("write")
        try:
            system, data = self._filled(body, given)
        except ValidationError as error:
            return {"problem": error.args[0], "provider": "", "messages": []}
        provider, messages = self.env["marfanet.ai.gateway"]._would_send(system, data)
        return {"problem": "", "provider": provider, "messages": messages}

    def _try(self, body, given):
        """Have a language model answer to the text, saved or not.

        :param str body: the text
        :param dict given: the text of each variable
        :return: what happens, see ``marfanet.ai.gateway._events``
        :raise ValidationError: a text or a variable that cannot be used
        """
        self.ensure_one()
        self.check_access("write")
        system, data = self._filled(body, given)
        gateway = self.env["marfanet.ai.gateway"]
        writing = gateway._write(self.job, Question(system, data))
        return gateway._events(writing, with_messages=True)

    def _samples(self):
        """Return what the prompt can be tried on; other addons put theirs first.

        :return: a list of ``label`` and ``given``, the text of each variable by name
        """
        self.ensure_one()
        examples = {one.name: one.example for one in self.variable_ids}
        return [{"label": self.env._("The example"), "given": examples}]

    def _filled(self, body, given):
        body = prompt_text.clean(str(body or ""))
        self._check_text(body)
        limits = {one.name: LIMITS[one.kind] for one in self.variable_ids}
        if not isinstance(given, dict) or given.keys() != limits.keys():
            raise ValidationError(self.env._("Give a text for each of the variables."))
        for variable in self.variable_ids:
            text = given[variable.name]
            if not isinstance(text, str) or len(text) > limits[variable.name]:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” can have %(limit)s characters.",
                        name=variable.description,
                        limit=writer_of(self.env).number(limits[variable.name]),
                    )
                )
        names = set(self._variables("data").mapped("name"))
        values = {name: text for name, text in given.items() if name not in names}
        data = {name: text for name, text in given.items() if name in names}
        return self._fill(body, values), data

from odoo import api, fields, models


class MarfanetInteraction(models.Model):
    """Looking over what AI wrote into an interaction, and proposed to do after it."""

    _inherit = "marfanet.interaction"

    ai_written_from = fields.Char(
        compute="_compute_ai_written_from",
        exportable=False,
        help="Which voice notes the words of AI come from.",
    )

    @api.depends("ai_sources")
    @api.depends_context("lang", "tz")
    def _compute_ai_written_from(self):
        # sudo: a lead may have handed the interaction to a colleague, who may not read
        # the note; only when it was made and how long it is.
        notes = self.env["marfanet.voice.note"].sudo()
        for interaction in self:
            marks = (interaction.ai_sources or {}).values()
            found = notes.browse({mark["note"] for mark in marks}).exists()
            interaction.ai_written_from = ", ".join(
                note._which() for note in found.sorted("date")
            )

    def marfanet_voice_review(self):
        """Return the interaction's voice notes, as ``marfanet_review`` of theirs does.

        :rtype: list[dict]
        """
        self.check_access("read")
        return self.voice_note_ids.marfanet_review()

    def action_accept_all(self):
        """Take over all that AI wrote and proposed, but dates that are in doubt.

        Such a date wants a look of its own: its task stays as proposed.

        :return: how many proposals are left, as ``left``
        :rtype: dict[str, int]
        """
        self.check_access("write")
        self.action_confirm_suggestion()
        left = 0
        for records in (self.task_ids, self.promise_ids, self.objection_ids):
            proposed = records._filtered_access("write").filtered(
                lambda record: record._waits_for_review()
            )
            doubtful = proposed.filtered(lambda record: record._is_doubtful())
            (proposed - doubtful).action_confirm_suggestion()
            left += len(doubtful)
        return {"left": left}

    def _ai_review_order(self):
        """Return the names of the fields that AI writes, as they are looked over."""
        return ["summary", "sentiment", "outcome_id", "feedback", "next_step"]

    def _prepare_review_field(self, name, mark):
        """Return one value that AI wrote, with where it comes from.

        :param name: of the field
        :param mark: what is kept of it in ``ai_sources``
        """
        field = self._fields[name]
        choices = []
        value = self[name]
        if field.type == "selection":
            choices = field._description_selection(self.env)
        elif field.type == "many2one":
            value = value.id
            choices = [
                (record.id, record.display_name)
                for record in self.env[field.comodel_name].search([]) | self[name]
            ]
        return {
            "name": name,
            "label": field._description_string(self.env),
            "value": value or False,
            "shown": dict(choices).get(value, value) or "",
            "choices": choices,
            "note": mark["note"],
            "quote": mark["quote"],
            "start": mark["start"],
            "review": mark["review"],
        }

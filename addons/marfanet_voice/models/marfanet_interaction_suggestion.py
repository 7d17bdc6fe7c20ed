from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarfanetInteraction(models.Model):
    """What AI wrote into an interaction, field by field."""

    _name = "marfanet.interaction"
    _inherit = ["marfanet.interaction", "marfanet.ai.suggestion"]

    ai_sources = fields.Json(
        readonly=True,
        copy=False,
        help="By field that AI wrote: the note, the words it comes from (quote), the"
        " second at which they are said (start) and what became of it (review:"
        " suggested, confirmed, edited or dismissed).",
    )

    # For the alerts of the daily work log
    _suggested_index = models.Index(
        "(user_id, date) WHERE ai_review = 'suggested' AND active IS TRUE"
    )

    def _ai_written_fields(self):
        return {"summary", "sentiment", "outcome_id", "feedback", "next_step"}

    @api.model
    def _ai_mark_fields(self):
        return super()._ai_mark_fields() | {"ai_sources", "made_for_note"}

    def action_confirm_suggestion(self):
        self.check_access("write")
        for interaction in self.filtered(lambda i: i.ai_review == "suggested"):
            interaction._review(interaction._suggested_fields(), "confirmed")
        return True

    def action_confirm_ai_field(self, name):
        """Take over what AI wrote into one field.

        :param name: of the field
        """
        self._check_suggested(name)
        self._review({name}, "confirmed")
        return True

    def action_dismiss_ai_field(self, name):
        """Empty one field that AI wrote; no later reading of the note fills it again.

        :param name: of the field
        """
        self._check_suggested(name)
        self.write({name: False})
        self._review({name}, "dismissed")
        return True

    def _check_suggested(self, name):
        self.ensure_one()
        self.check_access("write")
        if name not in self._suggested_fields():
            raise ValidationError(
                self.env._("This is no suggestion any more. Reload the page.")
            )

    def _suggested_fields(self):
        marks = self.ai_sources or {}
        return {name for name in marks if marks[name]["review"] == "suggested"}

    def _take_over(self, names):
        self._review(names & self._suggested_fields(), "edited")

    def _review(self, names, review):
        """Mark fields with what a person made of them."""
        marks = {
            name: {**mark, "review": review} if name in names else mark
            for name, mark in (self.ai_sources or {}).items()
        }
        # sudo: the marks are kept by code; who comes here may write the fields.
        self.sudo().write({"ai_sources": marks, "ai_review": self._overall(marks)})

    @staticmethod
    def _overall(marks):
        reviews = {mark["review"] for mark in marks.values()}
        if "suggested" in reviews:
            return "suggested"
        if reviews & {"edited", "dismissed"}:
            return "edited"
        return "confirmed" if reviews else False

    def _suggest(self, note, values, sources, has_tasks=False):
        """Fill in what a note says, where nobody has written anything.

        What the same note suggested before, and nobody has looked at, gives way.

        :param note: the voice note
        :param values: by field, what it says; empty for nothing
        :param sources: by field, ``quote`` and ``start``
        :param has_tasks: whether the note leaves something to do
        """
        marks = dict(self.ai_sources or {})
        fill = {}
        for name, value in values.items():
            mark = marks.get(name)
            if mark and (mark["review"] != "suggested" or mark["note"] != note.id):
                continue
            if not mark and self[name]:
                continue
            if value:
                source = sources.get(name) or {"quote": "", "start": False}
                marks[name] = {**source, "note": note.id, "review": "suggested"}
                fill[name] = value
            elif mark:
                del marks[name]
                fill[name] = False
        if not fill:
            return
        if "outcome_id" in fill and not self._is_status_chosen():
            fill["status"] = self._status_for(fill["outcome_id"], has_tasks)
            if "outcome_id" in marks:
                marks["outcome_id"]["status"] = fill["status"]
        elif "outcome_id" in fill:
            # An outcome brings its status with it, but not over a chosen one.
            fill["status"] = self.status
        self.write(
            {
                **fill,
                "ai_sources": marks,
                "ai_review": self._overall(marks),
                "voice_note_id": note.id,
            }
        )

    def _is_status_chosen(self):
        """Whether the status is neither the first one nor what AI has left it at."""
        mark = (self.ai_sources or {}).get("outcome_id") or {}
        return self.status not in ("open", mark.get("status"))

    def _status_for(self, outcome_id, has_tasks):
        """Return the status that an outcome brings, as ``_compute_status`` does.

        What is left to do leaves nothing closed; the last task that ends closes it.
        """
        status = self.env["marfanet.outcome"].browse(outcome_id or ()).status or "open"
        waits = has_tasks or self.follow_up_date
        return "follow_up" if waits and status != "open" else status

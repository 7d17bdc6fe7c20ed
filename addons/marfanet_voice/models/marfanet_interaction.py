from odoo import api, fields, models


class MarfanetInteraction(models.Model):
    """Which recordings an interaction has."""

    _inherit = "marfanet.interaction"

    voice_note_ids = fields.One2many(
        comodel_name="marfanet.voice.note", inverse_name="interaction_id"
    )
    # Not stored: the UUIDs of what was recorded on the form, sent with what it saves.
    voice_note_uuids = fields.Json(store=False, exportable=False)
    made_for_note = fields.Boolean(
        readonly=True,
        copy=False,
        help="A recording made it, and nobody has worked on it since.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        interactions = super().create(vals_list)
        for interaction, vals in zip(interactions, vals_list, strict=True):
            if client_uuids := vals.get("voice_note_uuids"):
                self.env["marfanet.voice.claim"]._claim(interaction, client_uuids)
        return interactions

    def write(self, vals):
        result = super().write(vals)
        # What AI fills in is marked in the same write; anything else is somebody's
        # work.
        if not {"ai_review", "made_for_note"} & vals.keys():
            # sudo: the mark is kept by code.
            self.sudo().filtered("made_for_note").made_for_note = False
        if client_uuids := vals.get("voice_note_uuids"):
            for interaction in self:
                self.env["marfanet.voice.claim"]._claim(interaction, client_uuids)
        return result

    def _is_only_for(self, note):
        """Whether nothing but a note and what came of it hangs on the interaction."""
        self.ensure_one()
        # sudo: whose they are does not matter; that they are there does.
        everything = self.sudo().with_context(active_test=False)
        return (
            everything.made_for_note
            and not everything.voice_note_ids - note
            and not everything.task_ids - note.task_ids
            and not everything.promise_ids - note.promise_ids
            and not everything.objection_ids - note.objection_ids
            and not everything.next_ids
            and not everything.settled_task_id
            and not everything.message_ids.filtered(
                lambda message: message.message_type in ("comment", "email")
            )
        )

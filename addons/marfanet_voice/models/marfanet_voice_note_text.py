from odoo import api, models


class MarfanetVoiceNote(models.Model):
    """Typed text, read as if it had been spoken."""

    _inherit = "marfanet.voice.note"

    @api.model
    def _receive_text(self, interaction, text):
        """Have a text about an interaction read, one note for each interaction.

        :param interaction: one that the person may write
        :param text: what was typed
        :return: the note
        """
        self.check_access("create")
        interaction.check_access("write")
        client_uuid = interaction._typed_uuid()
        # sudo: of this one interaction, whoever had it read first.
        note = self.sudo().search([("client_uuid", "=", client_uuid)])
        if not note:
            # sudo: only this makes notes, of what was checked above. Without the text,
            # which PostgreSQL would print if another transaction were first.
            note = self.sudo().create(
                {
                    "client_uuid": client_uuid,
                    "interaction_id": interaction.id,
                    "user_id": interaction.user_id.id,
                    "date": interaction.date,
                }
            )
        if note.transcript != text:
            note._set_transcript(text, "typed", segments=False)
        else:
            note.action_marfanet_summarise()
        return note.sudo(self.env.su)

    def _marfanet_open(self):
        """Return the action that shows the notes."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Voice Notes"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.ids)],
        }
        if len(self) == 1:
            action.update(views=[(False, "form")], res_id=self.id)
        return action

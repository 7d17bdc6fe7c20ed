from odoo import api, models
from odoo.exceptions import AccessError

NOTE = "marfanet.voice.note"
#: What would show a recording to people who may not read its note.
OPENING = ("public", "access_token")
#: What would make it another recording, or another record's.
CHANGING = (
    "res_model", "res_id", "res_field", "type", "url", "raw", "datas", "db_datas",
    "mimetype",
)  # fmt: skip


class IrAttachment(models.Model):
    """Recordings are for those who may read the note, and stay what was recorded."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        for values in vals_list:
            if values.get("res_model") == NOTE:
                self._check_not_opened(values)
        return super().create(vals_list)

    def write(self, vals):
        if self._are_recordings() or vals.get("res_model") == NOTE:
            self._check_not_opened(vals)
        if not self.env.su and set(CHANGING) & vals.keys() and self._are_recordings():
            raise AccessError(
                self.env._("A recording cannot be changed or moved to another record.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recordings(self):
        if not self._are_recordings():
            return
        # sudo: whether a note has one, whoever asks; nothing of the note is shown.
        notes = self.env["marfanet.voice.note"].sudo()
        if notes.search_count([("attachment_id", "in", self.ids)], limit=1):
            raise AccessError(
                self.env._(
                    "A recording cannot be deleted by itself: it goes with its voice"
                    " note, or after the days that an administrator has set."
                )
            )

    def _can_return_content(self, field_name=None, access_token=None):
        # Neither a token nor a flag stands in for the right to read the note.
        if self._are_recordings():
            return False
        return super()._can_return_content(field_name, access_token)

    def _are_recordings(self):
        """Whether one of these belongs to a voice note."""
        # sudo: to learn whose they are, whoever asks; nothing of it is shown.
        return NOTE in self.sudo().mapped("res_model")

    def _check_not_opened(self, values):
        # For the superuser too: generate_access_token can be called by everybody, and
        # code that shares files calls it in that name.
        if any(values.get(name) for name in OPENING):
            raise AccessError(
                self.env._(
                    "A recording is only for those who may read its voice note; it"
                    " cannot be made public or shared by a link."
                )
            )

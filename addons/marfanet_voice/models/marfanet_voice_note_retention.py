from datetime import timedelta

from odoo import api, fields, models

BATCH = 100
# A century; whoever keeps it longer keeps it for ever.
MOST_DAYS = 36_500


class MarfanetVoiceNote(models.Model):
    """Letting go of the sound, when the administrator does not want it kept for ever.

    Only of notes that are done: while the sound may still be needed to find out what
    was said, it stays, however old it is.
    """

    _inherit = "marfanet.voice.note"

    sound_deleted_on = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the recording was deleted, as the settings ask; what was said and"
        " what was found in it stay.",
    )

    @api.model
    def _cron_delete_sound(self):
        """Delete old recordings in batches, each of its own transaction."""
        days = self._limit("marfanet_voice.keep_days", 0, MOST_DAYS)
        if not days:
            return
        domain = [
            ("state", "=", "ready"),
            ("transcript", "!=", False),
            ("attachment_id", "!=", False),
            ("date", "<", fields.Datetime.now() - timedelta(days=days)),
        ]
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(domain))
        while notes := self.search(domain, limit=BATCH, order="id"):
            notes._delete_sound()
            if not cron._commit_progress(len(notes)):
                return

    def _delete_sound(self):
        # All of it: whoever may write a note may have copied its recording.
        sounds = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        self.write({"attachment_id": False, "sound_deleted_on": fields.Datetime.now()})
        sounds.unlink()

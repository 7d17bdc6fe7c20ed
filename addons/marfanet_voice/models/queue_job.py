from odoo import models


class QueueJob(models.Model):
    _inherit = "queue.job"

    def write(self, vals):
        # Tracked is only what a job failed with, and all of a job is read for it.
        if not vals.get("exc_message"):
            self = self.with_context(tracking_disable=True)
        return super().write(vals)

    def _message_post_on_failure(self):
        # A voice note says itself what went wrong, to whom it concerns; its agent has
        # no business with jobs, and would be sent mail about one.
        others = self.filtered(lambda job: job.model_name != "marfanet.voice.note")
        return super(QueueJob, others)._message_post_on_failure()

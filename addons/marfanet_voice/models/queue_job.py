from odoo import models


class QueueJob(models.Model):
    _inherit = "queue.job"

    def _message_post_on_failure(self):
        # A voice note says itself what went wrong, to whom it concerns; its agent has
        # no business with jobs, and would be sent mail about one.
        others = self.filtered(lambda job: job.model_name != "marfanet.voice.note")
        return super(QueueJob, others)._message_post_on_failure()

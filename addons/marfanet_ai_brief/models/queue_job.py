from odoo import models


class QueueJob(models.Model):
    _inherit = "queue.job"

    def _message_post_on_failure(self):
        # The agent has the brief written on opening it, and has no business with jobs.
        others = self.filtered(lambda job: job.model_name != "marfanet.call.brief")
        return super(QueueJob, others)._message_post_on_failure()

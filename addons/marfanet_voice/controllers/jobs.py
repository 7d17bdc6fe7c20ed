from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.job import DONE, Job

from ..tools import crash
from ..tools.succession import CONTEXT_KEY, Succession


class NoteJobController(RunJobController):
    """Goes on with a note where one of its jobs has ended, in the same worker.

    The way of a job over the runner and a request of its own takes as much processor
    time as a stage's own work. What is left out is only that way: each stage is a job
    of its own, which has been committed before the next one begins.
    """

    @classmethod
    def _runjob(cls, env, job):
        if job.recordset._name != "marfanet.voice.note":
            super()._runjob(env, job)
            return
        succession = Succession()
        while job:
            job.recordset = job.recordset.with_context(**{CONTEXT_KEY: succession})
            super()._runjob(env, job)
            job_uuid = succession.take()
            # One that was put off has been rolled back, and its successor with it.
            job = job_uuid and job.state == DONE and cls._take_over(env, job_uuid)

    @classmethod
    def _take_over(cls, env, job_uuid):
        """Return a job that was handed over to this worker, locked as while it runs.

        :return: None if somebody else has taken it for dead meanwhile
        """
        crash.reach("handed_over")
        job = Job.load(env, job_uuid)
        return job if job.lock() else None

from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.job import DONE

from ..note_job import NoteJob
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
        job = NoteJob.of(job)
        while job:
            job.recordset = job.recordset.with_context(**{CONTEXT_KEY: succession})
            super()._runjob(env, job)
            following = succession.take()
            # One that was put off has been rolled back, and its successor with it.
            done = following and job.state == DONE
            job = done and cls._take_over(env, following)

    @classmethod
    def _take_over(cls, env, job):
        """Return a job that was handed over to this worker, locked as while it runs.

        :return: None if somebody else has taken it for dead meanwhile
        """
        crash.reach("handed_over")
        # What it would be if it were read from its record: of what the job before it
        # had in its context, nothing.
        records = job.recordset
        job.recordset = records.with_env(
            env(
                user=records.env.uid,
                context=records._job_prepare_context_before_enqueue(),
                su=records.env.su,
            )
        )
        return job if job.lock() else None

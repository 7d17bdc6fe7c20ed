"""A note's job as the worker that has it stores it: in one statement each time."""

import os
from datetime import datetime

from odoo.tools import SQL

from odoo.addons.queue_job.job import DONE, STARTED, Job


class NoteJob(Job):
    """A job that this worker has begun, or goes on with.

    By Odoo's records, which queue_job keeps as conversations, storing the three jobs of
    a short note takes a sixth of a worker's own time. What is stored is the same.
    """

    @classmethod
    def of(cls, job):
        """Return the job, to be stored by this class from now on."""
        ours = cls.__new__(cls)
        vars(ours).update(vars(job))
        return ours

    # A note's jobs wait for no others; queue_job would look for them at each storing.
    depends_on = reverse_depends_on = frozenset()

    def store_as_begun(self):
        """Store it for the first time, as queue_job makes it when a worker takes it.

        So it is never seen as pending, and has from the start the record that is
        locked while it runs. If this worker dies before it locks that, the runner
        finds the job dead, like any other, and starts it again.
        """
        self.set_enqueued()
        self.state = STARTED
        self.date_started = datetime.now()
        self.worker_pid = os.getpid()
        jobs = self.env["queue.job"]
        columns = {
            name: jobs._fields[name].convert_to_column_insert(value, jobs)
            for name, value in self._store_values(create=True).items()
        }
        self._execute(
            SQL(
                """WITH job AS (INSERT INTO queue_job (%s) VALUES %s RETURNING id)
                   INSERT INTO queue_job_lock (id, queue_job_id)
                   SELECT id, id FROM job""",
                SQL(", ").join(map(SQL.identifier, columns)),
                tuple(columns.values()),
            )
        )

    def store(self):
        """Store that it is done; where it stands otherwise, by its record."""
        if self.state != DONE:
            super().store()
            return
        self._execute(
            SQL(
                """UPDATE queue_job
                      SET state = %s, date_done = %s, exec_time = %s, retry = %s,
                          result = %s,
                          exc_name = NULL, exc_message = NULL, exc_info = NULL
                    WHERE uuid = %s""",
                self.state,
                self.date_done,
                self.exec_time,
                self.retry,
                str(self.result) if self.result else None,
                self.uuid,
            )
        )

    def _execute(self, query):
        # What is known of its record is stored before, and read again after.
        self.env["queue.job"].invalidate_model()
        self.env.cr.execute(query)

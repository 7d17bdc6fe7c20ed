import os
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.job import Job

from ..note_job import NoteJob
from ..tools import succession
from .common import GATEWAY_LOG, KEY, KEY_NAME, SAID, MarfanetVoiceCommon


@tagged("post_install", "-at_install")
class TestSuccession(MarfanetVoiceCommon, HttpCase):
    """A worker goes on with a note whose job it has done."""

    def setUp(self):
        super().setUp()
        self.enterContext(patch.dict(os.environ, {KEY_NAME: KEY}))
        self._add_provider("speech")

    def _run_first_job(self, note):
        """Do with the note's job what the job runner does with one."""
        self.env.flush_all()
        job = self._jobs(note).filtered(lambda job: job.state == "pending")
        job.write({"state": "enqueued", "date_enqueued": fields.Datetime.now()})
        self.env.flush_all()
        self.url_open(f"/queue_job/runjob?job_uuid={job.uuid}").raise_for_status()
        self.env.invalidate_all()

    def _jobs(self, note):
        jobs = self.env["queue.job"].search(
            [("model_name", "=", note._name)], order="id"
        )
        return jobs.filtered(lambda job: job.records == note)

    def test_all_stages_are_done_in_one_request_and_each_is_a_job(self):
        note = self._receive()
        self.ai.speech(SAID, seconds=2.0)
        self._run_first_job(note)
        self.assertEqual(note.state, "ready")
        jobs = self._jobs(note)
        self.assertEqual(
            jobs.mapped("method_name"), ["_transcribe", "_analyse", "_apply"]
        )
        self.assertEqual(set(jobs.mapped("state")), {"done"})
        self.assertEqual(jobs[1:].mapped("worker_pid"), [os.getpid()] * 2)

    def test_job_that_follows_runs_as_it_would_from_its_record(self):
        note = self._receive()
        self.ai.speech(SAID, seconds=2.0)
        lock, seen = Job.lock, []

        def compared(job):
            stored = Job.load(job.env, job.uuid)
            for name in ("uid", "su", "context"):
                seen.append(
                    (getattr(job.env, name), getattr(stored.recordset.env, name))
                )
            return lock(job)

        with patch.object(Job, "lock", compared):
            self._run_first_job(note)
        self.assertEqual(note.state, "ready")
        _first, *following = [seen[n : n + 3] for n in range(0, len(seen), 3)]
        self.assertEqual(len(following), 2)
        for here, stored in [pair for job in following for pair in job]:
            self.assertEqual(here, stored)

    def test_job_that_follows_is_stored_as_queue_job_stores_one(self):
        here, there = self._receive(), self._receive()
        for _stage in range(2):
            self.ai.speech(SAID, seconds=2.0)
        self._run_first_job(here)
        with (
            patch.object(succession, "LONG", 0),
            patch.object(NoteJob, "of", lambda job: job),
        ):
            for _stage in range(3):
                self._run_first_job(there)
        for ours, theirs in zip(self._jobs(here), self._jobs(there), strict=True):
            self.assertEqual(self._stored(ours), self._stored(theirs))

    def _stored(self, job):
        """Return what is stored of a job, but for what no two jobs share."""
        [values] = job.read(load=None)
        for name in ("records", "name", "func_string"):
            values[name] = str(values[name]).replace(str(job.records.id), "N")
        for name, value in values.items():
            if name.startswith("date_") or name == "exec_time":
                values[name] = bool(value)
        own = ("id", "uuid", "display_name")
        return {name: value for name, value in values.items() if name not in own}

    def test_what_is_put_off_is_left_to_the_runner(self):
        note = self._receive()
        self.ai.fault(503)
        with mute_logger(GATEWAY_LOG):
            self._run_first_job(note)
        self.assertEqual(note.state, "waiting")
        first, later = self._jobs(note)
        self.assertEqual((first.state, later.state), ("done", "pending"))
        self.assertEqual(later.eta, note.retry_at)

    def test_long_request_leaves_the_next_job_to_the_runner(self):
        note = self._receive()
        self.ai.speech(SAID, seconds=2.0)
        with patch.object(succession, "LONG", 0):
            self._run_first_job(note)
        self.assertEqual(note.state, "transcribed")
        self.assertEqual(self._jobs(note).mapped("state"), ["done", "pending"])

    def test_job_that_was_taken_for_dead_is_not_run_here(self):
        note = self._receive()
        self.ai.speech(SAID, seconds=2.0)
        lock = Job.lock

        def requeued(job):
            if job.method_name == "_analyse":
                # As the runner does.
                job.env.cr.execute(
                    "UPDATE queue_job SET state = 'pending' WHERE uuid = %s",
                    [job.uuid],
                )
            return lock(job)

        with patch.object(Job, "lock", requeued):
            self._run_first_job(note)
        self.assertEqual(note.state, "transcribed")
        self.assertEqual(self._jobs(note).mapped("state"), ["done", "pending"])

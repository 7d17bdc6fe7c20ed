from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from odoo.addons.queue_job.job import Job

from ..models.marfanet_voice_note_watch import MAX_RESCUES, RUNNER_STILL
from .common import SAID, MarfanetVoiceCommon

WATCH_LOG = "odoo.addons.marfanet_voice.models.marfanet_voice_note_watch"


class TestVoiceNoteWatch(MarfanetVoiceCommon):
    """What stands still is started again. Jobs are real rows here."""

    def setUp(self):
        super().setUp()
        # The cron commits; everything here is one transaction.
        commit = patch.object(type(self.env["ir.cron"]), "_commit_progress")
        self.enterContext(commit)
        self.now = fields.Datetime.now()
        self.queue = self.env["queue.job"].sudo()
        self.queue.search([]).unlink()
        self.note = self._receive()

    def _jobs(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.queue.search([("model_name", "=", self.note._name)])

    def _stand_still(self, minutes=10, **job):
        """Let the note stand for minutes, with its job as told, or gone."""
        self.note.sudo().step_date = self.now - timedelta(minutes=minutes)
        if job:
            self._jobs().write(job)
        else:
            self._jobs().unlink()

    def _watch(self):
        self.env["marfanet.voice.note"]._cron_watch()

    def test_note_whose_job_is_gone_is_started_again(self):
        self._stand_still()
        self._watch()
        [job] = self._jobs()
        self.assertEqual((job.method_name, job.user_id), ("_transcribe", self.sara))
        self.assertEqual(self.note.rescues, 1)

    def test_note_whose_job_died_or_was_cancelled_is_started_again(self):
        for state in ("failed", "cancelled", "done"):
            with self.subTest(state):
                self._stand_still(state=state, exc_name="JobFoundDead")
                before = len(self._jobs())
                self._watch()
                self.assertEqual(len(self._jobs()), before + 1)
                self._jobs()[1:].unlink()

    def test_note_whose_job_the_runner_gave_up_is_started_again_at_once(self):
        self._stand_still(minutes=0, state="failed", exc_name="JobFoundDead")
        self._watch()
        self.assertEqual((len(self._jobs()), self.note.rescues), (2, 1))
        # Which goes on with it now
        self._watch()
        self.assertEqual((len(self._jobs()), self.note.rescues), (2, 1))

    def test_job_that_has_told_its_fault_is_not_started_again_before_its_time(self):
        self._stand_still(minutes=0, state="failed", exc_name="ValueError")
        self._watch()
        self.assertEqual((len(self._jobs()), self.note.rescues), (1, 0))

    def test_note_goes_on_from_where_it_stands(self):
        self._stand_still()
        self.note.sudo()._set_transcript(SAID, "typed")
        self._stand_still()
        self._watch()
        self.assertEqual(self._jobs().method_name, "_analyse")

    def test_note_that_moves_or_has_its_job_is_left_alone(self):
        later = self.now + timedelta(hours=1)
        cases = {
            "moves": {"minutes": 1, "state": "done"},
            "is due": {"state": "pending"},
            "is about to run": {"state": "enqueued"},
            "runs": {"state": "started", "date_started": self.now},
        }
        for name, case in cases.items():
            with self.subTest(name):
                self._stand_still(**case)
                before = len(self._jobs())
                self._watch()
                self.assertEqual((len(self._jobs()), self.note.rescues), (before, 0))
        self.note.sudo().write({"state": "waiting", "retry_at": later})
        self._stand_still()
        self._watch()
        self.assertFalse(self._jobs())

    def test_job_that_hangs_or_was_put_off_does_not_count(self):
        long_ago = self.now - timedelta(hours=1)
        for job in (
            {"state": "started", "date_started": long_ago},
            {"state": "pending", "eta": self.now + timedelta(days=9)},
        ):
            with self.subTest(job):
                self._stand_still(**job)
                before = len(self._jobs())
                self._watch()
                self.assertEqual(len(self._jobs()), before + 1)
                self._jobs()[1:].unlink()

    def test_note_that_never_gets_on_ends_with_a_person(self):
        for _time in range(MAX_RESCUES):
            self._stand_still()
            self._watch()
        self._stand_still()
        self._watch()
        self.assertEqual((self.note.state, len(self._jobs())), ("failed", 0))
        self.assertIn("The recording is safe", self.note.failure)

    def test_note_that_got_on_is_rescued_anew(self):
        self._stand_still()
        self._watch()
        self.note.sudo()._set_transcript(SAID, "typed")
        self.assertEqual(self.note.rescues, 0)

    def test_one_note_that_breaks_does_not_stop_the_others(self):
        other = self._receive()
        other.sudo().step_date = self.now - timedelta(minutes=9)
        self._stand_still()
        note_class = type(self.note)
        rescue = note_class._rescue

        def break_first(note):
            if note == self.note:
                raise ZeroDivisionError(SAID)
            rescue(note)

        with (
            patch.object(note_class, "_rescue", break_first),
            self.assertLogs(WATCH_LOG, "ERROR") as log,
        ):
            self._watch()
        self.assertNotIn(SAID, "".join(log.output))
        self.assertEqual((self.note.rescues, other.rescues), (0, 1))

    # the runner

    def _created_long_ago(self, jobs):
        jobs = jobs.with_context(_job_edit_sentinel=jobs.EDIT_SENTINEL)
        jobs.write({"date_created": self.now - 2 * RUNNER_STILL})

    def test_administrators_are_told_once_when_the_runner_stands_still(self):
        administrator = self.env.ref("base.user_admin").partner_id
        self._created_long_ago(self._jobs())
        told = [("subject", "=", "Voice notes stand still")]
        before = self.env["mail.message"].search_count(told)
        with self.assertLogs(WATCH_LOG, "ERROR"):
            self._watch()
        self._watch()
        messages = self.env["mail.message"].search(told)
        self.assertEqual(len(messages), before + 1)
        self.assertIn(administrator, messages[0].notified_partner_ids)
        # When it moves again, the next standstill is told of again.
        self._jobs().write({"date_enqueued": self.now, "state": "enqueued"})
        self._watch()
        self._jobs().write({"date_enqueued": False, "state": "pending"})
        with mute_logger(WATCH_LOG):
            self._watch()
        self.assertEqual(self.env["mail.message"].search_count(told), before + 2)

    def test_full_channels_are_no_standstill(self):
        self._receive()
        first, second = self._jobs()
        self._created_long_ago(first + second)
        first.write({"state": "started", "date_started": self.now - 2 * RUNNER_STILL})
        self._watch()
        self.assertFalse(
            self.env["ir.config_parameter"].get_param("marfanet_voice.runner_told")
        )

    def test_failed_job_sends_the_agent_no_mail(self):
        job = self._jobs()
        before = job.message_ids
        record = Job.load(self.env, job.uuid)
        record.set_failed(exc_name="Boom", exc_message="x", exc_info="x")
        record.store()
        self.assertEqual(job.message_ids, before)
        self.assertFalse(job.message_follower_ids)

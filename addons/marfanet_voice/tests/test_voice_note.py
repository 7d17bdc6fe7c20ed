import os
import uuid
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.marfanet_voice_note_jobs import LANGUAGE_RETRIES, RETRY_DELAYS
from .common import KEY, KEY_NAME, RECORDED, SAID, TUESDAY, MarfanetVoiceCommon

PROVIDER_LOG = "odoo.addons.marfanet_ai.models.marfanet_ai_provider"


class TestVoiceNote(MarfanetVoiceCommon):
    def setUp(self):
        super().setUp()
        self.enterContext(patch.dict(os.environ, {KEY_NAME: KEY}))
        self.jobs = self.enterContext(trap_jobs())

    def _analysed(self, said=SAID):
        """A note whose transcript has been read, with its jobs left behind."""
        note = self._receive()
        note._set_transcript(said, "typed")
        note._analyse()
        return note

    # receiving

    def test_received_note_waits_for_its_transcript(self):
        note = self._receive()
        self.assertEqual((note.state, note.user_id), ("received", self.sara))
        self.assertEqual(note.interaction_id.date, RECORDED)
        self.jobs.assert_enqueued_job(note._transcribe)

    def test_same_note_again_is_the_same_note(self):
        number = str(uuid.uuid4())
        self.assertEqual(
            self._receive(client_uuid=number), self._receive(client_uuid=number)
        )

    def test_same_number_for_another_recording_is_refused(self):
        note = self._receive()
        note.sha256 = "0" * 64
        with self.assertRaisesRegex(UserError, "Another recording"):
            self._receive(client_uuid=note.client_uuid)

    # transcribing

    def test_transcript_comes_from_the_speech_service(self):
        note = self._receive()
        self._add_provider("speech")
        self.ai.speech(SAID, seconds=2.0)
        note._transcribe()
        self.assertEqual((note.state, note.transcript), ("transcribed", SAID))
        self.jobs.assert_enqueued_job(note._analyse)

    def test_transcript_is_paid_for_once(self):
        note = self._receive()
        self._add_provider("speech")
        self.ai.speech(SAID, seconds=2.0)
        note._transcribe()
        note._transcribe()
        self.assertEqual(len(self.ai.requests), 1)

    def test_without_a_speech_service_the_note_waits_for_a_person(self):
        note = self._receive()
        note._transcribe()
        self.assertEqual(note.state, "untranscribed")

    def test_second_service_is_asked_when_the_first_cannot(self):
        note = self._receive()
        self._add_provider("speech")
        self._add_provider("speech")
        self.ai.fault(503)
        self.ai.speech(SAID, seconds=2.0)
        with self.assertLogs(PROVIDER_LOG, "WARNING"):
            note._transcribe()
        self.assertEqual(note.state, "transcribed")

    def test_service_that_is_down_is_asked_again_later(self):
        note = self._receive()
        self._add_provider("speech")
        self.ai.fault(503)
        with freeze_time("2025-11-29 08:00:00"), mute_logger(PROVIDER_LOG):
            note._transcribe()
            now = fields.Datetime.now()
        self.assertEqual(note.state, "waiting")
        self.assertEqual(note.retry_at, now + RETRY_DELAYS[0])
        self.assertIn("fault of its own", note.failure)
        self.jobs.assert_enqueued_job(
            note._transcribe, properties={"eta": note.retry_at}
        )

    def test_trying_again_does_not_wait_for_the_planned_try(self):
        note = self._receive()
        self._add_provider("speech")
        self.ai.fault(503)
        with mute_logger(PROVIDER_LOG):
            note._transcribe()
        planned = len(self.jobs.enqueued_jobs)
        note.action_retry()
        self.assertEqual([job.eta for job in self.jobs.enqueued_jobs[planned:]], [None])

    def test_wait_that_the_service_asks_for_counts_up_to_an_hour(self):
        self._add_provider("speech")
        for asked, minutes in [(300, 5), (10, 1), (86400, 60)]:
            with self.subTest(asked), freeze_time("2025-11-29 08:00:00"):
                note = self._receive()
                self.ai.fault(429, retry_after=asked)
                with mute_logger(PROVIDER_LOG):
                    note._transcribe()
                self.assertEqual(
                    note.retry_at - fields.Datetime.now(), timedelta(minutes=minutes)
                )

    def test_service_that_stays_down_ends_with_a_person(self):
        note = self._receive()
        self._add_provider("speech")
        with mute_logger(PROVIDER_LOG):
            for _attempt in range(len(RETRY_DELAYS) + 1):
                self.ai.fault(503)
                note._transcribe()
        self.assertEqual(note.state, "failed")
        self.assertIn("The recording is safe", note.failure)

    def test_key_that_is_refused_needs_a_person_at_once(self):
        note = self._receive()
        self._add_provider("speech")
        with patch.dict(os.environ, {KEY_NAME: "another"}), mute_logger(PROVIDER_LOG):
            note._transcribe()
        self.assertEqual(note.state, "failed")
        self.assertIn("does not accept the key", note.failure)

    def test_silence_needs_a_person(self):
        note = self._receive()
        self._add_provider("speech")
        self.ai.speech("", seconds=2.0)
        note._transcribe()
        self.assertEqual(note.state, "failed")
        self.assertIn("No speech was heard", note.failure)

    # reading

    def test_language_model_that_stays_down_leaves_the_reading_to_ours(self):
        note = self._receive()
        self._add_provider("language")
        note._set_transcript(SAID, "typed")
        with mute_logger(PROVIDER_LOG):
            for _attempt in range(LANGUAGE_RETRIES):
                self.ai.fault(503)
                note._analyse()
                self.assertEqual(note.state, "waiting")
            self.ai.fault(503)
            note._analyse()
        self.assertEqual((note.state, note.read_by), ("analysed", "Built-in reader"))

    def test_language_model_that_makes_no_sense_leaves_the_reading_to_ours(self):
        note = self._receive()
        self._add_provider("language")
        note._set_transcript(SAID, "typed")
        self.ai.fault("html")
        with mute_logger(PROVIDER_LOG):
            note._analyse()
        self.assertEqual((note.state, note.read_by), ("analysed", "Built-in reader"))

    def test_reader_is_named(self):
        note = self._receive()
        self._add_provider("language")
        note._set_transcript(SAID, "typed")
        self.ai.answer(None)
        note._analyse()
        self.assertEqual(note.read_by, "language (grok-4.3)")

    # applying

    def test_what_was_found_fills_the_interaction_and_proposes_the_tasks(self):
        note = self._analysed()
        note._apply()
        interaction, task = note.interaction_id, note.task_ids
        self.assertEqual(note.state, "ready")
        self.assertEqual(interaction.sentiment, "positive")
        self.assertEqual(interaction.ai_review, "suggested")
        self.assertEqual(task.interaction_id, interaction)
        self.assertEqual(task.partner_id, self.representative)
        self.assertEqual(task.user_id, self.sara)
        self.assertEqual(task.date_due, TUESDAY)
        self.assertEqual((task.origin, task.ai_review), ("ai", "suggested"))

    def test_applying_twice_makes_no_second_task(self):
        note = self._analysed()
        note._apply()
        note._apply()
        # As if the job had died after its work, before its note changed state.
        note.state = "analysed"
        note._apply()
        self.assertEqual(len(note.task_ids), 1)

    def test_words_of_a_person_are_never_replaced(self):
        note = self._analysed()
        note.interaction_id.summary = "به قلم خودم"
        note._apply()
        self.assertEqual(note.interaction_id.summary, "به قلم خودم")
        self.assertEqual(note.interaction_id.sentiment, "positive")

    def test_what_a_person_corrects_is_no_suggestion_any_more(self):
        note = self._analysed()
        note._apply()
        note.interaction_id.summary = "اصلاح شد"
        note.task_ids.name = "اصلاح شد"
        self.assertEqual(note.interaction_id.ai_review, "edited")
        self.assertEqual(note.task_ids.ai_review, "edited")

    def test_suggestion_is_confirmed_in_one_click(self):
        note = self._analysed()
        note._apply()
        note.task_ids.action_confirm_suggestion()
        self.assertEqual(note.task_ids.ai_review, "confirmed")

    def test_suggestion_that_is_dismissed_was_never_confirmed(self):
        note = self._analysed()
        note._apply()
        note.task_ids.action_dismiss()
        self.assertEqual(note.task_ids.state, "dismissed")
        self.assertEqual(note.task_ids.ai_review, "suggested")

    def test_doubt_about_a_date_goes_when_a_person_sets_it(self):
        note = self._analysed("با او صحبت کردم. ۳۱ آذر دوباره تماس بگیرم.")
        note._apply()
        task = note.task_ids
        self.assertEqual((task.date_due, task.date_doubt), (False, "no_date"))
        task.date_due = TUESDAY
        self.assertFalse(task.date_doubt)

    # failing

    def test_job_that_breaks_leaves_a_note_that_says_so(self):
        note = self._receive()
        with self.assertLogs("odoo.addons.marfanet_voice", "ERROR") as log:
            note._on_job_failed(exc_name="Boom", exc_message=SAID, exc_info=SAID)
        self.assertEqual(note.state, "failed")
        self.assertIn("The recording is safe", note.failure)
        self.assertNotIn(SAID, "".join(log.output))

    def test_typed_words_go_on_from_where_the_note_stopped(self):
        note = self._receive()
        note._transcribe()
        with self.assertRaisesRegex(UserError, "Type what was said"):
            note.action_use_transcript()
        note.transcript = SAID
        note.action_use_transcript()
        self.assertEqual((note.state, note.transcript_origin), ("transcribed", "typed"))
        self.jobs.assert_enqueued_job(note._analyse)

    def test_trying_again_does_not_buy_a_second_transcript(self):
        note = self._receive()
        note._set_transcript(SAID, "speech", "xAI")
        note._fail("broken")
        note.action_retry()
        self.assertEqual(note.state, "transcribed")

import os
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tools import mute_logger

from ..models import marfanet_voice_note_speech
from ..models.marfanet_voice_note_jobs import RETRY_DELAYS
from ..models.marfanet_voice_result import MarfanetVoiceResult
from .common import GATEWAY_LOG, KEY_NAME, SAID, PipelineCommon
from .idempotent import IdempotentStages


class TestVoiceNoteSpeech(IdempotentStages, PipelineCommon):
    """From the recording to the transcript."""

    def _waiting(self, fault=503, **options):
        note = self._receive()
        if not self.env["marfanet.ai.provider"].search([]):
            self._add_provider("speech")
        self.ai.fault(fault, **options)
        with mute_logger(GATEWAY_LOG):
            self._run_jobs()
        return note

    def test_transcript_comes_from_the_speech_service(self):
        note = self._heard()
        self.assertEqual((note.transcript, note.state), (SAID, "ready"))
        self.assertEqual(
            (note.transcript_origin, note.transcribed_by), ("speech", "speech")
        )

    def test_lines_of_the_transcript_have_their_times(self):
        segments = self._heard().segments
        self.assertEqual(" ".join(line["text"] for line in segments), SAID)
        self.assertEqual(segments[0]["start"], 0)
        self.assertLessEqual(segments[-1]["end"], 2.1)

    def test_every_stage_run_again_changes_nothing_and_costs_nothing(self):
        note = self._heard()
        for job in (
            note._transcribe,
            lambda: note._transcribe_piece(0, 0),
            note._join,
            note._analyse,
            note._apply,
        ):
            with self.subTest(job):
                self.it_behaves_like_an_idempotent_job(note, job)

    def test_answer_is_kept_though_the_job_dies_right_after(self):
        note = self._receive()
        self._add_provider("speech")
        self.ai.speech(SAID, seconds=2.0)
        keep = MarfanetVoiceResult._keep

        def keep_and_die(*args):
            keep(*args)
            raise ZeroDivisionError

        with (
            patch.object(MarfanetVoiceResult, "_keep", keep_and_die),
            self.assertRaisesRegex(Exception, "ZeroDivisionError"),
        ):
            self._run_jobs()
        note._go_on()
        self._run_jobs()
        self.assertEqual((note.transcript, note.state), (SAID, "ready"))
        self.assertEqual(len(self.ai.requests), 1)

    def test_what_a_kill_leaves_of_a_piece_lies_where_it_is_cleared(self):
        note = self._receive()
        note.sudo().is_fit = False
        folder = self.env["ir.attachment"]._marfanet_folder()
        with note._prepared(0, "ogg", 10**6) as path:
            self.assertTrue(path.is_relative_to(folder))
            days = fields.Datetime.now() - timedelta(days=2)
            os.utime(path.parent, (days.timestamp(), days.timestamp()))
            self.env["marfanet.voice.upload"]._gc_files()
            self.assertFalse(path.parent.exists())
            # The end of the block removes it once more.
            path.parent.mkdir()

    def test_without_a_speech_service_the_note_waits_for_a_person(self):
        note = self._receive()
        self._run_jobs()
        self.assertEqual(note.state, "untranscribed")
        self.assertIn("type what was said", note.failure)

    def _over_budget(self, note):
        """Have no money left for the note until tomorrow."""
        self._add_provider("speech").price_minute = 1
        self.budget = self.env["marfanet.ai.budget"].search([("level", "=", "user")])
        self.budget.amount = 0.001
        note.user_id.tz = "Asia/Tehran"
        self.env.flush_all()
        with freeze_time("2025-11-29 08:00:00"):
            self._run_jobs()

    def test_over_budget_the_note_goes_on_by_itself_the_next_day(self):
        note = self._receive()
        self._over_budget(note)
        self.assertEqual(note.state, "waiting")
        self.assertIn("The budget for AI services is used up.", note.failure)
        self.assertIn("type what was said", note.failure)
        midnight_in_tehran = datetime(2025, 11, 29, 20, 30)
        self.assertEqual(note.retry_at, midnight_in_tehran)
        self.assertEqual(self._planned(), [midnight_in_tehran])
        self.budget.amount = 10
        self.env.flush_all()
        self.ai.speech(SAID, seconds=2.0)
        self._run_planned()
        self.assertEqual((note.transcript, note.state), (SAID, "ready"))

    def test_over_budget_what_a_person_types_is_read_at_once(self):
        note = self._receive()
        self._over_budget(note)
        note.transcript = SAID
        self._run_jobs()
        self.assertEqual(note.state, "ready")
        self._run_planned()
        self.assertEqual(note.transcript_origin, "typed")
        self.assertFalse(self.ai.requests)

    def test_note_that_fits_into_no_budget_waits_for_a_person_in_the_end(self):
        note = self._receive()
        self._over_budget(note)
        for _day in range(marfanet_voice_note_speech.MAX_RENEWALS):
            self.assertEqual(note.state, "waiting")
            self._run_planned()
        self.assertEqual(note.state, "untranscribed")
        self.assertIn("type what was said", note.failure)

    def test_second_service_is_asked_when_the_first_cannot(self):
        self._add_provider("speech")
        self._add_provider("speech")
        self.ai.fault(503)
        with self.assertLogs(GATEWAY_LOG, "WARNING"):
            note = self._heard()
        self.assertEqual(note.state, "ready")

    def test_service_that_is_down_is_asked_again_later(self):
        with freeze_time("2025-11-29 08:00:00"):
            note = self._waiting()
            now = fields.Datetime.now()
        self.assertEqual((note.state, note.attempts), ("waiting", 1))
        self.assertEqual(note.retry_at, now + RETRY_DELAYS[0])
        self.assertIn("fault of its own", note.failure)
        self.assertEqual(self._planned(), [note.retry_at])

    def test_trying_again_does_not_wait_for_the_planned_try(self):
        note = self._waiting()
        self.ai.speech(SAID, seconds=2.0)
        note.action_retry()
        self._run_jobs()
        self.assertEqual(note.state, "ready")
        self._run_planned()
        self.assertEqual(len(self.ai.requests), 2)

    def test_wait_that_the_service_asks_for_counts_up_to_an_hour(self):
        for asked, minutes in [(300, 5), (10, 1), (86400, 60)]:
            with self.subTest(asked), freeze_time("2025-11-29 08:00:00"):
                self.env["marfanet.ai.provider"].search([]).active = False
                note = self._waiting(429, retry_after=asked)
                self.assertEqual(
                    note.retry_at - fields.Datetime.now(), timedelta(minutes=minutes)
                )

    def test_service_that_stays_down_ends_with_a_person(self):
        note = self._receive()
        self._add_provider("speech")
        note.sudo().attempts = len(RETRY_DELAYS)
        self.ai.fault(503)
        with mute_logger(GATEWAY_LOG):
            self._run_jobs()
        self.assertEqual(note.state, "failed")
        self.assertIn("The recording is safe", note.failure)

    def test_key_that_is_refused_needs_a_person_at_once(self):
        note = self._receive()
        self._add_provider("speech")
        with patch.dict(os.environ, {KEY_NAME: "another"}), mute_logger(GATEWAY_LOG):
            self._run_jobs()
        self.assertEqual(note.state, "failed")
        self.assertIn("does not accept the key", note.failure)

    def test_silence_needs_a_person(self):
        note = self._heard("")
        self.assertEqual(note.state, "failed")
        self.assertIn("No speech was heard", note.failure)

    def test_service_is_told_the_language_and_the_words_to_expect(self):
        terms = self.env["marfanet.voice.term"]
        # What workers keep in mind of them follows each change.
        self.assertTrue(terms._names())
        terms.search([]).active = False
        self.assertFalse(terms._names())
        terms.create({"name": "Zarrin VPN"})
        self._heard(language="en")
        [request] = self.ai.requests
        self.assertEqual(dict(request.fields)["language"], "en")
        terms = [value for name, value in request.fields if name == "keyterm"]
        self.assertEqual(terms, ["علی رضایی", "ali.rezaei", "Zarrin VPN"])

    def test_another_hearing_is_asked_for_only_on_purpose(self):
        note = self._heard()
        note.action_marfanet_transcribe()
        self._run_jobs()
        self.assertEqual(len(self.ai.requests), 1)
        self.ai.speech("مشکل حل نشد.", seconds=2.0)
        note.action_transcribe_again()
        self.assertEqual(note.transcript, SAID)
        self._run_jobs()
        self.assertEqual((note.transcript, note.state), ("مشکل حل نشد.", "ready"))
        self.assertFalse(note.task_ids)
        self.assertEqual(len(self.ai.requests), 2)

    def test_typed_words_are_not_replaced_by_a_late_transcript(self):
        note = self._waiting()
        note.transcript = "با دست نوشتم."
        self._run_planned()
        self.assertEqual((note.transcript, note.state), ("با دست نوشتم.", "ready"))
        self.assertEqual(len(self.ai.requests), 1)


class TestPieces(PipelineCommon):
    """A recording that is sent in pieces."""

    PIECES = [[0.0, 1.0], [1.0, 1.0]]

    def setUp(self):
        super().setUp()
        self._add_provider("speech")
        self.note = self._receive()
        self.note.sudo().pieces = self.PIECES

    def test_pieces_are_joined_at_their_own_times(self):
        self.ai.speech("سلام.", seconds=1.0, words=[("سلام.", 0.2, 0.6)])
        self.ai.speech(
            "فردا تماس بگیرم.", seconds=1.0, words=[("فردا تماس بگیرم.", 0.5, 0.9)]
        )
        self._run_jobs()
        self.assertEqual(self.note.transcript, "سلام. فردا تماس بگیرم.")
        self.assertEqual(
            [(line["start"], line["end"]) for line in self.note.segments],
            [(0.2, 0.6), (1.5, 1.9)],
        )
        self.assertEqual(len(self.ai.requests), 2)

    def test_piece_that_failed_is_sent_again_alone(self):
        self.ai.fault(503)
        self.ai.speech("دوم.", seconds=1.0)
        with mute_logger(GATEWAY_LOG):
            self._run_jobs()
        self.assertEqual((self.note.state, self.note.attempts), ("waiting", 1))
        self.assertEqual(len(self._planned()), 1)
        self.ai.speech("یکم.", seconds=1.0)
        self._run_planned()
        self.assertEqual(self.note.transcript, "یکم. دوم.")
        self.assertEqual(len(self.ai.requests), 3)

    def test_two_pieces_in_the_same_trouble_make_one_try_later(self):
        self.ai.fault(503)
        self.ai.fault(503)
        with mute_logger(GATEWAY_LOG):
            self._run_jobs()
        self.assertEqual((self.note.attempts, len(self._planned())), (1, 1))


class TestLongRecording(PipelineCommon):
    """A recording that is really cut."""

    def test_long_recording_is_cut_and_put_together(self):
        self.patch(marfanet_voice_note_speech, "LONGEST_PIECE", 1)
        self._add_provider("speech")
        note = self._receive()
        self.ai.speech("سلام.", always=True)
        self._run_jobs()
        self.assertGreater(len(note.pieces), 1)
        self.assertEqual(len(self.ai.requests), len(note.pieces))
        starts = [start for start, _seconds in note.pieces]
        self.assertEqual(starts, sorted(starts))
        self.assertEqual(len(note.transcript.split()), len(note.pieces))
        self.assertGreater(note.segments[-1]["end"], starts[-1])

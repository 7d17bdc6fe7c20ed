import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import RECORDED, SAID, PipelineCommon


class TestVoiceNote(PipelineCommon):
    """Taking notes in, and keeping them."""

    def test_received_note_waits_for_its_transcript(self):
        note = self._receive()
        # Of one piece: there is nothing to plan.
        self.assertEqual((note.state, note.user_id), ("transcribing", self.sara))
        self.assertEqual(note.interaction_id.date, RECORDED)
        self.jobs.assert_enqueued_job(note._transcribe)

    def test_same_note_again_is_the_same_note(self):
        number = str(uuid.uuid4())
        self.assertEqual(
            self._receive(client_uuid=number), self._receive(client_uuid=number)
        )

    def test_same_number_for_another_recording_is_refused(self):
        note = self._receive()
        note.sudo().sha256 = "0" * 64
        with self.assertRaisesRegex(UserError, "Another recording"):
            self._receive(client_uuid=note.client_uuid)

    def test_job_that_breaks_is_tried_again_and_says_so(self):
        note = self._receive()
        for fault in range(4):
            with self.assertLogs("odoo.addons.marfanet_voice", "ERROR") as log:
                note._on_job_failed(exc_name="Boom", exc_message=SAID, exc_info=SAID)
            self.assertNotIn(SAID, "".join(log.output))
            self.assertEqual(note.state, "failed" if fault == 3 else "waiting")
        self.assertIn("The recording is safe", note.failure)

    def test_step_that_breaks_at_each_try_ends_however_far_it_gets_before(self):
        note = self._receive()
        note.sudo().pieces = [[0.0, 1.0], [1.0, 1.0]]
        read = self._typed()
        read.sudo().write({"state": "analysed", "rescues": 0})
        for broken, before in ((note, note._transcribe), (read, read._analyse)):
            with self.subTest(before=before.__name__):
                for fault in range(4):
                    with mute_logger("odoo.addons.marfanet_voice"):
                        broken._on_job_failed(exc_name="Boom")
                    ended = "failed" if fault == 3 else "waiting"
                    self.assertEqual(broken.state, ended)
                    # Goes well; the step that follows is the one that breaks.
                    before()

    def test_job_that_breaks_leaves_no_words_of_the_note_in_the_queue(self):
        note = self._typed()
        note.sudo().write({"state": "analysed", "finding": {"summary": SAID}})
        with self.assertRaises(Exception) as broken:
            note._apply()
        self.assertEqual(type(broken.exception).__name__, "StageFailed")
        self.assertIn("KeyError at", str(broken.exception))
        self.assertNotIn(SAID, str(broken.exception))
        self.assertIsNone(broken.exception.__context__)

    def test_jobs_are_told_numbers_and_nothing_of_the_note(self):
        self._heard()
        self.assertGreaterEqual(len(self.jobs.calls), 3)
        for call in self.jobs.calls:
            told = [*call.args, *call.kwargs.values()]
            self.assertTrue(all(isinstance(one, int) for one in told), told)
            self.assertRegex(call.properties["description"], r"^Voice note \d+: _\w+$")

    def test_typed_words_go_on_from_where_the_note_stopped(self):
        note = self._receive()
        self._run_jobs()
        self.assertEqual(note.state, "untranscribed")
        note.transcript = " "
        self.assertEqual(note.state, "untranscribed")
        note.transcript = SAID
        self.assertEqual((note.state, note.transcript_origin), ("transcribed", "typed"))
        self.jobs.assert_enqueued_job(note._analyse)

    def test_nobody_sets_what_the_work_keeps(self):
        note = self._receive()
        for values in (
            {"interaction_id": self._log_interaction(self.reza).id},
            {"finding": {}},
            {"state": "ready"},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                note.write(values)
        with self.assertRaises(AccessError):
            self.env["marfanet.voice.note"].with_user(self.sara).create(
                {"client_uuid": "1", "interaction_id": note.interaction_id.id}
            )

    def test_agent_is_told_of_each_state(self):
        self.env.cr.precommit.run()
        self.env["bus.bus"].sudo().search([]).unlink()
        note = self._receive()
        self._run_jobs()
        self.env.cr.precommit.run()
        sent = "".join(self.env["bus.bus"].sudo().search([]).mapped("message"))
        for state in ("transcribing", "untranscribed"):
            self.assertIn(f'"state":"{state}"', sent)
        self.assertIn(note.client_uuid, sent)

    def test_agent_who_has_left_gets_the_note_finished(self):
        note = self._receive()
        self.sara.active = False
        note.sudo()._set_transcript(SAID, "typed")
        self._run_jobs()
        self.assertEqual((note.sudo().state, len(note.sudo().task_ids)), ("ready", 1))

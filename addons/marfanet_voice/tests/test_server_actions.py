import base64
import uuid

from odoo.exceptions import AccessError, UserError

from .common import RECORDED, SAID, PipelineCommon


class TestServerActions(PipelineCommon):
    """*Transcribe and summarise* and *Summarise with AI*, as people run them."""

    def _run(self, name, records):
        action = self.env.ref(f"marfanet_voice.action_server_{name}")
        return (
            action.with_user(records.env.user)
            .with_context(
                active_model=records._name,
                active_ids=records.ids,
                active_id=records[:1].id,
            )
            .run()
        )

    def _attach(self, record, user=None, **values):
        return (
            self.env["ir.attachment"]
            .with_user(user or self.sara)
            .create(
                {
                    "name": "voice.ogg",
                    "mimetype": "audio/ogg",
                    "raw": self.recording.read_bytes(),
                    "res_model": record._name,
                    "res_id": record.id,
                    **values,
                }
            )
        )

    def _speak(self):
        self._add_provider("speech")
        self.ai.speech(SAID, seconds=2.0)

    # voice notes

    def test_note_that_stopped_is_transcribed_and_summarised(self):
        note = self._receive()
        self._run_jobs()
        self._speak()
        self._run("voice_note_transcribe", note)
        self._run_jobs()
        self.assertEqual(note.state, "ready")

    def test_note_of_a_colleague_is_refused(self):
        note = self._typed().with_user(self.reza)
        for name in ("voice_note_transcribe", "voice_note_summarise"):
            with self.subTest(name), self.assertRaises(AccessError):
                self._run(name, note)

    # interactions

    def test_typed_text_of_an_interaction_is_read_once(self):
        interaction = self._log_interaction(self.sara, summary=SAID)
        for _time in range(2):
            self._run("interaction_summarise", interaction)
            self._run_jobs()
        [note] = interaction.voice_note_ids
        self.assertEqual((note.state, note.attachment_id.id), ("ready", False))
        self.assertEqual(
            (interaction.summary, interaction.sentiment), (SAID, "positive")
        )
        self.assertEqual(len(interaction.task_ids), 1)

    def test_text_that_was_changed_is_read_again_without_doubling(self):
        interaction = self._log_interaction(self.sara, summary=SAID, date=RECORDED)
        self._run("interaction_summarise", interaction)
        self._run_jobs()
        interaction.summary = SAID.replace("سه‌شنبه", "چهارشنبه")
        self._run("interaction_summarise", interaction)
        self._run_jobs()
        self.assertEqual(len(interaction.voice_note_ids), 1)
        self.assertEqual(interaction.task_ids.date_due.day, 3)

    def test_text_that_ai_suggested_is_not_read_as_if_typed(self):
        interaction = self._typed().interaction_id
        with self.assertRaisesRegex(UserError, "no text to summarise"):
            self._run("interaction_summarise", interaction)

    def test_interaction_of_a_colleague_is_refused(self):
        interaction = self._log_interaction(self.sara, summary=SAID)
        with self.assertRaises(AccessError):
            self._run("interaction_summarise", interaction.with_user(self.reza))

    def test_recordings_in_the_chatter_are_transcribed(self):
        interaction = self._log_interaction(self.sara)
        self._attach(interaction)
        self._speak()
        self._run("interaction_transcribe", interaction)
        self._run_jobs()
        self.assertEqual(interaction.voice_note_ids.state, "ready")
        self.assertEqual(interaction.sentiment, "positive")

    def test_file_that_a_lead_had_transcribed_keeps_nobody_from_the_others(self):
        interaction = self._log_interaction(self.sara)
        file = self._attach(interaction)
        file.with_user(self.lead).action_marfanet_transcribe()
        interaction.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "has had this recording transcribed"):
            self._run("interaction_transcribe", interaction)
        self._attach(interaction)
        self._speak()
        self.ai.speech(SAID, seconds=2.0)
        self._run("interaction_transcribe", interaction)
        self._run_jobs()
        notes = interaction.sudo().voice_note_ids
        self.assertEqual(notes.user_id, self.lead | self.sara)
        self.assertEqual(set(notes.mapped("state")), {"ready"})

    def test_damaged_file_keeps_nobody_from_the_others(self):
        interaction = self._log_interaction(self.sara)
        damaged = self._attach(interaction)
        damaged.sudo().write({"name": "خراب.ogg", "raw": b"OggS" + bytes(2000)})
        with self.assertRaisesRegex(UserError, "خراب.ogg"):
            self._run("interaction_transcribe", interaction)
        self._attach(interaction)
        self._speak()
        action = self._run("interaction_transcribe", interaction)
        self.assertIn("خراب.ogg", action["params"]["message"])
        self._run_jobs()
        self.assertEqual(interaction.voice_note_ids.mapped("state"), ["ready"])

    def test_interaction_without_a_recording_says_so(self):
        with self.assertRaisesRegex(UserError, "no recording to transcribe"):
            self._run("interaction_transcribe", self._log_interaction(self.sara))

    # files

    def test_file_on_a_representative_is_transcribed_once(self):
        attachment = self._attach(self.env["res.partner"], res_id=0)
        attachment.sudo().write(
            {"res_model": "res.partner", "res_id": self.representative.id}
        )
        self._speak()
        action = self._run("attachment_transcribe", attachment)
        self._run_jobs()
        note = self.env["marfanet.voice.note"].browse(action["res_id"])
        self.assertEqual((note.partner_id, note.state), (self.representative, "ready"))
        again = self._run("attachment_transcribe", attachment)
        self._run_jobs()
        self.assertEqual(again["res_id"], note.id)
        self.assertEqual(len(self.ai.requests), 1)

    def test_file_stays_where_it_is(self):
        interaction = self._log_interaction(self.sara)
        attachment = self._attach(interaction)
        attachment.action_marfanet_transcribe()
        note = interaction.voice_note_ids
        self.assertNotEqual(note.attachment_id, attachment)
        self.assertEqual(attachment.res_id, interaction.id)
        self.assertEqual(note.attachment_id.raw, attachment.raw)

    def test_file_of_a_colleague_becomes_a_note_of_whom_asks(self):
        interaction = self._log_interaction(self.sara)
        attachment = self._attach(interaction)
        attachment.with_user(self.reza).action_marfanet_transcribe()
        note = self.env["marfanet.voice.note"].search([("user_id", "=", self.reza.id)])
        self.assertEqual(note.partner_id, self.representative)
        self.assertNotEqual(note.interaction_id, interaction)

    def test_file_that_a_colleague_had_transcribed_is_not_paid_for_again(self):
        attachment = self._attach(self._log_interaction(self.sara))
        first = attachment.action_marfanet_transcribe()["res_id"]
        enqueued = len(self.jobs.enqueued_jobs)
        led_to = attachment.with_user(self.lead).action_marfanet_transcribe()["res_id"]
        self.assertEqual(led_to, first)
        with self.assertRaisesRegex(UserError, "has had this recording transcribed"):
            attachment.with_user(self.reza).action_marfanet_transcribe()
        self.assertEqual(len(self.jobs.enqueued_jobs), enqueued)

    def test_what_is_no_recording_is_refused(self):
        interaction = self._log_interaction(self.sara)
        text = self._attach(interaction, mimetype="text/plain", raw=b"hello")
        with self.assertRaisesRegex(UserError, "is no recording"):
            text.action_marfanet_transcribe()
        liar = self._attach(interaction, raw=base64.b64encode(b"no sound" * 99))
        with self.assertRaisesRegex(UserError, "no recording that can be played"):
            liar.action_marfanet_transcribe()

    def test_file_on_something_else_is_refused(self):
        attachment = self._attach(self.env["res.partner"], res_model=False)
        with self.assertRaisesRegex(UserError, "Only recordings on"):
            attachment.action_marfanet_transcribe()

    def test_file_that_may_not_be_read_is_refused(self):
        recording = self._receive(client_uuid=str(uuid.uuid4())).attachment_id
        with self.assertRaises(AccessError):
            recording.with_user(self.reza).action_marfanet_transcribe()

import uuid
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError

from .common import SAID, PipelineCommon

CLAIM = "odoo.addons.marfanet_voice.models.marfanet_voice_claim"


class TestVoiceNoteInteraction(PipelineCommon):
    """Which interaction a recording belongs to."""

    def setUp(self):
        super().setUp()
        self.number = str(uuid.uuid4())

    def _log(self, user=None, **values):
        return self._log_interaction(user or self.sara, **values)

    def _ready(self, **values):
        return self._typed(SAID, **values)

    def test_recording_of_a_saved_interaction_belongs_to_it(self):
        interaction = self._log()
        note = self._receive(interaction=interaction)
        self.assertEqual(note.interaction_id, interaction)
        self.assertFalse(interaction.made_for_note)

    def test_interaction_of_a_colleague_takes_no_recording(self):
        with self.assertRaises(AccessError):
            self._receive(interaction=self._log(self.reza).with_user(self.sara))

    def test_interaction_with_somebody_else_takes_no_recording(self):
        other = self.representative.copy({"admin_username": "other"})
        interaction = self._log(partner_id=other.id)
        with self.assertRaisesRegex(ValidationError, "made on a record"):
            self._receive(interaction=interaction)

    def test_recording_that_comes_before_its_log_moves_to_it(self):
        note = self._receive(client_uuid=self.number)
        made = note.interaction_id
        self.assertTrue(made.made_for_note)
        log = self._log(voice_note_uuids=[self.number])
        self.assertEqual(note.interaction_id, log)
        self.assertFalse(made.exists())

    def test_recording_that_comes_after_its_log_finds_it(self):
        log = self._log(voice_note_uuids=[self.number])
        note = self._receive(client_uuid=self.number)
        self.assertEqual(note.interaction_id, log)

    def test_note_that_was_ready_moves_with_its_tasks_and_fills_the_log(self):
        note = self._ready(client_uuid=self.number)
        task = note.task_ids
        log = self._log(voice_note_uuids=[self.number], summary="به قلم خودم")
        self.assertEqual((task.interaction_id, note.state), (log, "analysed"))
        self._run_jobs()
        self.assertEqual(note.task_ids, task)
        self.assertEqual((log.summary, log.sentiment), ("به قلم خودم", "positive"))

    def test_interaction_that_somebody_worked_on_stays(self):
        note = self._receive(client_uuid=self.number)
        made = note.interaction_id
        made.feedback = "گران است"
        self._log(voice_note_uuids=[self.number])
        self.assertEqual(note.interaction_id, made)

    def test_nobody_claims_the_recording_of_a_colleague(self):
        note = self._receive(self.sara, client_uuid=self.number)
        self._log(self.reza, voice_note_uuids=[self.number])
        self.assertTrue(note.interaction_id.made_for_note)

    def test_nobody_fills_the_table_of_claims(self):
        log = self._log(voice_note_uuids=[self.number])
        with patch(f"{CLAIM}.MOST_A_DAY", 2):
            log.voice_note_uuids = [str(uuid.uuid4())]
            # Those that are known are no more.
            log.voice_note_uuids = [self.number]
            with self.assertRaisesRegex(ValidationError, "than anybody can record"):
                log.voice_note_uuids = [str(uuid.uuid4())]
            self._log(self.reza, voice_note_uuids=[str(uuid.uuid4())])

    def test_what_is_no_number_of_a_note_is_not_kept(self):
        nothing = (["x" * 100_000], ["a\0b"], [7], [[]], [None], "abc", {"a": 1}, 7)
        for numbers in nothing:
            with (
                self.subTest(str(numbers)[:20]),
                self.assertRaisesRegex(ValidationError, "list of voice notes"),
            ):
                self._log(voice_note_uuids=numbers)
        claims = self.env["marfanet.voice.claim"]
        self._log(voice_note_uuids=[self.number.upper(), self.number])
        self.assertTrue(claims.search([("client_uuid", "=", self.number)]))

    def test_recording_about_a_task_follows_the_interaction_that_settled_it(self):
        task = self._add_task(self.sara)
        settled = self._log(settled_task_id=task.id)
        note = self._receive(task=task)
        self.assertEqual((note.interaction_id, note.task_id), (settled, task))

    def test_recording_about_an_open_task_leaves_it_open(self):
        before = self._log()
        task = self._add_task(self.sara, interaction_id=before.id)
        note = self._receive(task=task)
        self.assertEqual(note.interaction_id.previous_id, before)
        self.assertEqual(task.state, "todo")

    def test_language_is_that_of_the_setting_unless_told(self):
        self.assertEqual(self._receive().language, "fa")
        self.env["ir.config_parameter"].set_param("marfanet_voice.language", "ckb")
        self.assertEqual(self._receive().language, "ckb")
        self.assertEqual(self._receive(language="en").language, "en")
        with self.assertRaisesRegex(ValidationError, "no language code"):
            self._receive(language="farsi; drop")

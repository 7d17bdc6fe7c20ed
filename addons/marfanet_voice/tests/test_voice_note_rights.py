from odoo.exceptions import AccessError, ValidationError

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import MarfanetVoiceCommon


class TestVoiceNoteRights(MarfanetVoiceCommon):
    def setUp(self):
        super().setUp()
        self.enterContext(trap_jobs())

    def test_agent_has_own_notes_and_no_other(self):
        note = self._receive(self.sara)
        self.assertEqual(note.with_user(self.sara).partner_id, self.representative)
        with self.assertRaises(AccessError):
            note.with_user(self.reza).read(["transcript"])

    def test_recording_follows_the_note(self):
        recording = self._receive(self.sara).attachment_id
        self.assertTrue(recording.with_user(self.sara).raw)
        for user in (self.reza, self.outsider):
            with self.subTest(user.login), self.assertRaises(AccessError):
                recording.with_user(user).raw  # noqa: B018 - reading is the test

    def test_lead_has_the_notes_of_the_team(self):
        note = self._receive(self.sara)
        self.assertTrue(note.with_user(self.lead).attachment_id.raw)

    def test_interaction_shows_to_all_without_its_notes(self):
        interaction = self._receive(self.sara).interaction_id
        self.env.invalidate_all()
        self.assertFalse(interaction.with_user(self.reza).voice_note_ids)

    def test_people_outside_the_team_send_nothing(self):
        with self.assertRaises(AccessError):
            self._receive(self.outsider)

    def test_note_about_other_contact_is_refused(self):
        self._move_below_a_representative(self.contact)
        with self.assertRaisesRegex(ValidationError, "is not a representative"):
            self._receive(self.sara, partner=self.contact)

    def test_agents_read_no_provider(self):
        with self.assertRaises(AccessError):
            self.env["marfanet.ai.provider"].with_user(self.sara).search([])

    def test_results_follow_their_note_and_are_written_by_nobody(self):
        note = self._receive(self.sara)
        results = self.env["marfanet.voice.result"]
        with self.enter_registry_test_mode():
            results._keep(note, "piece", "hash", {"text": "سلام"}, "xAI")
        result = results.with_user(self.sara).search([])
        self.assertEqual(result.value, {"text": "سلام"})
        self.assertFalse(results.with_user(self.reza).search([]))
        self.assertEqual(results.with_user(self.lead).search([]), result)
        for user in (self.sara, self.lead):
            with self.subTest(user.login), self.assertRaises(AccessError):
                result.with_user(user).value = {}

    def test_leads_keep_the_glossary_and_agents_read_it(self):
        terms = self.env["marfanet.voice.term"]
        term = terms.with_user(self.lead).create({"name": "Zarrin"})
        self.assertEqual(term.with_user(self.sara).name, "Zarrin")
        with self.assertRaises(AccessError):
            term.with_user(self.sara).name = "Simin"
        with self.assertRaises(AccessError):
            term.with_user(self.outsider).read(["name"])

    def test_claims_are_nobodys_to_read_or_write(self):
        claims = self.env["marfanet.voice.claim"]
        for user in (self.sara, self.lead):
            with self.subTest(user.login), self.assertRaises(AccessError):
                claims.with_user(user).search([])

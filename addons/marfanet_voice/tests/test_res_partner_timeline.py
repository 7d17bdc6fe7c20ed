from odoo.addons.queue_job.tests.common import trap_jobs

from .common import MarfanetVoiceCommon


class TestResPartnerTimeline(MarfanetVoiceCommon):
    def setUp(self):
        super().setUp()
        self.enterContext(trap_jobs())

    def _kinds(self, user, **arguments):
        timeline = self.representative.with_user(user).marfanet_timeline(**arguments)
        return [(entry["kind"], entry["id"]) for entry in timeline["entries"]]

    def test_voice_note_stands_above_its_interaction_with_its_recording(self):
        note = self._receive(self.sara)
        timeline = self.representative.with_user(self.sara).marfanet_timeline()
        self.assertEqual(
            [(entry["kind"], entry["id"]) for entry in timeline["entries"]],
            [("voice", note.id), ("interaction", note.interaction_id.id)],
        )
        self.assertEqual(
            timeline["entries"][0]["audio"], f"/web/content/{note.attachment_id.id}"
        )
        self.assertEqual(timeline["entries"][0]["note_state"]["state"], "transcribing")

    def test_colleagues_see_the_interaction_without_the_recording(self):
        note = self._receive(self.sara)
        own = ("interaction", note.interaction_id.id)
        self.assertEqual(self._kinds(self.reza), [own])
        self.assertEqual(self._kinds(self.lead), [("voice", note.id), own])

    def test_notes_of_the_same_moment_are_paged_one_by_one(self):
        notes = [self._receive(self.sara) for _number in range(3)]
        found, before = [], False
        partner = self.representative.with_user(self.sara)
        while True:
            page = partner.marfanet_timeline(kinds=["voice"], before=before, limit=1)
            found += [entry["id"] for entry in page["entries"]]
            before = page["next"]
            if not before:
                break
        self.assertEqual(found, sorted((note.id for note in notes), reverse=True))

    def test_what_ai_wrote_says_so(self):
        interaction = self._receive(self.sara).interaction_id
        interaction.sudo().write({"summary": "وصل شد", "ai_review": "suggested"})
        timeline = self.representative.with_user(self.sara).marfanet_timeline(
            kinds=["interaction"]
        )
        self.assertEqual(timeline["entries"][0]["ai"]["review"], "suggested")

    def test_a_page_takes_few_queries(self):
        self._receive(self.sara)
        self._log_interaction(self.sara)
        self._add_task(self.sara)
        self._add_task(self.sara, state="done")
        partner = self.representative.with_user(self.sara)
        partner.message_post(body="یادداشت", message_type="comment")
        partner.marfanet_timeline()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        partner.marfanet_timeline()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 12)

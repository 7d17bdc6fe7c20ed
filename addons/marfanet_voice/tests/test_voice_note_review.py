from ast import literal_eval
from datetime import datetime

from lxml import etree

from odoo.exceptions import AccessError

from .common import PipelineCommon


class TestVoiceNoteReview(PipelineCommon):
    """What is shown of a note to look it over, and taking all of it over at once."""

    def setUp(self):
        super().setUp()
        self.note = self._typed()
        self.interaction = self.note.interaction_id

    def _review(self, user=None):
        return self.note.with_user(user or self.sara).marfanet_review()[0]

    def _filter(self, view, name):
        (found,) = etree.fromstring(view["arch"]).iterfind(f".//filter[@name='{name}']")
        return literal_eval(" ".join(found.get("domain").split()))

    def test_what_ai_wrote_is_shown_with_the_words_it_comes_from(self):
        review = self._review()
        self.assertEqual(review["audio"], f"/web/content/{self.note.attachment_id.id}")
        self.assertTrue(review["may_write"])
        shown = {field["name"]: field for field in review["interaction"]["fields"]}
        self.assertEqual(shown["sentiment"]["value"], "positive")
        self.assertEqual(shown["sentiment"]["review"], "suggested")
        self.assertIn(shown["sentiment"]["quote"], self.note.transcript)
        self.assertEqual(
            [task["name"] for task in review["tasks"]],
            self.note.task_ids.mapped("name"),
        )

    def test_what_a_person_made_of_it_is_shown(self):
        interaction = self.interaction.with_user(self.sara)
        interaction.action_confirm_ai_field("sentiment")
        interaction.action_dismiss_ai_field("summary")
        shown = {
            field["name"]: field["review"]
            for field in self._review()["interaction"]["fields"]
        }
        self.assertEqual(shown["sentiment"], "confirmed")
        self.assertEqual(shown["summary"], "dismissed")

    def test_note_is_called_by_when_it_was_made_and_how_long_it_is(self):
        self.note.sudo().seconds = 72.9
        note = self.note.with_context(tz="Asia/Tehran")
        self.assertEqual(note.display_name, "29 Nov 2025, 10:30 (01:12)")
        self.env["res.lang"]._activate_lang("fa_IR")
        persian = note.with_context(lang="fa_IR").display_name
        self.assertEqual(persian, "شنبه ۸ آذر ۱۴۰۴، ساعت ۱۰:۳۰ (۰۱:۱۲)")

    def test_interaction_tells_which_notes_its_words_come_from(self):
        self.note.sudo().seconds = 72.9
        interaction = self.interaction.with_context(tz="Asia/Tehran")
        self.assertEqual(interaction.ai_written_from, "29 Nov 2025, 10:30 (01:12)")
        # Whom it was handed to may not read the note.
        self.interaction.sudo().user_id = self.reza
        seen = interaction.with_user(self.reza).ai_written_from
        self.assertEqual(seen, "29 Nov 2025, 10:30 (01:12)")
        typed = self._log_interaction(self.sara, summary="به قلم خودم")
        self.assertFalse(typed.ai_written_from)

    def test_colleagues_see_nothing_of_it(self):
        with self.assertRaises(AccessError):
            self._review(self.reza)

    def test_leads_see_it(self):
        self.assertEqual(self._review(self.lead)["id"], self.note.id)

    def test_note_whose_recording_was_deleted_is_still_shown(self):
        self.note.sudo()._delete_sound()
        review = self._review()
        self.assertFalse(review["audio"])
        self.assertTrue(review["sound_deleted_on"])
        self.assertEqual(review["transcript"], self.note.transcript)

    def test_interaction_that_was_handed_over_is_shown_and_not_written(self):
        self.interaction.sudo().user_id = self.reza
        self.assertFalse(self._review()["interaction"]["may_write"])

    def test_interaction_shows_all_its_notes(self):
        other = self._receive(interaction=self.interaction.with_user(self.sara))
        reviews = self.interaction.with_user(self.sara).marfanet_voice_review()
        self.assertEqual({review["id"] for review in reviews}, {self.note.id, other.id})

    def test_accepting_all_confirms_fields_and_tasks(self):
        left = self.interaction.with_user(self.sara).action_accept_all()
        self.assertEqual(left, {"left": 0})
        self.assertEqual(self.interaction.ai_review, "confirmed")
        self.assertEqual(set(self.note.task_ids.mapped("ai_review")), {"confirmed"})

    def test_accepting_all_leaves_a_doubtful_date_to_be_looked_at(self):
        task = self.note.task_ids[0]
        task.sudo().write(
            {
                "ai_review": "suggested",
                "date_doubt": "other_date",
                "date_other": datetime(2025, 12, 3),
            }
        )
        left = self.interaction.with_user(self.sara).action_accept_all()
        self.assertEqual(left, {"left": 1})
        self.assertEqual(task.ai_review, "suggested")
        self.assertEqual(task.date_doubt, "other_date")
        task.with_user(self.sara).date_due = task.date_other
        self.assertFalse(task.date_doubt)
        self.assertEqual(task.ai_review, "edited")

    def test_accepting_all_keeps_what_was_dismissed(self):
        task = self.note.task_ids[0].with_user(self.sara)
        task.action_dismiss()
        self.interaction.with_user(self.sara).action_accept_all()
        self.assertEqual(task.state, "dismissed")
        self.assertEqual(task.ai_review, "suggested")

    def test_nobody_accepts_for_a_colleague(self):
        with self.assertRaises(AccessError):
            self.interaction.with_user(self.reza).action_accept_all()

    def test_jobs_of_a_note_are_for_administrators_of_the_queue(self):
        with self.assertRaises(AccessError):
            self.note.with_user(self.lead).action_view_jobs()
        action = self.note.with_user(self.env.ref("base.user_admin")).action_view_jobs()
        self.assertEqual(action["res_model"], "queue.job")
        jobs = self.env["queue.job"].search(action["domain"])
        self.assertEqual(
            jobs, jobs.filtered(lambda job: job.model_name == self.note._name)
        )

    def test_note_leads_to_its_interaction(self):
        action = self.note.with_user(self.sara).action_view_interaction()
        self.assertEqual(action["res_id"], self.interaction.id)

    def test_queue_finds_what_stands_still(self):
        stuck = self._receive()
        stuck.sudo().write({"step_date": "2020-01-01 00:00:00"})
        fresh = self._receive()
        view = self.env["marfanet.voice.note"].get_view(view_type="search")
        found = self.env["marfanet.voice.note"].search(
            self._filter(view, "standing_still")
        )
        self.assertIn(stuck, found)
        self.assertNotIn(fresh, found)

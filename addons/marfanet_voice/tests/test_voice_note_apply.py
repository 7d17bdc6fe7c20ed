from odoo.exceptions import AccessError, ValidationError

from .common import SAID, TUESDAY, PipelineCommon
from .idempotent import IdempotentStages

TWO = "سه‌شنبه آینده تماس بگیرم. شنبه کانفیگ جدید بفرستم."


class TestVoiceNoteApply(IdempotentStages, PipelineCommon):
    """From the finding to the interaction and its tasks."""

    def _all_tasks(self, note):
        return note.with_context(active_test=False).task_ids

    def _correct(self, note, text):
        note.transcript = text
        self._run_jobs()

    def test_what_was_found_fills_the_interaction_and_proposes_the_tasks(self):
        note = self._typed()
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
        note = self._typed()
        self.it_behaves_like_an_idempotent_job(note, note._apply)
        # As if the job had died after its work, before its note changed state.
        note.sudo().write({"state": "analysed", "proposals": False})
        note._apply()
        self.assertEqual(len(self._all_tasks(note)), 1)

    def test_field_says_where_it_comes_from(self):
        note = self._heard()
        mark = note.interaction_id.ai_sources["sentiment"]
        self.assertEqual((mark["note"], mark["review"]), (note.id, "suggested"))
        self.assertIn("راضی", mark["quote"])
        self.assertEqual(mark["start"], 0)
        task = note.task_ids
        self.assertIn("سه‌شنبه", task.quote)
        self.assertGreater(task.quote_start, 1)

    def test_words_of_a_person_are_never_replaced(self):
        interaction = self._log_interaction(self.sara, summary="به قلم خودم")
        self._typed(interaction=interaction)
        self.assertEqual(interaction.summary, "به قلم خودم")
        self.assertEqual(interaction.sentiment, "positive")
        self.assertNotIn("summary", interaction.ai_sources)

    def test_status_that_a_person_chose_stays_under_a_suggested_outcome(self):
        interaction = self._log_interaction(self.sara, status="follow_up")
        note = self._typed(interaction=interaction)
        note.sudo()._set_state(
            "analysed", finding={**note.finding, "outcome": "resolved"}
        )
        note._apply()
        self.assertTrue(interaction.outcome_id)
        self.assertEqual(interaction.status, "follow_up")

    def test_outcome_closes_nothing_while_a_task_is_left(self):
        left = "مشکل حل شد. فردا تماس بگیرم."
        for said, status in [(left, "follow_up"), ("مشکل حل شد.", "closed")]:
            with self.subTest(said):
                note = self._typed(said)
                self.assertTrue(note.interaction_id.outcome_id)
                self.assertEqual(note.interaction_id.status, status)
        note = self._typed(left)
        note.task_ids.action_done()
        self.assertEqual(note.interaction_id.status, "closed")

    def test_status_follows_the_outcome_of_a_correction(self):
        note = self._typed("مشکل حل شد.")
        self._correct(note, "مشکل حل نشد.")
        self.assertEqual(note.finding["outcome"], "unresolved")
        self.assertEqual(note.interaction_id.status, "open")

    def test_field_that_a_person_corrects_is_theirs_and_the_others_are_not(self):
        note = self._typed()
        interaction = note.interaction_id
        interaction.summary = "اصلاح شد"
        self.assertEqual(interaction.ai_sources["summary"]["review"], "edited")
        self.assertEqual(interaction.ai_review, "suggested")
        interaction.action_confirm_suggestion()
        self.assertEqual(interaction.ai_review, "edited")
        note.task_ids.name = "اصلاح شد"
        self.assertEqual(note.task_ids.ai_review, "edited")

    def test_fields_are_confirmed_and_dismissed_one_by_one(self):
        interaction = self._typed().interaction_id
        interaction.action_confirm_ai_field("summary")
        interaction.action_dismiss_ai_field("sentiment")
        self.assertTrue(interaction.summary)
        self.assertFalse(interaction.sentiment)
        with self.assertRaisesRegex(ValidationError, "no suggestion"):
            interaction.action_confirm_ai_field("summary")
        with self.assertRaises(AccessError):
            interaction.with_user(self.reza).action_confirm_ai_field("next_step")

    def test_suggestion_is_confirmed_in_one_click(self):
        note = self._typed()
        note.task_ids.action_confirm_suggestion()
        note.interaction_id.action_confirm_suggestion()
        self.assertEqual(note.task_ids.ai_review, "confirmed")
        self.assertEqual(note.interaction_id.ai_review, "confirmed")

    def test_nobody_sets_a_mark_of_ai(self):
        task = self._add_task(self.sara)
        note = self._typed()
        for record, values in (
            (task, {"voice_note_id": note.id, "voice_note_action": 2}),
            (task, {"ai_review": "confirmed"}),
            (note.interaction_id, {"ai_sources": {}}),
            (note.interaction_id, {"made_for_note": True}),
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                record.with_user(self.sara).write(values)

    def test_doubt_about_a_date_goes_when_a_person_sets_it(self):
        task = self._typed("با او صحبت کردم. ۳۱ آذر دوباره تماس بگیرم.").task_ids
        self.assertEqual((task.date_due, task.date_doubt), (False, "no_date"))
        task.date_due = TUESDAY
        self.assertFalse(task.date_doubt)

    # read again

    def test_proposal_that_nobody_touched_follows_the_correction(self):
        note = self._typed(TWO)
        tasks = self._all_tasks(note)
        self.assertEqual(len(tasks), 2)
        self._correct(note, TWO.replace("سه‌شنبه", "چهارشنبه"))
        self.assertEqual(self._all_tasks(note), tasks)
        self.assertIn(3, [task.date_due.day for task in tasks])
        self.assertFalse(any(tasks.mapped("postpone_count")))

    def test_proposal_that_is_gone_is_taken_back_and_may_return(self):
        note = self._typed(TWO)
        gone = note.task_ids.filtered(lambda task: "کانفیگ" in task.quote)
        self._correct(note, "سه‌شنبه آینده تماس بگیرم.")
        self.assertEqual((gone.active, gone.ai_review), (False, "withdrawn"))
        self._correct(note, TWO)
        self.assertEqual((gone.active, gone.ai_review), (True, "suggested"))
        self.assertEqual(len(self._all_tasks(note)), 2)

    def test_what_a_person_made_of_a_proposal_stays(self):
        note = self._typed(TWO)
        call, send = note.task_ids.sorted("voice_note_action")
        call.name = "زنگ به علی"
        send.action_dismiss()
        self._correct(note, "سه‌شنبه آینده تماس بگیرم. شنبه کانفیگ جدید را بفرستم.")
        self.assertEqual(self._all_tasks(note), call + send)
        self.assertEqual((call.name, call.ai_review), ("زنگ به علی", "edited"))
        self.assertEqual(send.state, "dismissed")
        self._correct(note, "کاری نمانده است.")
        self.assertTrue(call.active)

    def test_proposal_that_was_deleted_does_not_come_back(self):
        note = self._typed(TWO)
        note.task_ids.sorted("voice_note_action")[-1:].sudo().unlink()
        self._correct(note, TWO + " خوب بود.")
        self.assertEqual(len(self._all_tasks(note)), 1)

    def test_field_that_was_dismissed_is_not_filled_again(self):
        note = self._typed()
        interaction = note.interaction_id
        interaction.sentiment = False
        interaction.action_confirm_ai_field("summary")
        summary = interaction.summary
        self._correct(note, "ناراضی بود. " + SAID)
        self.assertFalse(interaction.sentiment)
        self.assertEqual(interaction.summary, summary)

    def test_suggested_field_follows_the_correction(self):
        note = self._typed()
        self._correct(note, "مشکل حل نشد و خیلی ناراضی بود.")
        self.assertEqual(note.interaction_id.sentiment, "negative")

    def test_second_note_leaves_the_suggestions_of_the_first(self):
        first = self._typed()
        summary = first.interaction_id.summary
        self._typed("ناراضی بود.", interaction=first.interaction_id)
        self.assertEqual(first.interaction_id.summary, summary)
        self.assertEqual(first.interaction_id.sentiment, "positive")

from freezegun import freeze_time

from .common import RECORDED, PipelineCommon


@freeze_time(RECORDED)
class TestDailyWorkLog(PipelineCommon):
    def _retrieve(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        log = self.env["marfanet.daily.work.log"].with_user(user)
        return log.with_context(lang="en_US", tz="Asia/Tehran").retrieve()

    def _kinds(self, user):
        return {alert["kind"] for alert in self._retrieve(user)["alerts"]}

    def test_card_of_a_suggested_task_says_so_and_what_was_said(self):
        task = self._typed().task_ids
        card = self._retrieve(self.sara)["tasks"][str(task.id)]
        self.assertEqual((card["origin"], card["ai_review"]), ("ai", "suggested"))
        self.assertIn("سه‌شنبه", card["quote"])

    def test_what_ai_wrote_is_to_be_looked_at_until_somebody_has(self):
        interaction = self._typed().interaction_id
        self.assertIn("ai_review", self._kinds(self.sara))
        self.assertNotIn("ai_review", self._kinds(self.reza))
        interaction.with_user(self.sara).action_confirm_suggestion()
        self.assertNotIn("ai_review", self._kinds(self.sara))

    def test_note_that_failed_needs_a_look(self):
        note = self._receive()
        note.sudo().write({"state": "failed", "failure": "The recording is silent."})
        [alert] = self._retrieve(self.sara)["alerts"]
        self.assertEqual(
            (alert["kind"], alert["model"], alert["res_id"], alert["detail"]),
            ("failed_note", note._name, note.id, "The recording is silent."),
        )
        self.assertEqual(self._kinds(self.reza), set())

    def test_confirming_a_suggestion_is_told_to_open_work_logs(self):
        task = self._typed().task_ids
        self.env.cr.precommit.run()
        self.env["bus.bus"].sudo().search([]).unlink()
        task.with_user(self.sara).action_confirm_suggestion()
        self.env.cr.precommit.run()
        sent = self.env["bus.bus"].sudo().search([]).mapped("message")
        self.assertTrue(any("marfanet_work_log" in message for message in sent))

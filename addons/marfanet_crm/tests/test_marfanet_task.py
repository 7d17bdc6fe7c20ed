from odoo.exceptions import ValidationError

from .common import MarfanetCrmCommon


class TestMarfanetTask(MarfanetCrmCommon):
    def test_new_task_is_to_do_and_the_agents_own(self):
        task = self._add_task(self.sara)
        self.assertEqual((task.state, task.user_id), ("todo", self.sara))

    def test_task_goes_through_its_states(self):
        task = self._add_task(self.sara)
        for action, state in [
            (task.action_done, "done"),
            (task.action_reopen, "todo"),
            (task.action_dismiss, "dismissed"),
        ]:
            action()
            self.assertEqual(task.state, state)

    def test_task_for_other_contact_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "is not a representative"):
            self._add_task(self.sara, partner_id=self.contact.id)

    def test_task_from_an_interaction_with_somebody_else_is_refused(self):
        other = self.representative.copy({"name": "زهرا موسوی"})
        interaction = self._log_interaction(self.sara)
        with self.assertRaisesRegex(ValidationError, "its interaction was with"):
            self._add_task(
                self.sara, partner_id=other.id, interaction_id=interaction.id
            )

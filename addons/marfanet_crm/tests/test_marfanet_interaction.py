from odoo.exceptions import ValidationError

from .common import MarfanetCrmCommon


class TestMarfanetInteraction(MarfanetCrmCommon):
    def test_agent_logs_interaction_in_own_name(self):
        interaction = self._log_interaction(self.sara, subject="اتصال V2Ray")
        self.assertEqual(interaction.user_id, self.sara)
        self.assertEqual(interaction.display_name, "علی رضایی – اتصال V2Ray")

    def test_interaction_without_subject_is_called_by_its_purpose(self):
        interaction = self._log_interaction(self.sara, purpose="sales")
        self.assertEqual(interaction.display_name, "علی رضایی – Sales")

    def test_interaction_with_other_contact_is_refused(self):
        with self.assertRaisesRegex(
            ValidationError, "شرکت برق is not a representative"
        ):
            self._log_interaction(self.sara, partner_id=self.contact.id)

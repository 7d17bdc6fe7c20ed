from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from odoo.addons.mail.tests.common import MailCase

from .common import MarfanetCrmCommon


class TestMarfanetInteractionEmail(MarfanetCrmCommon, MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.representative.email = "ali@example.com"
        cls.interaction = (
            cls.env["marfanet.interaction"]
            .with_user(cls.sara)
            .with_context(tracking_disable=False)
            .create(
                {
                    "partner_id": cls.representative.id,
                    "type": "email",
                    "subject": "پلن سالانه",
                    "summary": "سلام\nقیمت‌ها در پیوست است.",
                }
            )
        )

    def _send(self, interaction):
        action = interaction.action_send_email()
        composer = self.env[action["res_model"]].with_user(self.sara)
        form = Form(composer.with_context(**action["context"]))
        with self.mock_mail_gateway(), self.mock_mail_app():
            form.save().action_send_mail()

    def test_email_is_really_sent_and_recorded(self):
        self._send(self.interaction)
        self.assertMailMail(
            self.representative,
            "sent",
            author=self.sara.partner_id,
            content="قیمت‌ها در پیوست است.",
            fields_values={"subject": "پلن سالانه"},
        )
        self.assertTrue(self.interaction.email_sent_on)
        [message] = self.interaction.message_ids
        self.assertEqual(message.partner_ids, self.representative)

    def test_email_is_sent_twice_only_on_purpose(self):
        self._send(self.interaction)
        with self.assertRaisesRegex(UserError, "was sent before"):
            self.interaction.action_send_email()
        self._send(self.interaction.with_context(marfanet_send_again=True))
        self.assertEqual(len(self.interaction.message_ids), 2)

    def test_email_that_is_only_noted_sends_nothing(self):
        with self.mock_mail_gateway():
            noted = self._log_interaction(self.sara, type="email", summary="فرستادم")
            self.env.flush_all()
        self.assertNotSentEmail()
        self.assertFalse(noted.email_sent_on)

    def test_other_messages_are_not_taken_for_the_email(self):
        self.interaction.message_post(
            body="یادداشت", partner_ids=self.representative.ids
        )
        self.assertFalse(self.interaction.email_sent_on)

    def test_representative_without_address_is_told_what_to_add(self):
        self.representative.email = False
        with self.assertRaisesRegex(UserError, "علی رضایی has no e-mail address. Add"):
            self.interaction.action_send_email()

    def test_nobody_sends_a_colleagues_email(self):
        with self.assertRaises(AccessError):
            self.interaction.with_user(self.reza).action_send_email()

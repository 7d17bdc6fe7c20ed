from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools.translate import LazyTranslate

from .common_attempts import HOME, AttemptsCase

marked = LazyTranslate(__name__)


@tagged("post_install", "-at_install")
class TestAlerts(AttemptsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "admin-of-alerts", "base.group_system", notification_type="email"
        )
        cls.agent = new_test_user(
            cls.env, "agent-of-alerts", "marfanet_crm.group_marfanet_agent"
        )
        cls.alerts = cls.env["marfanet.access.alert"]

    def told(self, user):
        """Return what a person finds in the inbox of what was told here."""
        notified = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.subject", "=", "Somebody tries to get in"),
            ],
            order="id",
        )
        return [
            (row.notification_type, row.mail_message_id.preview) for row in notified
        ]

    def test_administrators_are_told_in_the_inbox_though_they_prefer_mail(self):
        mails = self.env["mail.mail"].search_count([])
        self.assertTrue(self.alerts._tell_admins("Somebody knocks."))
        self.assertEqual(self.told(self.admin), [("inbox", "Somebody knocks.")])
        self.assertEqual(self.told(self.agent), [])
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_a_cause_is_told_once_in_an_hour(self):
        sentence = marked("Somebody knocks at %(name)s.", name="سارا")
        now = fields.Datetime.now()
        for minutes, user, is_told in [
            (0, self.sara, True),
            (1, self.sara, False),
            (1, self.agent, True),
            (59, self.sara, False),
            (60, self.sara, True),
        ]:
            with freeze_time(now + timedelta(minutes=minutes)):
                told = self.alerts._tell_admins(sentence, user=user)
            self.assertEqual(told, is_told, f"after {minutes} minutes")
        self.assertEqual(len(self.told(self.admin)), 3)

    def test_it_is_entered_into_the_audit_log(self):
        self.alerts._tell_admins(
            marked("Somebody knocks at %(name)s.", name="سارا"), user=self.sara
        )
        event = self.env["marfanet.access.event"].search([], limit=1)
        self.assertEqual(
            (event.kind, event.user_ref, event.sentence),
            ("alert", self.sara.id, "Somebody knocks at سارا."),
        )

    def test_administrators_hear_of_it_when_a_password_is_guessed_at(self):
        with self.at(HOME):
            self.try_in_vain(9)
            self.assertEqual(self.told(self.admin), [])
            self.try_in_vain(3)
        self.assertEqual(
            [text for _kind, text in self.told(self.admin)],
            ["Somebody guesses at the password of سارا."],
        )

    def test_guesses_at_paths_are_one_cause_wherever_they_come_from(self):
        for number in range(3):
            with self.at(f"192.0.2.{number + 1}"):
                for _guess in range(10):
                    self.attempts._failed("path")
        self.assertEqual(
            [text for _kind, text in self.told(self.admin)],
            ["Somebody guesses at secret paths."],
        )

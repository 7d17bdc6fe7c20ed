import json
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import tagged

from .reach_common import QUIET, ReachCase

EDITOR = "mail.group_mail_template_editor"
# What who may edit templates writes into one: code that runs as anybody.
CODE = "<t t-out=\"env['res.users'].sudo().search([], limit=1).login\"/>"


@tagged("post_install", "-at_install")
class TestReachComposer(ReachCase):
    """What an agent writes is a text: no code, in no other name, to one at a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tasks = cls.env["marfanet.task"].create(
            [
                {
                    "name": "تماس",
                    "partner_id": cls.representative.id,
                    "user_id": cls.agent.id,
                    "date_due": "2026-01-01",
                }
                for _number in range(2)
            ]
        )
        cls.task = cls.tasks[0]

    def composer(self, tasks, **values):
        composers = self.env["mail.compose.message"].with_user(self.agent)
        return composers.create(
            {
                "model": "marfanet.task",
                "res_ids": str(tasks.ids),
                "subject": "سلام",
                "body": "سلام",
                "partner_ids": self.representative.ids,
                **values,
            }
        )

    @QUIET
    def test_what_an_agent_writes_is_never_run(self):
        # As Odoo's setting gives it to everybody who works here.
        self.env.ref("base.group_user")._apply_group(self.env.ref(EDITOR))
        self.assertTrue(self.people["outsider"].has_group(EDITOR))
        composer = self.composer(self.tasks, body=CODE)
        with self.assertRaises(AccessError):
            composer._render_field("body", self.tasks.ids)
        self.assertFalse(composer.is_mail_template_editor)

    @QUIET
    def test_an_agent_writes_on_one_record_at_a_time(self):
        self.composer(self.task).action_send_mail()
        with self.assertRaises(AccessError):
            self.composer(self.tasks).action_send_mail()

    def test_what_is_sent_later_has_no_other_sender(self):
        later = self.env["mail.scheduled.message"].with_user(self.agent)
        own = self.agent.partner_id
        values = {
            "model": "marfanet.task",
            "res_id": self.task.id,
            "body": "سلام",
            "author_id": own.id,
            "scheduled_date": Datetime.now() + timedelta(hours=1),
        }
        later.create(
            {
                **values,
                "notification_parameters": json.dumps(
                    {"email_from": own.email_formatted}
                ),
            }
        ).post_message()
        self.assertEqual(self.task.message_ids[0].email_from, own.email_formatted)
        for other in (
            {"author_id": self.colleague.partner_id.id},
            {"notification_parameters": json.dumps({"email_from": "a@example.com"})},
        ):
            with self.subTest(other=other), self.assertRaises(AccessError):
                later.create({**values, **other}).post_message()

    def test_a_message_has_its_own_author_however_it_is_made(self):
        messages = self.env["mail.message"].with_user(self.agent)
        values = {"model": "marfanet.task", "res_id": self.task.id, "body": "سلام"}
        own, other = self.agent.partner_id, self.colleague.partner_id
        message = messages.create({**values, "author_id": own.id})
        for given in ({"author_id": other.id}, {"author_id": False}):
            with self.subTest(given=given), self.assertRaises(AccessError):
                messages.create({**values, **given})
        with self.assertRaises(AccessError):
            messages.with_context(default_author_id=other.id).create(values)
        with self.assertRaises(AccessError):
            self.task.with_user(self.agent).write(
                {"message_ids": [(0, 0, {**values, "author_id": other.id})]}
            )
        for given in ({"author_id": other.id}, {"email_from": "a@example.com"}):
            with self.subTest(written=given), self.assertRaises(AccessError):
                message.write(given)

    def test_no_file_is_opened_by_what_the_context_gives(self):
        files = self.env["ir.attachment"].with_user(self.agent)
        values = {
            "name": "نامه",
            "raw": b"1",
            "res_model": "marfanet.task",
            "res_id": self.task.id,
        }
        self.assertFalse(files.create(values).public)
        for opening in ({"default_public": True}, {"default_access_token": "x"}):
            with self.subTest(opening=opening), self.assertRaises(AccessError):
                files.with_context(**opening).create(values)

    def test_what_the_server_does_at_its_times_is_not_run_by_hand(self):
        cron = self.env.ref("marfanet_access.ir_cron_marfanet_access_event_head")
        actions = self.env["ir.actions.server"]
        self.assertFalse(actions._is_of_crm(cron.ir_actions_server_id.id))
        with self.assertRaises(AccessError):
            cron.ir_actions_server_id.with_user(self.lead).run()

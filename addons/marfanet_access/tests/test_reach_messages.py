from odoo.exceptions import AccessError
from odoo.tests import tagged

from .reach_common import QUIET, ReachCase


@tagged("post_install", "-at_install")
class TestReachMessages(ReachCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task = cls.env["marfanet.task"].create(
            {
                "name": "تماس",
                "partner_id": cls.representative.id,
                "user_id": cls.agent.id,
                "date_due": "2026-01-01",
            }
        )
        cls.own = cls.task.with_user(cls.agent)

    def test_an_agent_writes_to_a_representative(self):
        message = self.own.message_post(
            body="سلام", partner_ids=self.representative.ids, message_type="comment"
        )
        self.assertEqual(message.author_id, self.agent.partner_id)

    @QUIET
    def test_an_agent_writes_to_nobody_beside_the_crm(self):
        with self.assertRaises(AccessError):
            self.own.message_post(body="سلام", partner_ids=self.supplier.ids)
        with self.assertRaises(AccessError):
            self.own.message_subscribe(self.supplier.ids)

    def test_an_agent_writes_in_no_other_name(self):
        with self.assertRaises(AccessError):
            self.own.message_post(body="سلام", author_id=self.colleague.partner_id.id)

    def test_whom_to_write_to_is_suggested_without_colleagues(self):
        people = self.representative | self.colleague.partner_id
        for user, found in (
            (self.agent, self.representative),
            (self.env.ref("base.user_admin"), people),
        ):
            suggested = self.task.with_user(user)._message_get_suggested_recipients(
                reply_discussion=True, additional_partners=people
            )
            ids = {one["partner_id"] for one in suggested}
            self.assertEqual(ids & set(people.ids), set(found.ids))

    def _compose(self, **values):
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.agent)
            .create(
                {
                    "model": "marfanet.task",
                    "res_ids": str(self.task.ids),
                    "body": "سلام",
                    "subject": "سلام",
                    "partner_ids": self.representative.ids,
                    **values,
                }
            )
        )
        return composer.action_send_mail()

    def test_the_mail_form_sends_to_a_representative(self):
        self._compose()
        self.assertEqual(self.task.message_ids[:1].partner_ids, self.representative)

    @QUIET
    def test_the_mail_form_sends_to_no_list_and_under_no_other_address(self):
        for values in (
            {"composition_mode": "mass_mail"},
            {"email_from": "boss@example.com"},
            {"partner_ids": self.supplier.ids},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._compose(**values)

    @QUIET
    def test_what_is_kept_on_a_colleagues_page_is_not_shown(self):
        page = self.colleague.partner_id
        message = page.message_post(body="قرارداد", message_type="comment")
        file = self.env["ir.attachment"].create(
            {
                "name": "قرارداد",
                "raw": b"1",
                "res_model": "res.partner",
                "res_id": page.id,
            }
        )
        for record in (message, file):
            with self.subTest(record=record):
                hidden = record.with_user(self.lead)
                self.assertFalse(hidden.search([("id", "=", record.id)]))
                with self.assertRaises(AccessError):
                    hidden.read(["id", "create_uid"])

    def test_files_stay_closed(self):
        file = (
            self.env["ir.attachment"]
            .with_user(self.agent)
            .create(
                {
                    "name": "نامه",
                    "raw": b"1",
                    "res_model": "marfanet.task",
                    "res_id": self.task.id,
                }
            )
        )
        self.assertEqual(file.raw, b"1")
        for opening in ({"public": True}, {"access_token": "x"}):
            with self.subTest(opening=opening), self.assertRaises(AccessError):
                file.write(opening)
            with self.subTest(created=opening), self.assertRaises(AccessError):
                file.create({"name": "نامه", "raw": b"1", **opening})
        with self.assertRaises(AccessError):
            file.generate_access_token()

    def test_what_the_server_does_in_one_go_is_the_crms(self):
        model = self.env["ir.model"]._get_id("res.partner")
        foreign = self.env["ir.actions.server"].create(
            {
                "name": "بیرونی",
                "model_id": model,
                "binding_model_id": model,
                "state": "code",
                "code": "True",
            }
        )
        with self.assertRaises(AccessError):
            foreign.with_user(self.lead).with_context(
                active_model="res.partner", active_id=self.representative.id
            ).run()
        bindings = self.env["ir.actions.actions"].with_user(self.lead)
        offered = bindings.get_bindings("res.partner").get("action", ())
        self.assertNotIn(foreign.id, [action["id"] for action in offered])

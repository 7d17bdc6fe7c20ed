import io
import logging
from datetime import timedelta

from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.pdf import PdfReader

AGENT = "marfanet_crm.group_marfanet_agent"


class NoticeCase(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.door = cls.env.ref("marfanet_access.marfanet_access_door_crm")
        cls.notices = cls.env["marfanet.access.notice"]
        cls.sara, cls.reza = (
            new_test_user(cls.env, f"notice.{name}", AGENT, password=f"notice.{name}")
            for name in ("sara", "reza")
        )
        cls.sara.write({"notification_type": "email", "lang": "fa_IR"})
        cls.system = new_test_user(
            cls.env, "notice.system", "base.group_system", password="notice.system"
        )
        cls.secret = cls.door._rotate(timedelta(days=3))
        cls.until = fields.Datetime.now() + timedelta(days=3)

    def tell(self, users=None, until=None):
        self.notices.with_user(self.system)._tell(
            self.door, self.secret, users or self.sara + self.reza, until or self.until
        )

    def open_as(self, user):
        return self.notices.with_user(user).open_mine()


@tagged("post_install", "-at_install")
class TestNotice(NoticeCase):
    def test_each_is_handed_their_own_until_they_have_kept_it(self):
        self.tell()
        [mine] = self.open_as(self.sara)
        self.assertEqual(mine["address"], self.door._address(self.secret))
        self.assertTrue(mine["qr"].startswith("data:image/"))
        # What got lost on the way is opened again.
        self.assertEqual(self.open_as(self.sara), [mine])
        self.notices.with_user(self.sara).close_mine([mine["id"]])
        self.assertEqual(self.open_as(self.sara), [])
        self.assertEqual(len(self.open_as(self.reza)), 1)

    def test_nobody_ends_what_waits_for_another(self):
        self.tell()
        [mine] = self.open_as(self.sara)
        self.notices.with_user(self.reza).close_mine([mine["id"]])
        self.assertEqual(self.open_as(self.sara), [mine])

    def test_the_rows_are_nobodys_to_read(self):
        self.tell()
        rows = self.notices.search([])
        for user in (self.sara, self.system):
            for method, *arguments in (
                ("search_read", [], ["address"]),
                ("search_count", [("address", "=like", "%")]),
                ("formatted_read_group", [], ["user_id"]),
            ):
                with self.assertRaises(AccessError):
                    getattr(self.notices.with_user(user), method)(*arguments)
            with self.assertRaises(AccessError):
                rows.with_user(user).read(["address"])
        with self.assertRaises(AccessError):
            rows.with_user(self.system).export_data(["address"])

    def test_the_address_is_in_no_message_mail_or_log(self):
        with self.assertLogs(level=logging.INFO) as logged:
            logging.getLogger(__name__).info("Something, in any case")
            self.tell()
            self.open_as(self.sara)
        messages = self.env["mail.message"].search([], order="id desc", limit=10)
        self.assertTrue(messages.filtered(lambda it: "address" in (it.body or "")))
        for text in [*messages.mapped("body"), *logged.output]:
            self.assertNotIn(self.secret, text)
        events = self.env["marfanet.access.event"].search([])
        self.assertFalse([it for it in events if self.secret in str(it.read())])

    def test_all_are_told_in_the_inbox_and_nobody_by_mail(self):
        mails = self.env["mail.mail"].search_count([])
        self.tell()
        for user in (self.sara, self.reza):
            told = self.env["mail.notification"].search(
                [("res_partner_id", "=", user.partner_id.id)], order="id desc", limit=1
            )
            self.assertEqual(told.notification_type, "inbox")
            self.assertFalse(told.is_read)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_who_has_no_inbox_on_the_screen_is_told_on_every_page(self):
        self.tell()
        notices = self.notices.with_user(self.sara)
        self.assertIn(notices._in_words(self.until), notices._waiting())
        [mine] = self.open_as(self.sara)
        self.notices.with_user(self.sara).close_mine([mine["id"]])
        self.assertFalse(self.notices.with_user(self.sara)._waiting())

    def test_it_ends_with_the_old_address(self):
        self.tell(until=fields.Datetime.now() + timedelta(minutes=5))
        self.notices.search([]).until = fields.Datetime.now()
        self.assertEqual(self.open_as(self.sara), [])
        self.notices._cron_forget_over()
        self.assertFalse(self.notices.search([]))

    def test_it_ends_with_the_next_address(self):
        self.tell()
        self.door._compromise()
        self.assertFalse(self.notices.search([]))

    def test_who_belongs_to_another_door_by_now_is_not_handed_it(self):
        self.tell()
        self.sara.write({"group_ids": [(6, 0, [self.env.ref("base.group_user").id])]})
        self.assertEqual(self.open_as(self.sara), [])

    def test_without_an_overlap_nobody_is_told(self):
        for until in (None, fields.Datetime.now()):
            with self.assertRaises(UserError):
                self.notices._tell(self.door, self.secret, self.sara, until)


@tagged("post_install", "-at_install")
class TestAddressPage(NoticeCase):
    def ask(self, user, address):
        self.authenticate(user.login, user.login)
        token = http.Request.csrf_token(self)
        return self.url_open(
            "/marfanet_access/address_page",
            data={"address": address, "csrf_token": token},
        )

    def test_the_page_holds_the_address_and_is_stored_nowhere(self):
        address = self.door._address(self.secret)
        stored = self.env["ir.attachment"].search_count([])
        for lang in ("en_US", "fa_IR"):
            door = self.door.with_user(self.system).with_context(
                lang=lang, force_report_rendering=True
            )
            pages = PdfReader(io.BytesIO(door._render_page(self.secret))).pages
            self.assertEqual(len(pages), 1)
            text = "".join(pages[0].extract_text().split())
            self.assertIn(address, text)
        self.assertEqual(self.env["ir.attachment"].search_count([]), stored)

    def test_an_administrator_prints_it_and_no_log_keeps_it(self):
        with self.assertLogs(level=logging.INFO) as logged:
            answer = self.ask(self.system, self.door._address(self.secret))
        self.assertEqual(answer.status_code, 200)
        self.assertIn(self.secret.encode(), answer.content)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertNotIn(self.secret, "\n".join(logged.output))

    def test_an_agent_prints_nothing(self):
        answer = self.ask(self.reza, self.door._address(self.secret))
        self.assertEqual(answer.status_code, 404)

    def test_what_opens_no_door_is_not_printed(self):
        answer = self.ask(self.system, "https://elsewhere.example/click-here")
        self.assertEqual(answer.status_code, 404)

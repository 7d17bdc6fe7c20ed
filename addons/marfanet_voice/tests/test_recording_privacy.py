from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import MarfanetVoiceCommon


@tagged("post_install", "-at_install")
class TestRecordingPrivacy(MarfanetVoiceCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.enterContext(trap_jobs())
        for user in (self.sara, self.reza, self.lead, self.outsider):
            user.password = f"{user.login}-password"
        self.content = self.recording.read_bytes()
        self.attachment = self._receive(self.sara).attachment_id

    def _get(self, user, address):
        if user:
            self.authenticate(user.login, f"{user.login}-password")
        else:
            self.authenticate(None, None)
        return self.url_open(address)

    def _addresses(self, query=""):
        return [
            f"/web/content/{self.attachment.id}{query}",
            f"/web/content/ir.attachment/{self.attachment.id}/datas{query}",
            f"/web/image/{self.attachment.id}{query}",
            f"/web/image/ir.attachment/{self.attachment.id}/raw/80x80{query}",
        ]

    def _assert_hidden(self, query=""):
        for user in (self.reza, self.outsider, None):
            for address in self._addresses(query):
                with self.subTest(user=user and user.login, address=address):
                    response = self._get(user, address)
                    # Where an image is asked for, Odoo answers with a placeholder.
                    placeholder = response.headers["Content-Type"] == "image/png"
                    self.assertTrue(response.status_code == 404 or placeholder)
                    self.assertNotIn(self.content[:500], response.content)

    def test_those_who_may_read_the_note_hear_it(self):
        for user in (self.sara, self.lead):
            with self.subTest(user.login):
                response = self._get(user, f"/web/content/{self.attachment.id}")
                self.assertEqual(response.content, self.content)

    def test_others_and_strangers_do_not(self):
        self._assert_hidden()

    def test_no_token_opens_it(self):
        token = self.attachment._get_raw_access_token()
        self._assert_hidden(f"?access_token={token}")
        # As an older version, or SQL, may have left one.
        self.env.cr.execute(
            "UPDATE ir_attachment SET access_token = 'known' WHERE id = %s",
            [self.attachment.id],
        )
        self.env.invalidate_all()
        self._assert_hidden("?access_token=known")
        for token in ("known", self.attachment._get_raw_access_token()):
            response = self._get(
                self.sara, f"/web/content/{self.attachment.id}?access_token={token}"
            )
            self.assertEqual(response.content, self.content)

    def test_nobody_makes_a_link_to_it_or_makes_it_public(self):
        for user in (self.sara, self.lead, self.env.ref("base.user_root")):
            attachment = self.attachment.with_user(user)
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    attachment.generate_access_token()
                with self.assertRaises(AccessError):
                    attachment.sudo().public = True
                with self.assertRaises(AccessError):
                    attachment.copy({"public": True})

    def test_open_attachment_does_not_become_a_recording(self):
        attachment = self.env["ir.attachment"].with_user(self.sara)
        note = {"res_model": "marfanet.voice.note", "res_id": self.attachment.res_id}
        with self.assertRaises(AccessError):
            attachment.create({"name": "x", "raw": b"x", "public": True, **note})
        other = attachment.create({"name": "x", "raw": b"x"})
        with self.assertRaises(AccessError):
            other.write({"access_token": "known", **note})

    def test_agent_neither_replaces_nor_moves_it(self):
        attachment = self.attachment.with_user(self.sara)
        changes = [
            {"raw": b"other"},
            {"datas": b"b3RoZXI="},
            {"res_model": "res.partner", "res_id": self.representative.id},
            {"type": "url", "url": "https://example.com"},
            {"mimetype": "text/plain"},
        ]
        for values in changes:
            with self.subTest(values), self.assertRaises(AccessError):
                attachment.write(values)
        attachment.name = "call with Karimi.ogg"
        self.assertEqual(attachment.raw, self.content)

    def test_nobody_deletes_it_from_under_its_note(self):
        for user in (self.sara, self.lead, self.env.user):
            with (
                self.subTest(user.login),
                self.assertRaisesRegex(AccessError, "cannot be deleted"),
            ):
                self.attachment.with_user(user).unlink()
        other = self.attachment.with_user(self.sara).create(
            {
                "name": "beside.txt",
                "raw": b"beside",
                "res_model": self.attachment.res_model,
                "res_id": self.attachment.res_id,
            }
        )
        other.unlink()
        note = self.env["marfanet.voice.note"].browse(self.attachment.res_id)
        note.unlink()
        self.assertFalse(self.attachment.exists())

    def test_other_attachments_are_shared_as_ever(self):
        attachment = self.env["ir.attachment"].create({"name": "x", "raw": b"hello"})
        [token] = attachment.generate_access_token()
        response = self._get(None, f"/web/content/{attachment.id}?access_token={token}")
        self.assertEqual(response.content, b"hello")

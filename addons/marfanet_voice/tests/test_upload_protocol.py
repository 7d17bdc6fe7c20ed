import hashlib
import json
import shutil
import uuid

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.marfanet_ai.tests.ai_server import tone
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import marfanet_voice_upload
from .common import MarfanetVoiceCommon

ROUTE = "/marfanet/voice/uploads"


class UploadCase(MarfanetVoiceCommon, HttpCase):
    """A device that sends a recording in pieces, logged in as Sara."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.sara, cls.reza):
            user.password = f"{user.login}-password"
        cls.content = cls.recording.read_bytes()

    def setUp(self):
        super().setUp()
        self.jobs = self.enterContext(trap_jobs())
        self._log_in(self.sara)
        self.number = str(uuid.uuid4())
        # What these uploads leave is nobody's once the test is undone.
        attachments = self.env["ir.attachment"]
        self.folder = attachments._marfanet_folder() / self.number
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.patch(type(attachments), "_marfanet_folder", lambda _self: self.folder)

    def _log_in(self, user):
        self.authenticate(user.login, f"{user.login}-password")
        self.headers = {"X-Marfanet-User": str(user.id)}

    def _ask(self, method, path, data=None, **headers):
        response = self.url_open(
            ROUTE + path,
            data=data,
            method=method,
            headers={**self.headers, **headers},
            allow_redirects=False,
        )
        return response.status_code, response.json()

    def _open(self, **form):
        form = {
            "client_uuid": self.number,
            "representative": str(self.representative.id),
            "purpose": "support",
            **form,
        }
        return self._ask("POST", "", form)

    def _put(self, offset, data, sha256=None):
        return self._ask(
            "PUT",
            f"/{self.number}?offset={offset}",
            data,
            **{
                "Content-Type": "application/octet-stream",
                "X-Content-SHA256": sha256 or hashlib.sha256(data).hexdigest(),
            },
        )

    def _finish(self, content=None, **form):
        content = self.content if content is None else content
        form = {
            "size": str(len(content)),
            "sha256": hashlib.sha256(content).hexdigest(),
            **form,
        }
        return self._ask("POST", f"/{self.number}/finish", form)

    def _send(self, content):
        self._open()
        self._put(0, content)
        return self._finish(content)

    def _notes(self):
        self.env.invalidate_all()
        return self.env["marfanet.voice.note"].search(
            [("client_uuid", "=", self.number)]
        )

    def _uploads(self):
        self.env.invalidate_all()
        return self.env["marfanet.voice.upload"].search(
            [("client_uuid", "=", self.number)]
        )


@tagged("post_install", "-at_install")
class TestUploadProtocol(UploadCase):
    def test_recording_sent_in_pieces_becomes_a_note_with_its_file_and_job(self):
        self.assertEqual(
            self._open(filename="call.ogg"),
            (200, {"client_uuid": self.number, "received": 0, "done": False}),
        )
        half = len(self.content) // 2
        status, answer = self._put(0, self.content[:half])
        self.assertEqual((status, answer["received"]), (200, half))
        status, answer = self._put(half, self.content[half:])
        self.assertEqual((status, answer["received"]), (200, len(self.content)))
        status, receipt = self._finish()
        self.assertEqual(status, 201)
        note = self._notes()
        self.assertEqual(receipt["id"], note.id)
        self.assertEqual(receipt["sha256"], hashlib.sha256(self.content).hexdigest())
        self.assertEqual(note.user_id, self.sara)
        self.assertEqual(note.partner_id, self.representative)
        self.assertEqual(note.attachment_id.raw, self.content)
        self.assertEqual(note.attachment_id.name, "call.ogg")
        self.jobs.assert_jobs_count(1)
        self.assertFalse(self._uploads())

    def test_opening_again_tells_where_to_go_on(self):
        self._open()
        self._put(0, self.content[:100])
        status, answer = self._open()
        self.assertEqual((status, answer["received"]), (200, 100))

    def test_what_the_note_is_about_can_change_until_it_is_finished(self):
        self._open(purpose="support")
        self._put(0, self.content)
        self._open(purpose="sales")
        self._finish()
        self.assertEqual(self._notes().purpose, "sales")

    def test_finishing_again_returns_the_same_receipt(self):
        first = self._send(self.content)
        self.assertEqual(self._finish(), first)
        self.assertEqual(len(self._notes()), 1)

    def test_opening_and_sending_after_the_receipt_brings_the_receipt(self):
        _status, receipt = self._send(self.content)
        status, answer = self._open()
        self.assertEqual((status, answer["done"]), (200, True))
        self.assertEqual(answer["receipt"], receipt)
        self.assertEqual(answer["received"], len(self.content))

    def test_piece_at_a_wrong_offset_is_told_where_to_go_on(self):
        self._open()
        self._put(0, self.content[:100])
        for offset in (0, 50, 101, 10**12):
            with self.subTest(offset=offset):
                status, answer = self._put(offset, b"more")
                self.assertEqual((status, answer["received"]), (409, 100))
        self.assertEqual(self._uploads()._file().size, 100)

    def test_piece_damaged_on_its_way_leaves_nothing(self):
        self._open()
        status, answer = self._put(0, b"abc", hashlib.sha256(b"abd").hexdigest())
        self.assertEqual(status, 400)
        self.assertIn("damaged", answer["error"])
        self.assertFalse(self._uploads()._file().path.exists())
        self.assertEqual(self._open()[1]["received"], 0)

    def test_piece_without_checksum_is_refused(self):
        self._open()
        response = self.url_open(
            f"{ROUTE}/{self.number}?offset=0",
            data=b"abc",
            method="PUT",
            headers=self.headers,
        )
        self.assertEqual(response.status_code, 400)

    def test_piece_larger_than_a_request_may_be_is_refused(self):
        self._open()
        response = self.url_open(
            f"{ROUTE}/{self.number}?offset=0",
            data=bytes(marfanet_voice_upload.CHUNK_BYTES + 1),
            method="PUT",
            headers=self.headers,
        )
        self.assertEqual(response.status_code, 413)
        self.assertEqual(self._open()[1]["received"], 0)

    def test_finish_before_all_has_come_tells_where_to_go_on(self):
        self._open()
        self._put(0, self.content[:100])
        status, answer = self._finish()
        self.assertEqual((status, answer["received"]), (409, 100))
        self.assertEqual(self._open()[1]["received"], 100)

    def test_finish_of_another_recording_starts_again(self):
        self._open()
        self._put(0, self.content)
        status, answer = self._finish(sha256="0" * 64)
        self.assertEqual((status, answer["received"]), (409, 0))
        self.assertEqual(self._open()[1]["received"], 0)
        self.assertFalse(self._notes())
        self.assertEqual(self._send(self.content)[0], 201)

    def test_finish_without_size_keeps_what_has_come(self):
        self._open()
        self._put(0, self.content)
        self.assertEqual(self._finish(size="")[0], 400)
        self.assertEqual(self._open()[1]["received"], len(self.content))

    def test_other_recording_under_a_used_number_changes_nothing(self):
        self._send(self.content)
        status, _answer = self._finish(b"other")
        self.assertEqual(status, 409)
        self.assertEqual(self._notes().attachment_id.raw, self.content)

    def test_what_is_no_recording_is_refused_and_leaves_nothing(self):
        status, answer = self._send("این صدا نیست".encode())
        self.assertEqual(status, 400)
        self.assertIn("no recording", answer["error"])
        self.assertFalse(self._uploads())
        self.assertFalse(self._notes())

    def test_unknown_number_is_not_found(self):
        for method, path in (("PUT", "?offset=0"), ("POST", "/finish")):
            with self.subTest(method):
                headers = {"X-Content-SHA256": hashlib.sha256(b"").hexdigest()}
                data = {"size": "1", "sha256": "x"} if method == "POST" else b""
                status, _ = self._ask(method, f"/{self.number}{path}", data, **headers)
                self.assertEqual(status, 404)

    def test_uploads_of_another_person_are_not_found(self):
        self._open()
        self._put(0, self.content)
        self._log_in(self.reza)
        self.assertEqual(self._put(len(self.content), b"x")[0], 404)
        self.assertEqual(self._finish()[0], 404)
        # The same number is nothing to Reza: he begins at nothing.
        self.assertEqual(self._open()[1]["received"], 0)
        self._log_in(self.sara)
        self.assertEqual(self._finish()[0], 201)
        self.assertEqual(self._notes().user_id, self.sara)

    def test_note_of_another_person_is_not_found(self):
        self._send(self.content)
        self._log_in(self.reza)
        self.assertEqual(self._finish()[0], 404)

    def test_number_of_another_persons_note_is_refused(self):
        self._send(self.content)
        self._log_in(self.reza)
        self._open()
        self._put(0, self.content)
        status, answer = self._finish()
        self.assertEqual(status, 400)
        self.assertIn("under this note's number", answer["error"])
        self.assertEqual(self._notes().user_id, self.sara)

    def test_numbers_that_the_server_gives_are_no_devices(self):
        # Under it, the server would put what a colleague has typed into this note.
        typed = self._log_interaction(self.reza)._typed_uuid()
        status, answer = self._open(client_uuid=typed)
        self.assertEqual(status, 400)
        self.assertIn("version 5", answer["error"])
        self.assertFalse(self._uploads())

    def test_device_whose_clock_has_stopped_does_not_tell_the_date(self):
        self._open(recorded_at="1970-01-01T00:00:12+00:00", filename="a\0b.ogg")
        upload = self._uploads()
        self.assertEqual(upload.date.date(), fields.Date.today())
        self.assertEqual(upload.filename, "ab.ogg")

    def test_form_that_makes_no_sense_is_refused(self):
        self._move_below_a_representative(self.contact)
        cases = [
            ({"representative": "999999999"}, "no such representative"),
            ({"representative": str(self.contact.id)}, "is not a representative"),
            ({"client_uuid": "seven"}, "no UUID"),
            ({"recorded_at": "yesterday"}, "ISO 8601"),
            ({"recorded_at": "0001-01-01T00:00:00+14:00"}, "ISO 8601"),
            ({"size": "many"}, "number of bytes"),
            ({"size": "²"}, "number of bytes"),
            ({"size": "9" * 5000}, "number of bytes"),
            ({"representative": "²"}, "no such representative"),
            ({"interaction": "9" * 5000}, "no longer there"),
            ({"purpose": "gossip"}, "no purpose"),
            ({"language": "../fa"}, "no language code"),
            ({"interaction": "999999999"}, "no longer there"),
        ]
        for form, words in cases:
            with self.subTest(form):
                status, answer = self._open(**form)
                self.assertEqual(status, 400)
                self.assertIn(words, answer["error"])
        self.assertFalse(self._uploads())

    def test_request_from_elsewhere_or_for_another_person_is_refused(self):
        self._open()
        for headers in ({}, {"X-Marfanet-User": str(self.reza.id)}):
            self.headers = headers
            with self.subTest(headers):
                self.assertEqual(self._open()[0], 403)
                self.assertEqual(self._put(0, b"abc")[0], 403)
                self.assertEqual(self._finish()[0], 403)
        self.assertEqual(self._uploads().received, 0)

    def test_who_is_not_logged_in_is_sent_to_the_log_in_page(self):
        self.logout()
        response = self.url_open(
            ROUTE, data={"client_uuid": self.number}, allow_redirects=False
        )
        self.assertEqual(response.status_code, 303)

    def test_people_outside_the_team_send_nothing(self):
        self.outsider.password = f"{self.outsider.login}-password"
        self._log_in(self.outsider)
        status, answer = self._open()
        self.assertEqual(status, 400)
        self.assertIn("Voice Note", answer["error"])
        self.assertNotIn("Traceback", json.dumps(answer))


@tagged("post_install", "-at_install")
class TestUploadLimits(UploadCase):
    def test_size_beyond_the_limit_is_refused_before_a_byte_is_sent(self):
        status, answer = self._open(size=str(101 * 1024 * 1024))
        self.assertEqual(status, 413)
        self.assertIn("larger than 100 MB", answer["error"])
        self.assertFalse(self._uploads())

    def test_claimed_gigabytes_are_refused(self):
        self.assertEqual(self._open(size=str(2 * 1024**3))[0], 413)

    def test_recording_that_grows_beyond_the_limit_is_stopped(self):
        self.env["ir.config_parameter"].set_param("marfanet_voice.max_megabytes", "1")
        self._open()
        self._put(0, bytes(1024 * 1024))
        status, _answer = self._put(1024 * 1024, b"x")
        self.assertEqual(status, 413)
        self.assertEqual(self._open()[1]["received"], 1024 * 1024)

    def test_person_with_too_much_half_sent_waits(self):
        self.patch(marfanet_voice_upload, "MAX_OPEN", 1)
        self._open()
        first, self.number = self.number, str(uuid.uuid4())
        status, answer = self._open()
        self.assertEqual(status, 429)
        self.assertIn("kept on this device", answer["error"])
        self._log_in(self.reza)
        self.assertEqual(self._open()[0], 200)
        self._log_in(self.sara)
        self.number = first
        self.assertEqual(self._send(self.content)[0], 201)
        self.number = str(uuid.uuid4())
        self.assertEqual(self._open()[0], 200)

    def test_bytes_half_sent_are_limited_too(self):
        self.patch(marfanet_voice_upload, "MAX_OPEN_BYTES", 150)
        self._open()
        self._put(0, bytes(100))
        self.number = str(uuid.uuid4())
        self.assertEqual(self._open()[0], 200)
        self.assertEqual(self._put(0, bytes(51))[0], 429)
        self.assertEqual(self._put(0, bytes(50))[0], 200)

    def test_long_recording_is_refused_and_leaves_nothing(self):
        self.env["ir.config_parameter"].set_param("marfanet_voice.max_minutes", "1")
        content = tone(self.recording.parent, "ogg", 75.0).read_bytes()
        status, answer = self._send(content)
        self.assertEqual(status, 400)
        self.assertIn("longer than 1 minutes", answer["error"])
        self.assertFalse(self._uploads())

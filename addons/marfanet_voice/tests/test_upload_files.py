import hashlib
import os
import shutil
import time
import uuid
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..exceptions import DamagedChunk, OutOfStep, RecordingNotTaken
from ..models import marfanet_voice_upload
from .common import MarfanetVoiceCommon

DAY = timedelta(days=1).total_seconds()


@tagged("-at_install", "post_install")
class TestUploadFiles(MarfanetVoiceCommon):
    """What lies on the disk while a recording arrives, whatever happens meanwhile."""

    def setUp(self):
        super().setUp()
        self.enterContext(trap_jobs())
        attachments = self.env["ir.attachment"]
        self.folder = attachments._marfanet_folder() / str(uuid.uuid4())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.patch(type(attachments), "_marfanet_folder", lambda _self: self.folder)
        self.uploads = self.env["marfanet.voice.upload"].with_user(self.sara)
        self.content = self.recording.read_bytes()
        self.number = str(uuid.uuid4())
        self._open()

    def _open(self):
        return self.uploads._open(
            self.number,
            {"partner_id": self.representative.id, "purpose": "support"},
        )

    def _append(self, offset, data):
        sha256 = hashlib.sha256(data).hexdigest()
        return self.uploads._append(self.number, offset, data, sha256)

    def _finish(self):
        sha256 = hashlib.sha256(self.content).hexdigest()
        return self.uploads._finish(self.number, len(self.content), sha256)

    def _file(self):
        return self.folder / f"{self.sara.id}-{self.number}.part"

    def _row(self):
        return self.env["marfanet.voice.upload"].search(
            [("client_uuid", "=", self.number)]
        )

    def test_only_the_account_of_the_server_reads_it(self):
        self._append(0, b"abc")
        self.assertEqual(self._file().stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.folder.stat().st_mode & 0o777, 0o700)

    def test_nobody_reads_or_writes_the_rows(self):
        for user in (self.sara, self.lead):
            with self.subTest(user.login):
                uploads = self.env["marfanet.voice.upload"].with_user(user)
                with self.assertRaises(AccessError):
                    uploads.search([])
                with self.assertRaises(AccessError):
                    self._row().with_user(user).received = 5

    def test_torn_piece_is_cut_off_before_the_next_one(self):
        self._append(0, self.content[:1000])
        # As a worker leaves it that is killed after writing and before the commit.
        with self._file().open("ab") as file:
            file.write(b"torn" * 500)
        self.assertEqual(self._open()["received"], 1000)
        self._append(1000, self.content[1000:])
        self.assertEqual(self._file().read_bytes(), self.content)

    def test_torn_bytes_behind_the_last_piece_do_not_count(self):
        self._append(0, self.content)
        with self._file().open("ab") as file:
            file.write(b"torn")
        self.assertEqual(self._finish().attachment_id.raw, self.content)

    def test_lost_file_is_sent_again(self):
        self._append(0, self.content[:1000])
        self._file().write_bytes(self.content[:300])
        self.assertEqual(self._open()["received"], 300)
        with self.assertRaises(OutOfStep) as refusal:
            self._append(1000, self.content[1000:])
        self.assertEqual(refusal.exception.received, 300)
        self._file().unlink()
        self.assertEqual(self._open()["received"], 0)
        self._append(0, self.content)
        self.assertTrue(self._finish())

    def test_damaged_piece_writes_nothing(self):
        with self.assertRaises(DamagedChunk):
            self.uploads._append(self.number, 0, b"abc", "")
        self.assertFalse(self._file().exists())

    def test_undone_finish_loses_nothing(self):
        self._append(0, self.content)
        with self.env.cr.savepoint() as savepoint:
            self._finish()
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(self._open()["received"], len(self.content))
        self.assertEqual(self._finish().attachment_id.raw, self.content)

    def test_file_goes_when_the_note_is_committed_and_not_before(self):
        self._append(0, self.content)
        note = self._finish()
        self.assertTrue(self._file().exists())
        self.env.cr.postcommit.run()
        self.assertFalse(self._file().exists())
        self.assertEqual(note.attachment_id.raw, self.content)

    def test_refused_recording_is_forgotten(self):
        self.content = b"no sound"
        self._append(0, self.content)
        with self.assertRaises(RecordingNotTaken), self.env.cr.savepoint():
            self._finish()
        self.uploads._forget(self.number)
        self.assertFalse(self._row())
        self.assertFalse(self._file().exists())

    # --- LETTING GO

    def _age(self, days):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE marfanet_voice_upload SET write_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=days), self._row().id],
        )
        self.env.invalidate_all()

    def _collect(self):
        self.env["marfanet.voice.upload"]._gc_stale()
        self.env.cr.postcommit.run()

    def test_upload_that_nobody_goes_on_with_is_let_go_of(self):
        self._append(0, b"abc")
        self._age(marfanet_voice_upload.STALE_DAYS + 1)
        self._collect()
        self.assertFalse(self._row())
        self.assertFalse(self._file().exists())

    def test_upload_of_some_weeks_ago_goes_on(self):
        self._append(0, self.content[:1000])
        self._age(marfanet_voice_upload.STALE_DAYS - 1)
        self._collect()
        self._append(1000, self.content[1000:])
        self.assertTrue(self._finish())

    def test_what_a_kill_has_left_beside_the_uploads_goes_after_a_day(self):
        self._append(0, b"abc")
        old, young = self.folder / "old.part", self.folder / "young.part"
        old_folder = self.folder / "tmp_old"
        old_folder.mkdir()
        (old_folder / "recording").write_bytes(b"x")
        for path in (old, young):
            path.write_bytes(b"x")
        for path in (old, old_folder, self._file()):
            os.utime(path, (time.time() - 2 * DAY,) * 2)
        self._collect()
        self.assertFalse(old.exists() or old_folder.exists())
        self.assertTrue(young.exists())
        self.assertTrue(self._file().exists())

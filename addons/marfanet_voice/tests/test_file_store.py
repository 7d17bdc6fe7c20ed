import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import BaseCase, TransactionCase

from ..tools import file_store

ADDON = Path(__file__).parents[1]


class TestKills(BaseCase):
    def test_killed_at_any_line_a_file_is_whole_or_not_there(self):
        with tempfile.TemporaryDirectory(prefix="marfanet-test-") as folder:
            script = str(ADDON / "tests" / "kills.py")
            finished = subprocess.run(
                [sys.executable, script, str(ADDON), str(Path(folder, "scratch"))],
                capture_output=True,
                text=True,
            )
        self.assertEqual(finished.returncode, 0, finished.stderr)
        kills = json.loads(finished.stdout)
        self.assertEqual(len(kills), 7)
        for case, survived in kills.items():
            with self.subTest(case):
                self.assertGreater(survived, 10)


class TestFileStore(TransactionCase):
    def setUp(self):
        super().setUp()
        self.attachments = self.env["ir.attachment"]
        # In the file store's file system, as uploads are.
        uploads = self.attachments._marfanet_folder()
        uploads.mkdir(parents=True, exist_ok=True)
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(dir=uploads)))
        self.content = os.urandom(100_000)
        self.path = self.folder / "recording"
        self.path.write_bytes(self.content)
        sha1 = hashlib.sha1(self.content).hexdigest()
        self.name = f"{sha1[:2]}/{sha1}"
        self.stored = Path(self.attachments._full_path(self.name))
        self.addCleanup(self.stored.unlink, missing_ok=True)
        self.marked = Path(self.attachments._full_path("checklist"), self.name)
        self.addCleanup(self.marked.unlink, missing_ok=True)

    def _adopt(self, **values):
        return self.attachments._marfanet_adopt(
            self.path, {"name": "note.ogg", "mimetype": "audio/ogg", **values}
        )

    def _tear(self):
        self.stored.parent.mkdir(exist_ok=True)
        self.stored.write_bytes(self.content[:1000])

    def test_adopted_file_is_an_attachment_like_any_other(self):
        adopted = self._adopt()
        self.env.invalidate_all()
        ordinary = self.attachments.create(
            {"name": "note.ogg", "mimetype": "audio/ogg", "raw": self.content}
        )
        names = ["store_fname", "checksum", "file_size", "mimetype", "raw", "db_datas"]
        self.assertEqual(*(record.read(names)[0] | {"id": 0} for record in (
            adopted, ordinary,
        )))  # fmt: skip
        self.assertEqual(adopted.raw, self.content)

    def test_adopting_copies_nothing_and_leaves_the_first_name(self):
        self._adopt()
        self.assertTrue(self.path.samefile(self.stored))

    def test_file_that_is_there_already_is_shared(self):
        self.attachments.create({"name": "a", "raw": self.content})
        before = self.stored.stat().st_ino
        self._adopt()
        self.assertEqual(self.stored.stat().st_ino, before)

    def test_file_from_another_file_system_is_adopted_too(self):
        def refuse(*_arguments, **_options):
            raise OSError("Invalid cross-device link")

        self.patch(file_store.os, "link", refuse)
        self.assertEqual(self._adopt().raw, self.content)
        self.assertFalse(self.path.samefile(self.stored))
        self.assertEqual(self.stored.stat().st_mode & 0o777, 0o600)

    def test_torn_file_of_that_name_is_replaced(self):
        self._tear()
        self.assertEqual(self._adopt().raw, self.content)

    def test_ordinary_attachment_replaces_a_torn_file_too(self):
        self._tear()
        attachment = self.attachments.create({"name": "a", "raw": self.content})
        self.env.invalidate_all()
        self.assertEqual(attachment.raw, self.content)

    def test_other_file_that_has_the_name_by_right_stays(self):
        # What somebody would need who has broken SHA-1: two files, one checksum.
        self._adopt()
        self.patch(file_store, "sha1", lambda _path: self.stored.name)
        self.path = self.folder / "other"
        self.path.write_bytes(b"another recording")
        with self.assertRaisesRegex(UserError, "collides"):
            self._adopt()
        self.assertEqual(self.stored.read_bytes(), self.content)

    def test_collector_knows_of_a_file_before_it_exists(self):
        def look(*_arguments):
            self.assertTrue(self.marked.exists())

        for method in ("place", "write"):
            with self.subTest(method):
                self.patch(file_store, method, look)
                self.marked.unlink(missing_ok=True)
                if method == "place":
                    self._adopt()
                else:
                    self.attachments.create({"name": "a", "raw": self.content})

    def test_collector_waits_for_the_transaction_and_keeps_its_file(self):
        self._adopt()
        self.env.cr.execute(
            "SELECT 1 FROM pg_locks WHERE pid = pg_backend_pid()"
            " AND relation = 'ir_attachment'::regclass AND mode = 'RowExclusiveLock'"
        )
        # The collector's SHARE lock conflicts with it.
        self.assertTrue(self.env.cr.fetchall())
        self.attachments.flush_model()
        self.attachments._gc_file_store_unsafe()
        self.assertTrue(self.stored.exists())

    def test_collector_takes_the_file_of_a_transaction_that_was_undone(self):
        with self.env.cr.savepoint() as savepoint:
            self._adopt()
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertTrue(self.stored.exists())
        self.attachments._gc_file_store_unsafe()
        self.assertFalse(self.stored.exists())
        # The upload is still there: nothing was lost by being undone.
        self.assertEqual(self.path.read_bytes(), self.content)
        self.assertEqual(self._adopt().raw, self.content)

    def test_deleting_one_of_two_attachments_keeps_the_file(self):
        first, second = self._adopt(), self._adopt()
        first.unlink()
        self.env.flush_all()
        self.attachments._gc_file_store_unsafe()
        self.assertEqual(second.raw, self.content)

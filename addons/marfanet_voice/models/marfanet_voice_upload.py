import hashlib
import logging
import shutil
import time
from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..exceptions import (
    DamagedChunk,
    NoSuchUpload,
    OutOfStep,
    RecordingNotTaken,
    TooManyUploads,
    UploadTooLarge,
)
from ..tools.growing_file import GrowingFile

_logger = logging.getLogger(__name__)

#: Bytes that one request may bring: what a slow connection carries in a minute, and
#: little beside the memory of a worker.
CHUNK_BYTES = 4 * 1024 * 1024
#: What one person may leave half sent. A day of work without a network is some twenty
#: notes of a megabyte each.
MAX_OPEN = 100
MAX_OPEN_BYTES = 2 * 1024**3
#: Days without a byte after which a half-sent recording is let go. The device keeps its
#: own copy until it has the receipt, so that all it costs is to send it again; and no
#: holiday, Nowruz with what people add to it included, is as long.
STALE_DAYS = 30


class MarfanetVoiceUpload(models.Model):
    """A recording on its way from a device, of which the server has the first part.

    The bytes lie in a file in the database's own data folder, beside the file store.
    Each piece is on the disk before the row that counts it is committed: killed at any
    moment, the server has what it said it has. When the last piece has come, the file
    becomes a voice note and the row goes.

    Nobody has rights on this model. People reach their own uploads through the methods
    below; whose one is, is part of every search.
    """

    _name = "marfanet.voice.upload"
    _description = "Voice Note on Its Way"
    _rec_name = "client_uuid"

    client_uuid = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", required=True, readonly=True, ondelete="cascade"
    )
    received = fields.Integer(readonly=True, help="Bytes that are safe on the server.")
    size = fields.Integer(readonly=True, help="Bytes it will have; 0 while not known.")

    # What the note will be about
    partner_id = fields.Many2one(
        comodel_name="res.partner", required=True, readonly=True, ondelete="cascade"
    )
    purpose = fields.Char(required=True, readonly=True)
    interaction_id = fields.Many2one(
        comodel_name="marfanet.interaction", readonly=True, ondelete="set null"
    )
    task_id = fields.Many2one(
        comodel_name="marfanet.task", readonly=True, ondelete="set null"
    )
    date = fields.Datetime(readonly=True)
    language = fields.Char(readonly=True)
    filename = fields.Char(readonly=True)

    _user_client_uuid_unique = models.UniqueIndex(
        "(user_id, client_uuid)", "This recording is being sent already."
    )

    # --- WHAT A DEVICE ASKS FOR

    @api.model
    def _open(self, client_uuid, values):
        """Start an upload, or tell how far it is.

        :param client_uuid: the device's own id for the note
        :param values: what the note will be about, and the size if it is known; said
            again, the last word counts
        :return: ``{client_uuid, received, done}``, with the note's receipt if done
        :raise UserError: not allowed, too large, or too much half sent
        """
        notes = self.env["marfanet.voice.note"]
        notes.check_access("create")
        self.env["res.partner"].browse(values["partner_id"])._check_is_representative()
        notes._check_purpose(values["purpose"])
        notes._check_language(values.get("language"))
        self._check_size(values.get("size", 0))
        if note := self._find_note(client_uuid):
            return self._answer_done(note)
        upload_sudo = self._find_own_sudo(client_uuid)
        if not upload_sudo:
            self._check_quota()
            upload_sudo = self._begin_sudo(client_uuid, values)
        upload_sudo._lock()
        upload_sudo.write(values)
        return upload_sudo._answer()

    def _begin_sudo(self, client_uuid, values):
        """Insert the row of an upload.

        Not by ``create``: of two requests at the same moment, PostgreSQL would let the
        second one fail for good. Here it is begun anew by Odoo, and finds the row.
        """
        row = {
            "client_uuid": client_uuid,
            "user_id": self.env.uid,
            "partner_id": values["partner_id"],
            "purpose": values["purpose"],
            "received": 0,
            "create_uid": self.env.uid,
            "create_date": fields.Datetime.now(),
        }
        insert = SQL(
            "INSERT INTO %s (%s) VALUES %s ON CONFLICT DO NOTHING RETURNING id",
            SQL.identifier(self._table),
            SQL(", ").join(map(SQL.identifier, row)),
            tuple(row.values()),
        )
        self.env.cr.execute(insert, log_exceptions=False)
        return self._own_sudo().browse(self.env.cr.fetchone()[0])

    def _append(self, client_uuid, offset, data, sha256):
        """Take the next piece.

        :param offset: where it starts
        :param sha256: its checksum in hexadecimal, as the device has computed it
        :return: ``{client_uuid, received, done}``
        :raise NoSuchUpload: never opened, or another person's
        :raise DamagedChunk: it arrived otherwise than it was sent; nothing is kept
        :raise OutOfStep: it does not start where the server's part ends
        :raise UploadTooLarge: with it, the recording is larger than allowed
        """
        if hashlib.sha256(data).hexdigest() != (sha256 or "").lower():
            raise DamagedChunk(
                self.env._("A part of the recording was damaged on its way.")
            )
        upload_sudo = self._get_own_sudo(client_uuid)
        received = upload_sudo._safe_bytes()
        if offset != received:
            raise self._out_of_step(received)
        self._check_size(received + len(data))
        self._check_quota_bytes(len(data))
        upload_sudo.received = upload_sudo._file().append(received, data)
        return upload_sudo._answer()

    def _finish(self, client_uuid, size, sha256):
        """Make a voice note of what has arrived; again, return the same one.

        :param size: bytes of the whole recording
        :param sha256: its checksum in hexadecimal
        :return: the voice note
        :raise NoSuchUpload: never opened, or another person's
        :raise OutOfStep: bytes are missing, or it is another recording than was sent;
            ``received`` tells where to go on
        :raise RecordingNotTaken: no recording, or too long; the caller undoes the
            transaction and calls ``_forget``
        :raise AccessError: the person may not make this note
        """
        if note := self._find_note(client_uuid):
            if note.sha256 != (sha256 or "").lower():
                raise self._out_of_step(0)
            return note
        upload_sudo = self._get_own_sudo(client_uuid)
        received = upload_sudo._safe_bytes()
        if not size:
            raise RecordingNotTaken(
                self.env._(
                    "The recording is empty: there is no sound in it. Nothing was"
                    " stored; record it again."
                )
            )
        if received < size:
            raise self._out_of_step(received)
        file = upload_sudo._file()
        if file.size > received:
            # Torn bytes of a piece that was never acknowledged
            file.append(received, b"")
        if received > size or file.sha256() != (sha256 or "").lower():
            upload_sudo._start_again()
            raise self._out_of_step(0)
        note = self._receive(upload_sudo)
        upload_sudo._let_go()
        return note

    def _receive(self, upload_sudo):
        try:
            return self.env["marfanet.voice.note"]._receive(
                upload_sudo._file().path,
                upload_sudo.client_uuid,
                **upload_sudo._prepare_note(),
            )
        except AccessError:
            # Rights may come back; the recording is as good as before.
            raise
        except UserError as error:
            raise RecordingNotTaken(str(error)) from error

    def _forget(self, client_uuid):
        """Let go of what has arrived of a recording that was refused."""
        upload_sudo = self._find_own_sudo(client_uuid)
        if upload_sudo:
            # At once: should the row outlive it, it stands for nothing.
            upload_sudo._file().remove()
            upload_sudo.unlink()

    # --- ITS OWN WORK

    def _own_sudo(self):
        # sudo: nobody has rights on uploads; every search names the person.
        return self.sudo()

    def _find_own_sudo(self, client_uuid):
        return self._own_sudo().search(
            [("user_id", "=", self.env.uid), ("client_uuid", "=", client_uuid)]
        )

    def _get_own_sudo(self, client_uuid):
        upload_sudo = self._find_own_sudo(client_uuid)
        if not upload_sudo:
            raise NoSuchUpload(self.env._("There is no such upload."))
        upload_sudo._lock()
        return upload_sudo

    def _find_note(self, client_uuid):
        notes = self.env["marfanet.voice.note"]
        return notes.search(
            [("user_id", "=", self.env.uid), ("client_uuid", "=", client_uuid)]
        )

    def _lock(self):
        """Have one request at a time work on an upload.

        One that waited here and finds the row changed or gone is begun anew by Odoo,
        as after every conflict between transactions.
        """
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id = %s FOR UPDATE",
                SQL.identifier(self._table),
                self.id,
            ),
            log_exceptions=False,
        )

    def _file(self):
        name = f"{self.user_id.id}-{self.client_uuid}.part"
        return GrowingFile(self._folder() / name)

    @api.model
    def _folder(self):
        return self.env["ir.attachment"]._marfanet_folder()

    def _safe_bytes(self):
        # Less than was counted only where the folder was lost or restored from an older
        # copy than the database: then the device sends the rest again.
        return min(self.received, self._file().size)

    def _answer(self):
        return {
            "client_uuid": self.client_uuid,
            "received": self._safe_bytes(),
            "done": False,
        }

    def _answer_done(self, note):
        return {
            "client_uuid": note.client_uuid,
            "received": note.attachment_id.file_size,
            "done": True,
            "receipt": note._upload_receipt(),
        }

    def _prepare_note(self):
        """Return the arguments of a note's ``_receive``, seen as the person."""
        told = {
            "date": self.date,
            "filename": self.filename,
            "interaction": self.interaction_id.sudo(False),
            "task": self.task_id.sudo(False),
            "language": self.language,
        }
        return {
            "partner": self.partner_id.sudo(False),
            "purpose": self.purpose,
            **{name: value for name, value in told.items() if value},
        }

    def _start_again(self):
        self._file().remove()
        self.received = 0

    def _let_go(self):
        # After the commit: were the transaction undone, the row would stand without
        # its file, and all of it would have to be sent again.
        for upload in self:
            self.env.cr.postcommit.add(partial(upload._file().remove))
        self.unlink()

    def _out_of_step(self, received):
        return OutOfStep(
            self.env._("The recording is sent on from where the server stopped."),
            received=received,
        )

    # --- LIMITS

    def _check_size(self, size):
        limit = self.env["marfanet.voice.note"]._max_bytes()
        if size > limit:
            raise UploadTooLarge(
                self.env._(
                    "The file is larger than %(megabytes)s MB, so it was not stored."
                    " Send a shorter recording.",
                    megabytes=limit // 1024 // 1024,
                )
            )

    def _check_quota(self):
        if self._own_sudo().search_count(
            [("user_id", "=", self.env.uid)], limit=MAX_OPEN
        ) >= MAX_OPEN:  # fmt: skip
            raise self._too_many()
        self._check_quota_bytes(0)

    def _check_quota_bytes(self, more):
        [[received]] = self._own_sudo()._read_group(
            [("user_id", "=", self.env.uid)], aggregates=["received:sum"]
        )
        if (received or 0) + more > MAX_OPEN_BYTES:
            raise self._too_many()

    def _too_many(self):
        return TooManyUploads(
            self.env._(
                "Too many recordings of yours are half sent. They are kept on this"
                " device; let the others arrive first."
            )
        )

    # --- LETTING GO

    @api.autovacuum
    def _gc_stale(self):
        """Let go of uploads that nobody has gone on with, and of files without one."""
        limit = fields.Datetime.now() - timedelta(days=STALE_DAYS)
        stale = self.search([("write_date", "<", limit)])
        if stale:
            _logger.info("Stale uploads of voice notes are removed: %s", stale.ids)
        stale._let_go()
        self._gc_files()

    def _gc_files(self):
        if not self._folder().is_dir():
            return
        known = {upload._file().path.name for upload in self.search([])}
        # A file a moment old may belong to a row that is not committed yet.
        yesterday = time.time() - timedelta(days=1).total_seconds()
        for path in self._folder().iterdir():
            if path.name in known or path.stat().st_mtime > yesterday:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

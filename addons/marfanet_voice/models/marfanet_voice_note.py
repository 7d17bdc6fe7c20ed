import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..exceptions import Empty, RecordingRefused, TooLong
from ..tools import audio


class MarfanetVoiceNote(models.Model):
    """A recording about a contact with a representative, and what was made of it."""

    _name = "marfanet.voice.note"
    _description = "Voice Note"
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    # Whose and about whom
    client_uuid = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        help="Made by the device that recorded the note, so that sending it twice"
        " stores it once.",
    )
    interaction_id = fields.Many2one(
        comodel_name="marfanet.interaction",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    partner_id = fields.Many2one(
        related="interaction_id.partner_id", store=True, index=True
    )
    purpose = fields.Selection(related="interaction_id.purpose")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Agent",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        related="interaction_id.company_id", store=True, index=True
    )
    date = fields.Datetime(
        string="Recorded on", required=True, readonly=True, default=fields.Datetime.now
    )

    # The recording
    attachment_id = fields.Many2one(
        comodel_name="ir.attachment", readonly=True, copy=False, ondelete="restrict"
    )
    seconds = fields.Float(readonly=True, aggregator="sum")
    sha256 = fields.Char(readonly=True, copy=False)

    # Where it stands
    state = fields.Selection(
        selection=[
            ("received", "Sent"),
            ("waiting", "Waiting for the AI service"),
            ("untranscribed", "Waiting for what was said"),
            ("transcribed", "Reading…"),
            ("analysed", "Writing down…"),
            ("ready", "Ready"),
            ("failed", "Needs a look"),
        ],
        required=True,
        readonly=True,
        default="received",
        index=True,
    )
    failure = fields.Char(
        readonly=True, copy=False, help="What went wrong, and what to do about it."
    )
    retry_at = fields.Datetime(readonly=True, copy=False)
    attempts = fields.Integer(
        readonly=True, copy=False, help="How often the service was asked in vain."
    )

    # What was said and found
    transcript = fields.Text()
    transcript_origin = fields.Selection(
        selection=[("speech", "Speech to text"), ("typed", "Typed by a person")],
        readonly=True,
    )
    transcribed_by = fields.Char(readonly=True)
    finding = fields.Json(readonly=True, copy=False)
    read_by = fields.Char(
        readonly=True, help="The AI model that read the note, or the built-in reader."
    )
    task_ids = fields.One2many(
        comodel_name="marfanet.task", inverse_name="voice_note_id"
    )

    # A representative's timeline
    _partner_date_index = models.Index("(partner_id, date DESC, id DESC)")
    _client_uuid_unique = models.UniqueIndex(
        "(client_uuid)", "This voice note has been stored before."
    )

    # --- TAKING A RECORDING IN

    @api.model
    def _receive(self, path, client_uuid, partner, purpose, date=None, filename=""):
        """Store a recording with its interaction and start its work.

        A recording that was received before is not stored again.

        :param path: the file, which is read and left alone
        :param client_uuid: the device's own id for the note
        :param partner: the representative it is about
        :param purpose: one of the interaction's purposes
        :param date: when it was recorded, naive UTC; now, if not told
        :param filename: what the person's file was called
        :return: the voice note
        :raise UserError: a file that is no recording, or not allowed
        """
        self.check_access("create")
        partner._check_is_representative()
        if purpose not in self.env["marfanet.interaction"]._fields[
            "purpose"
        ].get_values(self.env):
            raise ValidationError(
                self.env._("“%s” is no purpose of an interaction.", purpose)
            )
        sha256 = _sha256(path)
        known = self._find_received(client_uuid, sha256)
        if known:
            return known
        recording = self._inspect(path)
        now = fields.Datetime.now()
        interaction = self.env["marfanet.interaction"].create(
            {"partner_id": partner.id, "purpose": purpose, "date": date or now}
        )
        note = self.create(
            {
                "client_uuid": client_uuid,
                "interaction_id": interaction.id,
                "date": date or now,
                "seconds": recording.seconds,
                "sha256": sha256,
            }
        )
        note.attachment_id = self.env["ir.attachment"].create(
            {
                "name": filename or f"{client_uuid}.{recording.demuxer}",
                "res_model": self._name,
                "res_id": note.id,
                "mimetype": recording.mimetype,
                "raw": path.read_bytes(),
            }
        )
        note._enqueue("_transcribe")
        return note

    def _find_received(self, client_uuid, sha256):
        known = self.search([("client_uuid", "=", client_uuid)], limit=1)
        if known and known.sha256 != sha256:
            raise UserError(
                self.env._(
                    "Another recording was already stored under this note's number."
                    " Nothing was changed; record or choose the file again."
                )
            )
        return known

    def _upload_receipt(self):
        """What a device must know before it lets go of its own copy."""
        self.ensure_one()
        return {
            "id": self.id,
            "client_uuid": self.client_uuid,
            "sha256": self.sha256,
            "state": self.state,
            "interaction_id": self.interaction_id.id,
        }

    @api.model
    def _max_bytes(self):
        """The largest recording that is taken, in bytes."""
        return self._limit("marfanet_voice.max_megabytes", 100) * 1024 * 1024

    @api.model
    def _limit(self, parameter, default):
        # Agents may not read parameters; this one is theirs to be held to.
        value = self.env["ir.config_parameter"].sudo().get_param(parameter)
        return int(value) if value and value.isdigit() else default

    def _inspect(self, path):
        megabytes = self._max_bytes() // 1024 // 1024
        minutes = self._limit("marfanet_voice.max_minutes", 60)
        if path.stat().st_size > self._max_bytes():
            raise UserError(
                self.env._(
                    "The file is larger than %(megabytes)s MB, so it was not stored."
                    " Send a shorter recording.",
                    megabytes=megabytes,
                )
            )
        try:
            return audio.inspect(path, max_seconds=minutes * 60)
        except Empty:
            raise UserError(
                self.env._(
                    "The recording is empty: there is no sound in it. Nothing was"
                    " stored; record it again."
                )
            ) from None
        except TooLong:
            raise UserError(
                self.env._(
                    "The recording is longer than %(minutes)s minutes, so it was not"
                    " stored. Send it in parts.",
                    minutes=minutes,
                )
            ) from None
        except RecordingRefused:
            raise UserError(
                self.env._(
                    "The file is no recording that can be played, so it was not"
                    " stored. Choose an mp3, wav, ogg, opus, m4a, webm, amr or flac"
                    " file."
                )
            ) from None

    # --- ACTIONS

    def action_use_transcript(self):
        """Go on with what a person has typed or corrected."""
        for note in self:
            if not (note.transcript or "").strip():
                raise UserError(
                    self.env._("Type what was said in the recording first.")
                )
            note._set_transcript(note.transcript.strip(), "typed")
        return True

    def action_retry(self):
        """Go on from where the note stopped."""
        stopped = ("failed", "untranscribed", "waiting")
        for note in self.filtered(lambda note: note.state in stopped):
            if note.transcript:
                note._set_state("transcribed")
                note._enqueue("_analyse")
            else:
                note._set_state("received")
                note._enqueue("_transcribe")
        return True


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

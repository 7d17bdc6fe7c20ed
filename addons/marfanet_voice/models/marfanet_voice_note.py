import hashlib
import logging
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.marfanet_ai.exceptions import AIServiceError, TryLater
from odoo.addons.queue_job.job import identity_exact

from ..exceptions import Empty, RecordingRefused, TooLong
from ..tools import analysis, audio

_logger = logging.getLogger(__name__)

DEFAULT_TIMEZONE = "Asia/Tehran"

# Until when a service that fails for a while is asked again: after 1, 5, 15 minutes,
# then hourly. The sum covers a working day without it.
RETRY_DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, *[60] * 8)]

# Meanwhile nobody waits for a summary that the built-in reader can give.
LANGUAGE_RETRIES = 2


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

    _client_uuid_unique = models.UniqueIndex(
        "(client_uuid)", "This voice note has been stored before."
    )

    # --- taking a recording in

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

    # --- the work, in jobs

    def _enqueue(self, step, eta=None):
        delayed = self.with_delay(
            eta=eta,
            identity_key=identity_exact,
            description=f"{self._description} {self.id}: {step}",
        )
        getattr(delayed, step)()

    def _transcribe(self):
        """Have the recording written down by the first speech service that can."""
        self.ensure_one()
        self._lock()
        if self.state not in ("received", "waiting") or self.transcript:
            return
        # Agents may not read providers, and need not: a job asks for them.
        providers = self.env["marfanet.ai.provider"].sudo()._ready("speech")
        if not providers:
            self._set_state("untranscribed")
            return
        try:
            provider, transcript = providers._ask_in_order(self._ask_for_transcript)
        except TryLater as error:
            self._wait_for_service(error, "_transcribe")
            return
        except AIServiceError as error:
            self._fail(self._failure_of(error))
            return
        if not transcript.text.strip():
            self._fail(
                self.env._(
                    "No speech was heard in the recording. Listen to it, and type"
                    " what was said."
                )
            )
            return
        self._set_transcript(transcript.text.strip(), "speech", provider.name)

    def _analyse(self):
        """Find out what was said: by a language model, else by the built-in reader."""
        self.ensure_one()
        self._lock()
        if self.state not in ("transcribed", "waiting") or not self.transcript:
            return
        now = self._local_date()
        # Agents may not read providers, and need not: a job asks for them.
        providers = self.env["marfanet.ai.provider"].sudo()._ready("language")
        request = analysis.messages(self.transcript, now, self.purpose)
        try:
            provider, answer = providers._ask_in_order(
                lambda provider: provider._chat_model().ask(
                    request, analysis.NoteAnswer
                )
            )
        except TryLater as error:
            if self.attempts < LANGUAGE_RETRIES:
                self._wait_for_service(error, "_analyse")
                return
            finding, reader = self._read_without_ai(now)
        except AIServiceError:
            finding, reader = self._read_without_ai(now)
        else:
            finding = analysis.settle(answer.value, self.transcript, now)
            reader = f"{provider.name} ({answer.model})"
        self.write({"finding": finding.as_json(), "read_by": reader})
        self._set_state("analysed")
        self._enqueue("_apply")

    def _apply(self):
        """Write what was found into the interaction, and propose the tasks, once."""
        self.ensure_one()
        self._lock()
        if self.state != "analysed":
            return
        self._fill_interaction()
        self._propose_tasks()
        self._set_state("ready")

    def _on_job_failed(self, exc_name=None, **failure):
        # The words of the exception may quote the note: they stay in the job's log.
        _logger.error("Voice note %s: a job failed with %s", self.ids, exc_name)
        self._fail(
            self.env._(
                "Something went wrong on the server. The recording is safe; try again,"
                " or type what was said."
            )
        )

    def _lock(self):
        """Keep other jobs of the same note out until this one has committed."""
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id = %s FOR UPDATE",
                SQL.identifier(self._table),
                self.id,
            )
        )
        self.invalidate_recordset()

    def _ask_for_transcript(self, provider):
        client = provider._speech_client()
        with self._prepared_recording(client.container) as path:
            return client.transcribe(path)

    @contextmanager
    def _prepared_recording(self, container):
        """Give the recording's path in the container that a service takes."""
        attachment = self.attachment_id
        source = Path(attachment._full_path(attachment.store_fname))
        limit = self._limit("marfanet_voice.max_minutes", 60) * 60
        with tempfile.TemporaryDirectory(prefix="marfanet-voice-") as folder:
            target = Path(folder, f"recording.{container}")
            audio.convert(audio.inspect(source, limit), target, container)
            yield target

    def _read_without_ai(self, now):
        finding = analysis.read(self.transcript, now, self.purpose)
        return finding, self.env._("Built-in reader")

    def _set_transcript(self, transcript, origin, provider_name=False):
        self.write(
            {
                "transcript": transcript,
                "transcript_origin": origin,
                "transcribed_by": provider_name,
            }
        )
        self._set_state("transcribed")
        self._enqueue("_analyse")

    def _set_state(self, state):
        self.write({"state": state, "failure": False, "retry_at": False, "attempts": 0})

    def _fail(self, failure):
        self._set_state("failed")
        self.failure = failure

    def _wait_for_service(self, error, step):
        """Let a later job do the step, at the moment that the service asked for.

        Not by queue_job's own retry: that rolls back what the job wrote, and the
        person would not see what the note waits for.
        """
        if self.attempts >= len(RETRY_DELAYS):
            self._fail(self._failure_of(error))
            return
        delay = RETRY_DELAYS[self.attempts]
        if error.retry_after:
            # What the service asks for counts, up to the longest wait of our own.
            asked = timedelta(seconds=min(error.retry_after, 3600))
            delay = max(delay, asked)
        retry_at = fields.Datetime.now() + delay
        self.write(
            {
                "state": "waiting",
                "retry_at": retry_at,
                "attempts": self.attempts + 1,
                "failure": self.env["marfanet.ai.provider"]._reason_of(error),
            }
        )
        self._enqueue(step, eta=retry_at)

    def _failure_of(self, error):
        return self.env._(
            "%(reason)s The recording is safe: try again, or type what was said.",
            reason=self.env["marfanet.ai.provider"]._reason_of(error),
        )

    def _fill_interaction(self):
        """Fill what the agent has left empty; a person's words are never replaced."""
        interaction = self.interaction_id
        values = {
            name: self.finding[name]
            for name in interaction._ai_written_fields()
            if self.finding[name] and not interaction[name]
        }
        if values:
            interaction.write(
                {**values, "ai_review": "suggested", "voice_note_id": self.id}
            )

    def _propose_tasks(self):
        done = set(self.task_ids.mapped("voice_note_action"))
        self.env["marfanet.task"].create(
            [
                self._prepare_task_values(number, follow_up)
                for number, follow_up in enumerate(self.finding["follow_ups"], start=1)
                if number not in done
            ]
        )

    def _prepare_task_values(self, number, follow_up):
        return {
            "name": follow_up["title"],
            "partner_id": self.partner_id.id,
            "interaction_id": self.interaction_id.id,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "date_due": self._utc(follow_up["due"]),
            "time_said": follow_up["time_said"],
            "origin": "ai",
            "ai_review": "suggested",
            "quote": follow_up["quote"],
            "date_doubt": follow_up["doubt"],
            "voice_note_id": self.id,
            "voice_note_action": number,
        }

    def _timezone(self):
        return ZoneInfo(self.user_id.tz or DEFAULT_TIMEZONE)

    def _local_date(self):
        """The moment of the recording on the agent's clock, naive."""
        aware = self.date.replace(tzinfo=UTC).astimezone(self._timezone())
        return aware.replace(tzinfo=None)

    def _utc(self, local):
        if not local:
            return False
        aware = datetime.fromisoformat(local).replace(tzinfo=self._timezone())
        return aware.astimezone(UTC).replace(tzinfo=None)

    # --- what a person does

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

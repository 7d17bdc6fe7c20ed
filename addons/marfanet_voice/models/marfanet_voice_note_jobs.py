import logging
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.marfanet_ai.exceptions import AIServiceError, TryLater
from odoo.addons.queue_job.job import identity_exact

from ..tools import analysis, audio

_logger = logging.getLogger(__name__)

DEFAULT_TIMEZONE = "Asia/Tehran"

# Until when a service that fails for a while is asked again: after 1, 5, 15 minutes,
# then hourly. The sum covers a working day without it.
RETRY_DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, *[60] * 8)]

# Meanwhile nobody waits for a summary that the built-in reader can give.
LANGUAGE_RETRIES = 2


class MarfanetVoiceNote(models.Model):
    """What is done with a note after it was received, in jobs safe to run twice."""

    _inherit = "marfanet.voice.note"

    def _enqueue(self, step, eta=None):
        delayed = self.with_delay(
            eta=eta,
            # One planned try at a time. A job for now must not be taken for the one
            # that is planned for later; should both run, the second finds it done.
            identity_key=identity_exact if eta else None,
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
        instructions = self.env["marfanet.ai.prompt"]._compose(
            "voice_note", analysis.prompt_values(now, self.purpose)
        )
        request = [
            {"role": "system", "content": instructions},
            {"role": "user", "content": self.transcript},
        ]
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

import tempfile
from contextlib import contextmanager
from pathlib import Path

from odoo import api, fields, models

from odoo.addons.marfanet_ai.exceptions import AIServiceError, OverBudget, TryLater

from ..tools import audio, crash, transcript
from .marfanet_ai_call import SPEECH_JOB
from .marfanet_voice_note_jobs import stage

# A piece is sent again as a whole when it fails, and the next one is on its way
# meanwhile; most services take an hour, but few promise to.
LONGEST_PIECE = 600

# How often a recording waits for the next day or month of a budget: one that fits into
# none would wait for ever.
MAX_RENEWALS = 7

# What is known of a recording
RECORDED = ("attachment_id", "sha256", "seconds", "language", "pieces", "is_fit")


class MarfanetVoiceNote(models.Model):
    """From the recording to the transcript, piece by piece."""

    _inherit = "marfanet.voice.note"

    @stage(*RECORDED)
    def _transcribe(self):
        """Plan the pieces, and have those written down that are not yet.

        A recording of one piece, which most are, is written down right here: a job of
        its own would cost more than the work, and there is nothing to do beside it.
        """
        self.ensure_one()
        if not self._wants_transcript():
            return
        # In another state, people are first told that it goes on.
        if self.state == "transcribing" and len(self.pieces or ()) == 1:
            crash.reach("plan_made")
            self._have_written_down(0)
            return
        self._only_one("plan")
        planned = {} if self.pieces else self._listen()
        pieces = planned.get("pieces", self.pieces)
        crash.reach("plan_made")
        self._lock()
        if not self._wants_transcript():
            return
        self._follow_claim()
        if not pieces:
            self._fail_for_silence()
            return
        # What it waited for before, and what broke, counts until something has been
        # heard.
        self._set_state(
            "transcribing", attempts=self.attempts, rescues=self.rescues, **planned
        )
        for number in range(len(pieces)):
            if not self._heard_before(number):
                self._enqueue("_transcribe_piece", number, self.hearing)
        if all(self._heard_before(number) for number in range(len(pieces))):
            self._enqueue("_join")

    @stage(*RECORDED)
    def _transcribe_piece(self, number, hearing):
        """Have one piece written down by the first speech service that can.

        :param number: of the piece, from 0
        :param hearing: for which hearing it was asked
        """
        self.ensure_one()
        if self._wants_transcript() and hearing == self.hearing:
            self._have_written_down(number)

    def _have_written_down(self, number):
        self._only_one(f"piece {number}")
        part = self._heard_before(number)
        if not part:
            try:
                part = self._hear(number)
            except TryLater as error:
                self._lock()
                # Where another piece has met the same trouble, it waits already: one
                # try for all of them.
                if self._wants_transcript() and self.state != "waiting":
                    self._wait_for_service(error)
                return
            except OverBudget as error:
                self._lock()
                if self._wants_transcript() and self.state != "waiting":
                    self._wait_for_budget(error)
                return
            except AIServiceError as error:
                self._lock()
                if self._wants_transcript():
                    self._give_up_hearing(error)
                return
        if len(self.pieces) == 1:
            self._lock()
            self._put_together([part])
        else:
            # This transaction does not see what others have kept since it began.
            self._enqueue("_join")

    @stage(*RECORDED)
    def _join(self):
        """Put the transcript together, if all the pieces are there."""
        self.ensure_one()
        self._lock()
        parts = [self._heard_before(number) for number in range(len(self.pieces or ()))]
        if parts and all(parts):
            self._put_together(parts)

    def _wants_transcript(self):
        at_it = self.state in ("received", "transcribing", "waiting")
        return at_it and not self._is_heard()

    # --- PIECES

    def _listen(self):
        """Find out what is in the recording, and so in which pieces it is sent."""
        return self._prepare_contents_values(
            audio.contents(
                self._recording(), longest=LONGEST_PIECE, folder=self._workplace()
            )
        )

    @api.model
    def _prepare_known_values(self, recorded):
        """Return what is known of a recording's contents when it is taken in.

        :param recorded: the ``tools.audio.Recording``
        """
        if not recorded.contents or recorded.seconds > LONGEST_PIECE:
            return {}
        return self._prepare_contents_values(recorded.contents)

    @api.model
    def _prepare_contents_values(self, contents):
        pieces = [[start, seconds] for start, seconds in contents.parts]
        return {"pieces": pieces, "is_fit": contents.is_fit}

    def _piece_hash(self, number):
        return self._hash(self.sha256, self.pieces[number], self.language, self.hearing)

    def _heard_before(self, number):
        """Return what a piece came to when it was heard, if it was."""
        return self.env["marfanet.voice.result"]._find(
            self, "piece", self._piece_hash(number)
        )

    def _hear(self, number):
        """Have a piece written down, and keep it.

        :raise AIServiceError: no service has done it
        """
        start, seconds = self.pieces[number]
        heard = self.env["marfanet.ai.gateway"]._transcribe(
            SPEECH_JOB,
            lambda *taken: self._prepared(number, *taken),
            seconds=seconds,
            language="" if self.language == "auto" else self.language,
            keyterms=self._key_terms(),
        )
        crash.reach("speech_heard")
        said = heard.transcript
        part = {
            "value": {
                "start": start,
                "text": said.text,
                "words": [[word.text, word.start, word.end] for word in said.words],
            },
            "made_by": heard.provider_name,
        }
        self.env["marfanet.voice.result"]._keep(
            self, "piece", self._piece_hash(number), part["value"], part["made_by"]
        )
        crash.reach("speech_kept")
        return part

    @contextmanager
    def _prepared(self, number, container, max_bytes):
        """Give a piece as a file that a service takes.

        :param container: that it takes, with Opus inside: "ogg" or "webm"
        :param max_bytes: that it takes
        """
        recording = self._recording()
        start, seconds = self.pieces[number]
        is_whole = not start and seconds >= self.seconds
        if (
            is_whole
            and self.is_fit
            and audio.can_be_sent(recording, container, max_bytes)
        ):
            yield recording.path
            return
        with tempfile.TemporaryDirectory(dir=self._workplace()) as folder:
            target = Path(folder, f"recording.{container}")
            part = {} if is_whole else {"start": start, "seconds": seconds}
            audio.convert(recording, target, container, **part)
            yield target

    def _workplace(self):
        """Return the folder for what is made of recordings for a moment.

        Where a kill leaves it, the daily clean-up of half-sent recordings finds it;
        the system's own folder is nobody's to clear.
        """
        folder = self.env["ir.attachment"]._marfanet_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _recording(self):
        # sudo: whoever may have the note may have its recording, but need not be in
        # the company that the file was stored for.
        attachment = self.attachment_id.sudo()
        attachment.fetch(["store_fname"])
        path = Path(attachment._full_path(attachment.store_fname))
        return audio.known(path, self.seconds)

    def _put_together(self, parts):
        if not self._wants_transcript():
            return
        text, lines = transcript.joined([part["value"] for part in parts])
        if not text:
            self._fail_for_silence()
            return
        services = dict.fromkeys(part["made_by"] for part in parts)
        self._set_transcript(
            text,
            "speech",
            transcribed_by=", ".join(services),
            segments=transcript.as_json(lines),
        )

    def _fail_for_silence(self):
        self._fail(
            self.env._(
                "No speech was heard in the recording. Listen to it, and type what was"
                " said."
            )
        )

    def _wait_for_budget(self, error):
        """Go on by itself once there is money again; whoever needs it types it."""
        if not error.renewed_at or self.attempts >= MAX_RENEWALS:
            self._wait_for_typing(error)
            return
        reason = self.env["marfanet.ai.gateway"]._reason_of(error)
        delay = error.renewed_at - fields.Datetime.now()
        self._wait(delay, self._and_what_to_do(reason), self.attempts + 1)

    def _give_up_hearing(self, error):
        if error.code == "no_provider":
            # Nothing is wrong: nobody has set one up.
            self._wait_for_typing(error)
            return
        reason = self.env["marfanet.ai.gateway"]._reason_of(error)
        self._fail(self._and_what_to_do(reason))

    def _wait_for_typing(self, error):
        reason = self.env["marfanet.ai.gateway"]._reason_of(error)
        self._set_state(
            "untranscribed",
            failure=self.env._(
                "%(reason)s Listen to the recording and type what was said, or try"
                " again later.",
                reason=reason,
            ),
        )

    def _set_transcript(self, text, origin, **values):
        """Take over a transcript and have it read.

        :param origin: "speech", "typed" or "corrected"
        """
        self._set_state(
            "transcribed",
            transcript=text,
            transcript_origin=origin,
            heard=self.hearing,
            **values,
        )
        self._enqueue("_analyse")

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.marfanet_persian.persian.normalise import storable

from ..tools import transcript

# Characters: some ten hours of speech.
LONGEST_TRANSCRIPT = 500_000

# What people write on a note; all else is kept by its work.
THEIRS = {"transcript", "language"}


class MarfanetVoiceNote(models.Model):
    """Who writes what on a note, and what follows from a correction."""

    _inherit = "marfanet.voice.note"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("Voice notes are made by recording or sending a file.")
            )
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            for name in vals.keys() - THEIRS:
                raise AccessError(
                    self.env._(
                        "“%(field)s” is kept by the voice notes and cannot be set.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )
        if "language" in vals:
            self._check_language(vals["language"])
        # The pipeline tells where a transcript comes from, people do not.
        if "transcript" not in vals or "transcript_origin" in vals:
            return super().write(vals)
        text = self._check_text(vals["transcript"])
        vals = {**vals, "transcript": text}
        before = {
            note: (note.transcript or "", note.segments)
            for note in self
            if (note.transcript or "").strip() != text
        }
        result = super().write(vals)
        for note, (old_text, segments) in before.items():
            if text:
                note._take_correction(text, old_text, segments)
            elif old_text:
                note._wait_for_words()
        return result

    @api.model
    def _check_text(self, text):
        """Return what a person sent as the text of a transcript.

        :raise ValidationError: it is too long
        """
        text = storable(str(text or "")).strip()
        if len(text) > LONGEST_TRANSCRIPT:
            raise ValidationError(
                self.env._("This is longer than anything that can be said in a note.")
            )
        return text

    def _take_correction(self, text, old_text, segments):
        """Have a note read again after a person has corrected or typed its text."""
        lines = transcript.aligned(transcript.from_json(segments), text)
        self._set_transcript(
            text,
            "corrected" if old_text and self.transcribed_by else "typed",
            segments=transcript.as_json(lines),
        )

    def _wait_for_words(self):
        """Say of a note whose whole text was taken out that there is nothing to read.

        What was proposed stays for people to dismiss, as it does until other words are
        read.
        """
        self._set_state(
            "untranscribed",
            segments=False,
            failure=self.env._(
                "All that was said has been taken out, so there is nothing to read."
                " Type what was said, or try again for the transcript as it was."
            ),
        )

    def correct_line(self, number, text):
        """Correct one line of the transcript, and have the note read again.

        :param number: of the line in ``segments``, from 0
        :param text: what was said; empty takes the line out
        :raise AccessError: somebody else's note
        :raise ValidationError: there is no such line any more
        """
        self.ensure_one()
        self.check_access("write")
        lines = list(self.segments or ())
        if not isinstance(number, int) or not 0 <= number < len(lines):
            raise ValidationError(
                self.env._("The transcript has changed meanwhile. Reload the page.")
            )
        text = " ".join(self._check_text(text).split())
        if text == lines[number]["text"]:
            return True
        lines[number] = {**lines[number], "text": text}
        lines = [line for line in lines if line["text"]]
        whole = " ".join(line["text"] for line in lines)
        if whole:
            self._set_transcript(whole, "corrected", segments=lines)
        else:
            # The pipeline tells where a transcript comes from, people do not.
            self.write({"transcript": ""})
        return True

from odoo import api, models
from odoo.tools import ormcache

from odoo.addons.marfanet_ai.exceptions import AIServiceError, TryLater

from ..tools import analysis, crash, transcript
from .marfanet_voice_note_jobs import stage

# Nobody waits longer for a summary that the built-in reader can give.
LANGUAGE_RETRIES = 2

JOB = "voice_note"


class MarfanetVoiceNote(models.Model):
    """From the transcript to the finding."""

    _inherit = "marfanet.voice.note"

    @stage("date")
    def _analyse(self):
        """Find out what was said: by a language model, else by the built-in reader."""
        self.ensure_one()
        self._only_one("analysis")
        if not self._wants_reading():
            return
        results = self.env["marfanet.voice.result"]
        # sudo: of the interaction's forty fields, the one that a note shows as its own.
        self.sudo().interaction_id.fetch(["purpose"])
        outcomes = self._outcomes()
        asked = self._reading_hash(outcomes)
        read = results._find(self, "analysis", asked)
        notice = False
        if not read:
            try:
                read = self._ask_what_it_says(outcomes)
            except TryLater as error:
                if self.attempts < LANGUAGE_RETRIES:
                    self._lock()
                    self._wait_for_service(error)
                    return
                read, notice = self._read_without_ai(outcomes), self._why_without(error)
            except AIServiceError as error:
                read, notice = self._read_without_ai(outcomes), self._why_without(error)
            else:
                crash.reach("finding_made")
                results._keep(self, "analysis", asked, read["value"], read["made_by"])
                crash.reach("finding_kept")
        self._lock()
        if not self._wants_reading() or self._reading_hash(outcomes) != asked:
            # What was said has changed; another job reads it.
            return
        # Nobody is told: it is over in a moment, and to tell takes as long.
        # Read once more because the next step broke, it has not got on.
        self._put_into_state(
            "analysed",
            finding=read["value"],
            read_by=read["made_by"],
            notice=notice,
            rescues=self.rescues,
        )
        self._enqueue("_apply")

    def _wants_reading(self):
        return self.state in ("transcribed", "waiting") and self._is_heard()

    def _reading_hash(self, outcomes):
        return self._hash(
            self.transcript,
            self.segments,
            self._local_date(),
            self.purpose,
            list(outcomes),
        )

    def _ask_what_it_says(self, outcomes):
        """Have a language model read the transcript.

        :param outcomes: see ``_outcomes``
        :raise AIServiceError: none has done it
        """
        now = self._local_date()
        reply = self.env["marfanet.ai.gateway"]._ask(
            JOB,
            analysis.NoteAnswer,
            values=self._prompt_values(outcomes),
            data={"transcript": self.transcript},
        )
        finding = analysis.settle(
            reply.value,
            self.transcript,
            now,
            lines=transcript.from_json(self.segments),
            outcomes=outcomes,
        )
        made_by = f"{reply.provider_name} ({reply.model})"
        return {"value": finding.as_json(), "made_by": made_by}

    def _read_without_ai(self, outcomes):
        finding = analysis.read(
            self.transcript,
            self._local_date(),
            self.purpose,
            lines=transcript.from_json(self.segments),
            outcomes=outcomes,
        )
        return {"value": finding.as_json(), "made_by": self.env._("Built-in reader")}

    def _why_without(self, error):
        return self.env._(
            "%(reason)s The built-in reader read the note alone.",
            reason=self.env["marfanet.ai.gateway"]._reason_of(error),
        )

    def _outcomes(self):
        """Return the outcomes to choose from, by the key that stands for each.

        Those that were shipped have a key that the built-in reader knows; those that
        the team has added go by their name.
        """
        shipped = self._shipped_outcomes()
        # sudo: jobs run as whoever recorded the note; outcomes are no secret.
        outcomes = self.env["marfanet.outcome"].sudo()
        # The status that it brings is asked for next, where one is chosen.
        outcomes = outcomes.search_fetch([], ["name", "status"])
        return {
            shipped.get(outcome.id) or outcome.name: outcome.id for outcome in outcomes
        }

    @api.model
    @ormcache()
    def _shipped_outcomes(self):
        """Return the keys of the outcomes that were shipped, by their ids.

        Whatever changes an external id makes Odoo forget what is kept here.
        """
        prefix = "marfanet_outcome_"
        # sudo: of the outcomes' external ids, which agents may not read.
        found = (
            self.env["ir.model.data"]
            .sudo()
            .search_fetch(
                [("model", "=", "marfanet.outcome"), ("module", "=", "marfanet_crm")],
                ["name", "res_id"],
            )
        )
        return {
            data.res_id: data.name.removeprefix(prefix)
            for data in found
            if data.name.startswith(prefix)
        }

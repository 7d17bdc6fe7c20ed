"""What every stage must stand: being run twice, or by two at once."""


class IdempotentStages:
    """Mixin: the jobs of a note leave the same behind however often they run."""

    def _left_behind(self, note):
        """Return what a note's work has made, as plain values."""
        self.env.flush_all()
        self.env.invalidate_all()
        interaction = note.interaction_id
        records = note.with_context(active_test=False)._proposed_records()
        return {
            "note": note.read(
                ["state", "transcript", "segments", "finding", "read_by", "proposals"]
            ),
            "interaction": interaction.read(
                ["summary", "sentiment", "outcome_id", "ai_review", "ai_sources"]
            ),
            "proposed": {
                kind: proposed.read(
                    ["display_name", "date_due", "active", "ai_review"]
                    if kind != "objection"
                    else ["text", "active", "ai_review"]
                )
                for kind, proposed in records.items()
            },
            "results": note.sudo().result_ids.mapped("input_hash"),
            "asked": len(self.ai.requests),
        }

    def it_behaves_like_an_idempotent_job(self, note, job):
        """Run a job twice more and find nothing changed, and nothing paid for.

        :param note: after the job's work
        :param job: the bound method
        """
        before = self._left_behind(note)
        for _time in range(2):
            job()
            self._run_jobs()
        self.assertEqual(self._left_behind(note), before)

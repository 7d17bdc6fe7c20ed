from freezegun import freeze_time

from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

#: 30 Aban 1405, a Saturday, 11:30 in Tehran.
NOW = "2026-11-21 08:00:00"


class FactsCommon(MarfanetCrmCommon):
    """Sara reads what there is about a representative."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.answered = cls._outcome("resolved")
        cls.no_answer = cls._outcome("no_answer")
        cls.refused = cls._outcome("not_interested")
        (cls.answered | cls.no_answer | cls.refused).result = False
        cls.answered.result = "good"
        cls.no_answer.result = "unreached"
        cls.refused.result = "bad"

    @classmethod
    def _outcome(cls, name):
        return cls.env.ref(f"marfanet_crm.marfanet_outcome_{name}")

    def _facts(self, purpose="support", line="", user=None, lang="en_US", **context):
        user = user or self.sara
        partner = self.representative.with_user(user).with_context(lang=lang, **context)
        return (
            self.env["marfanet.brief.facts"]
            .with_env(partner.env)
            ._gather(partner, purpose, line)
        )

    def _material(self, purpose="support", line="", user=None, lang="en_US", **values):
        partner = self.representative.with_user(user or self.sara)
        partner = partner.with_context(lang=lang)
        return (
            self.env["marfanet.brief.facts"]
            .with_env(partner.env)
            ._material(partner, purpose, line, **values)
        )

    def _log(self, date, **values):
        """Log a call that Sara made at a moment in UTC."""
        return self._log_interaction(self.sara, date=date, **values)

    def _promise(self, text, side="us", due=False, interaction=None):
        interaction = interaction or self._log("2026-11-10 08:00:00")
        return (
            self.env["marfanet.promise"]
            .with_user(self.sara)
            .create(
                {
                    "interaction_id": interaction.id,
                    "side": side,
                    "text": text,
                    "date_due": due,
                }
            )
        )

    def _object(self, text, answer, date="2026-11-10 08:00:00", **values):
        interaction = self._log(date, **values)
        return (
            self.env["marfanet.objection"]
            .with_user(self.sara)
            .create({"interaction_id": interaction.id, "text": text, "answer": answer})
        )

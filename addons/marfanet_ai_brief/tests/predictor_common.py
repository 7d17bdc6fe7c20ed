from datetime import timedelta

from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

from .predictor_data import pasts

TEHRAN = timedelta(hours=3, minutes=30)


class PredictorCommon(MarfanetCrmCommon):
    """A team with a past."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Of their own: the shipped ones are the leads' to change.
        cls.outcomes = {
            result: cls.env["marfanet.outcome"].create(
                {"name": result, "result": result}
            )
            for result in ("good", "bad", "unreached")
        }
        cls.predictor = cls.env["marfanet.brief.predictor"]._of(cls.env.company)

    @classmethod
    def _live(cls, count, **about):
        """Log made-up contacts as if they had happened, and return the partners."""
        made = pasts(count, seed=21, **about)
        partners = cls.env["res.partner"].create(
            [
                {"name": f"نماینده {number}", "is_representative": True}
                for number in range(max(past.partner for past in made) + 1)
            ]
        )
        cls.env["marfanet.interaction"].create(
            [
                {
                    "partner_id": partners[past.partner].id,
                    "user_id": cls.sara.id,
                    "date": past.contact.moment - TEHRAN,
                    "type": past.channel,
                    "direction": past.direction,
                    "purpose": past.purpose,
                    "sentiment": past.contact.mood,
                    "outcome_id": cls.outcomes[past.contact.result].id,
                }
                for past in made
            ]
        )
        return partners

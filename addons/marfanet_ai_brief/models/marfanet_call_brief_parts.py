from odoo import models


class MarfanetCallBrief(models.Model):
    """What a brief takes from the other models of this addon and of the CRM."""

    _inherit = "marfanet.call.brief"

    def _reading(self, case):
        facts = self.env["marfanet.brief.facts"]
        return facts._read(case.partner, case.purpose, case.line)

    def _facts(self, case, reading):
        facts = self.env["marfanet.brief.facts"]
        return facts._gather(case.partner, case.purpose, case.line, reading)

    def _material(self, case, reading, most):
        return self.env["marfanet.brief.facts"]._material(
            case.partner, case.purpose, case.line, reading, most
        )

    def _principles(self, case):
        return self.env["marfanet.brief.principle"]._for_purpose(case.purpose)

    def _answers(self, case):
        return self.env["marfanet.objection"].find_answers(case.line, case.partner.id)

    def _prediction(self, case, reading):
        predictor = self.env["marfanet.brief.predictor"]
        overdue = bool(reading.money.overdue_since) if reading.money else None
        prediction = predictor._predict(case.partner, case.purpose, overdue=overdue)
        return {
            "prediction": prediction,
            "prediction_label": "" if prediction else predictor._status_label(),
        }

from odoo import api, models


class MarfanetCallBrief(models.Model):
    """Opening a brief: the facts at once, and what is written already."""

    _inherit = "marfanet.call.brief"

    @api.model
    def open_brief(self, partner_id, purpose=False, line="", task_id=False):
        """Return all that a reader sees before anything is written, in one call.

        :param int partner_id: the representative
        :param purpose: "support", "sales", "follow_up" or "inbound"; anything else
            means that nobody has said so
        :param str line: what the call is about, in a few words
        :param task_id: the task that the call is for; without it, and without a
            purpose and a line, the reader's own task of today is taken
        :return: dict: ``partner``; ``purpose``, ``purpose_known``, ``purposes``;
            ``line``; ``task`` or False; ``facts`` (``marfanet.brief.facts``);
            ``advice`` that needs no AI; ``prediction`` or False and
            ``prediction_label``; ``brief``, if a fresh one is there, else False;
            ``ai``: whether one can be written, else why not
        :raise AccessError: not for this reader
        :raise MissingError: nobody of that id
        :raise ValidationError: no representative

        It counts as read before the call, but with ``marfanet_brief_aside`` in the
        context: then it only stands beside a log, and nobody may have looked at it.
        """
        case = self._case(partner_id, purpose, line, task_id)
        reading = self._reading(case)
        brief = self._fresh(case, self._asked(case, reading))
        if not self.env.context.get("marfanet_brief_aside"):
            self.env["marfanet.brief.opening"]._begin(case, brief)
        gateway = self._within(case).env["marfanet.ai.gateway"]
        obstacle = gateway._obstacle("language")
        return {
            "partner": {"id": case.partner.id, "name": case.partner.display_name},
            "purpose": case.purpose,
            "purpose_known": case.purpose_known,
            "purposes": [
                {"key": key, "label": label} for key, label in self._selection_purpose()
            ],
            "line": case.line,
            "task": bool(case.task) and {"id": case.task.id, "name": case.task.name},
            "facts": self._facts(case, reading),
            "advice": self._advice(case),
            **self._prediction(case, reading),
            "brief": brief._present() if brief else False,
            "ai": {
                "available": not obstacle,
                "label": self._why_not(obstacle) if obstacle else "",
            },
        }

    def _advice(self, case):
        return {
            "principles": self._principles(case),
            "answers": self._answers(case),
            "label": self.env._(
                "Without AI: the principles for this purpose, and the answers of your"
                " team that went before a good outcome."
            ),
        }

    def _why_not(self, obstacle):
        return self.env["marfanet.ai.gateway"]._reason_of(obstacle)

from datetime import timedelta

from odoo import api, fields, models

from ..tools.predictor.predict import is_readable

#: Fitted every week: after five that failed, nobody knows whether it still holds.
OLD = timedelta(days=35)


class MarfanetBriefPredictor(models.Model):
    """How likely a contact is to end well, learnt from the company's past ones.

    Well means an outcome that leads have marked so; otherwise means one that they have
    marked as bad, and also nobody reached: before a call it matters whether it is worth
    making now, and a call that nobody takes is not.
    """

    _name = "marfanet.brief.predictor"
    _description = "Success Predictor"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    state = fields.Selection(
        selection=[("silent", "Silent"), ("usable", "In use")],
        compute="_compute_state",
        help="Silent: agents see no chance, for what it would say cannot be relied on.",
    )
    status = fields.Char(compute="_compute_state", string="Explanation")

    # The last fitting
    fitted_on = fields.Datetime(readonly=True)
    failed_on = fields.Datetime(
        readonly=True, help="When fitting failed last, if it did so since."
    )
    sample = fields.Integer(
        string="Contacts",
        readonly=True,
        help="Contacts with an outcome that says whether they went well.",
    )
    good_share = fields.Float(
        string="Ended well", readonly=True, help="Which part of these contacts did."
    )
    silent_reason = fields.Selection(
        selection=[
            ("unfitted", "Not learnt yet"),
            ("thin", "Too few contacts"),
            ("one_sided", "Too few good or other outcomes"),
            ("no_gain", "No better than the average"),
            ("uncalibrated", "Does not come true"),
        ],
        default="unfitted",
        readonly=True,
    )
    metrics = fields.Json(readonly=True, help="As tools/predictor/measures.py has it.")
    model = fields.Json(readonly=True, help="As tools/predictor/predict.py reads it.")

    _company_unique = models.UniqueIndex(
        "(company_id)", "This company has its predictor already."
    )

    def _compute_display_name(self):
        self.display_name = self.env._("Success Predictor")

    @api.depends("silent_reason", "fitted_on", "model")
    @api.depends_context("lang")
    def _compute_state(self):
        for predictor in self:
            why = predictor._why_silent()
            predictor.state = "silent" if why else "usable"
            predictor.status = predictor._state_in_words(why)

    def _why_silent(self):
        """Return why no chance is told: a code of ``silent_reason``, "old", or ""."""
        if not self or not self.fitted_on:
            return "unfitted"
        if self.silent_reason:
            return self.silent_reason
        if not is_readable(self.model):
            # An update of the addon reads contacts in another way.
            return "unfitted"
        old = self.fitted_on < fields.Datetime.now() - OLD
        return "old" if old else ""

    @api.model
    def _of(self, company):
        """Return a company's predictor, made if it has none yet."""
        # sudo: nobody makes one by hand; whoever may see it is tested by the caller.
        predictors = self.sudo()
        found = predictors.search([("company_id", "=", company.id)], limit=1)
        found = found or predictors.create({"company_id": company.id})
        return found.with_env(self.env)

    # --- ACTIONS

    @api.model
    def action_open(self):
        """Return the page of the predictor of the company that one works in."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Success Predictor"),
            "res_model": self._name,
            "res_id": self._of(self.env.company).id,
            "view_mode": "form",
            "views": [[False, "form"]],
            # In the place of the page before it, as a menu does.
            "target": "current",
        }

    def action_fit(self):
        """Learn anew from what has been logged until now, in the background."""
        # Only leads may read one, and whoever may not read it asks in vain.
        self.check_access("read")
        self._enqueue_fit()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "Learning from past contacts. Open this page again in a minute."
                ),
            },
        }

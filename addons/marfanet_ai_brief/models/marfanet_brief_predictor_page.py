from math import exp, log

from odoo import api, fields, models

from ..tools.predictor.predict import SLIGHT, SURE, is_readable
from ..tools.wilson import wilson


class MarfanetBriefPredictor(models.Model):
    """What leads see of the predictor: how it was tested, and what it has learnt."""

    _inherit = "marfanet.brief.predictor"

    test_page = fields.Html(
        string="How it was tested", compute="_compute_pages", sanitize=False
    )
    effects_page = fields.Html(
        string="What it has learnt", compute="_compute_pages", sanitize=False
    )

    @api.depends("metrics", "model")
    @api.depends_context("lang")
    def _compute_pages(self):
        for predictor in self:
            metrics = predictor.metrics or {}
            tested = metrics.get("test")
            predictor.test_page = tested and predictor._render(
                "test",
                figures=predictor._prepare_figures(metrics),
                bands=[predictor._prepare_band(band) for band in metrics["bands"]],
            )
            readable = is_readable(predictor.model)
            predictor.effects_page = readable and predictor._render(
                "effects", effects=predictor._prepare_effects()
            )

    def _render(self, name, **values):
        return self.env["ir.qweb"]._render(
            f"marfanet_ai_brief.marfanet_brief_predictor_{name}", values
        )

    def _prepare_figures(self, metrics):
        """Return the figures of the test: (what is meant, the figure)."""

        def decimals(value):
            return self._number(round(value, 3))

        return [
            (
                self.env._("Tested on contacts later than those learnt from"),
                self.env._(
                    "%(count)s, with %(partners)s representatives",
                    count=self._number(metrics["test"]),
                    partners=self._number(metrics["partners"]),
                ),
            ),
            (
                self.env._("Squared error (Brier); that of the average alone"),
                self.env._(
                    "%(own)s; %(average)s",
                    own=decimals(metrics["brier"]),
                    average=decimals(metrics["base_brier"]),
                ),
            ),
            (
                self.env._("Log loss; that of the average alone"),
                self.env._(
                    "%(own)s; %(average)s",
                    own=decimals(metrics["log_loss"]),
                    average=decimals(metrics["base_log_loss"]),
                ),
            ),
            (
                self.env._(
                    "Of one contact that ended well and one that did not, how often"
                    " the first was given the higher chance"
                ),
                self._percents(metrics["auc"], metrics["auc_low"], metrics["auc_high"]),
            ),
            (
                self.env._("By how much the chances were off, on average"),
                self._percent(metrics["calibration_error"]),
            ),
        ]

    def _prepare_band(self, band):
        share = band["good"] / band["count"]
        low, high = wilson(band["good"], band["count"])
        return {
            "said": self._percent(band["said"]),
            "came": self._percents(share, low, high),
            "width": round(100 * share),
            "count": self._number(band["count"]),
        }

    def _prepare_effects(self):
        """Return the levels that make a difference, those that help first."""
        share = min(max(self.good_share, 0.001), 0.999)
        odds = log(share / (1 - share))
        found = [
            (told["effect"], feature, level, told)
            for feature, levels in self.model["effects"].items()
            for level, told in levels.items()
            if abs(told["sure"]) >= SURE and abs(told["effect"]) >= SLIGHT
        ]
        return [
            {
                "what": self._level(feature, level),
                "better": effect > 0,
                "chance": self._percent(1 / (1 + exp(-odds - effect))),
                "count": self._number(told["count"]),
            }
            for effect, feature, level, told in sorted(
                found, key=lambda one: (-one[0], one[1], one[2])
            )
        ]

    @api.model
    def _percent(self, share):
        return self.env._("%(percent)s%%", percent=self._number(round(100 * share)))

    @api.model
    def _percents(self, share, low, high):
        return self.env._(
            "%(percent)s%% (%(low)s to %(high)s)",
            percent=self._number(round(100 * share)),
            low=self._number(round(100 * low)),
            high=self._number(round(100 * high)),
        )

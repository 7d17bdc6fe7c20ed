from odoo import api, models

from odoo.addons.marfanet_crm.tools import clock
from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools.predictor.features import HOURS

#: From which area under the ROC curve chances tell good from other contacts fairly,
#: and well; Hosmer and Lemeshow, «Applied Logistic Regression», call 0.7 acceptable and
#: 0.8 excellent. Below the first it is still better than the average.
FAIR, WELL = 0.7, 0.8


class MarfanetBriefPredictor(models.Model):
    """The predictor in the reader's words."""

    _inherit = "marfanet.brief.predictor"

    @api.model
    def _in_words(self, told, metrics):
        """Return a ``Prediction`` as the brief shows it."""
        percent, low, high = (
            round(100 * share) for share in (told.chance, told.low, told.high)
        )
        return {
            "percent": percent,
            "low": low,
            "high": high,
            "sample": told.sample,
            "label": self.env._(
                "Chance of a good outcome: about %(percent)s%% (%(low)s to %(high)s);"
                " from %(count)s similar contacts",
                percent=self._number(percent),
                low=self._number(low),
                high=self._number(high),
                count=self._number(told.sample),
            ),
            "reliability_label": self._reliability(metrics),
            "reasons": [
                {"label": self._reason(reason), "effect": reason.effect}
                for reason in told.reasons
            ],
        }

    @api.model
    def _reliability(self, metrics):
        tested = {"count": self._number(metrics["test"])}
        if metrics["auc"] >= WELL:
            return self.env._(
                "Reliability: good; tested on %(count)s contacts", **tested
            )
        if metrics["auc"] >= FAIR:
            return self.env._(
                "Reliability: fair; tested on %(count)s contacts", **tested
            )
        return self.env._("Reliability: slight; tested on %(count)s contacts", **tested)

    @api.model
    def _reason(self, reason):
        what = self._level(reason.feature, reason.level)
        if reason.effect > 0:
            return self.env._("%(what)s: usually better", what=what)
        return self.env._("%(what)s: usually worse", what=what)

    def _state_in_words(self, why):
        """Return whether a chance is told, and if not, why.

        :param why: as ``_why_silent`` returns it
        """
        match why:
            case "":
                return self.env._("A chance is told before each contact.")
            case "thin":
                return self.env._(
                    "No chance is told: %(count)s contacts with a clear outcome are too"
                    " few to learn from, or are with too few representatives.",
                    count=self._number(self.sample),
                )
            case "one_sided":
                return self.env._(
                    "No chance is told: too few contacts ended well, or too few ended"
                    " otherwise, to tell them apart."
                )
            case "no_gain":
                return self.env._(
                    "No chance is told: it would be no better than the average, by"
                    " which %(share)s of 100 contacts end well.",
                    share=self._number(round(100 * self.good_share)),
                )
            case "uncalibrated":
                return self.env._(
                    "No chance is told: what was said of the last contacts did not come"
                    " true often enough."
                )
            case "old":
                return self.env._(
                    "No chance is told: it was last learnt on %(date)s, too long ago.",
                    date=self._day(self.fitted_on),
                )
        return self.env._(
            "No chance is told: nothing has been learnt from contacts yet."
        )

    # --- LEVELS OF FEATURES

    @api.model
    def _level(self, feature, level):
        """Return what a level of a feature means, as the beginning of a sentence."""
        tell = getattr(self, f"_tell_{feature}", None)
        if tell:
            return tell(level)
        return self._levels_in_words()[feature].get(level, level)

    @api.model
    def _tell_hour(self, level):
        at = HOURS.index(int(level))
        if not at:
            return self.env._("Before %(hour)s o'clock", hour=self._number(HOURS[1]))
        if at == len(HOURS) - 1:
            return self.env._("After %(hour)s o'clock", hour=self._number(HOURS[at]))
        return self.env._(
            "From %(start)s to %(end)s o'clock",
            start=self._number(HOURS[at]),
            end=self._number(HOURS[at + 1]),
        )

    @api.model
    def _tell_day(self, level):
        if level == "5":
            return self.env._("Thursday morning")
        if level == "5pm":
            return self.env._("Thursday afternoon")
        return self._option("weekday", level)

    @api.model
    def _tell_channel(self, level):
        return self.env._("By %(channel)s", channel=self._option("type", level))

    @api.model
    def _tell_direction(self, level):
        if level == "incoming":
            return self.env._("They call")
        return self.env._("We call")

    @api.model
    def _tell_purpose(self, level):
        purpose = self._option("purpose", level)
        return self.env._("%(purpose)s contacts", purpose=purpose)

    @api.model
    def _levels_in_words(self):
        return {
            "silence": {
                "none": self.env._("The first contact"),
                "day": self.env._("Less than a day since the last contact"),
                "days": self.env._("1 to 3 days since the last contact"),
                "week": self.env._("4 to 7 days since the last contact"),
                "month": self.env._("8 to 30 days since the last contact"),
                "quarter": self.env._("1 to 3 months since the last contact"),
                "longer": self.env._("More than 3 months since the last contact"),
            },
            "contacts": {
                "0": self.env._("No contact in 30 days"),
                "1": self.env._("1 or 2 contacts in 30 days"),
                "3": self.env._("3 to 5 contacts in 30 days"),
                "6": self.env._("6 to 10 contacts in 30 days"),
                "11": self.env._("More than 10 contacts in 30 days"),
            },
            "last_result": {
                "none": self.env._("No result known of before"),
                "good": self.env._("It went well last time"),
                "bad": self.env._("It did not go well last time"),
                "unreached": self.env._("Not reached last time"),
            },
            "recent_good": {
                "none": self.env._("No contact judged before"),
                "few": self.env._("Few of the last contacts went well"),
                "some": self.env._("Some of the last contacts went well"),
                "most": self.env._("Most of the last contacts went well"),
            },
            "last_mood": {
                "none": self.env._("Mood not known"),
                "positive": self.env._("Satisfied last time"),
                "neutral": self.env._("Neutral last time"),
                "negative": self.env._("Dissatisfied last time"),
            },
            "mood_trend": {
                "none": self.env._("Too few moods for a trend"),
                "up": self.env._("Mood getting better"),
                "flat": self.env._("Mood unchanged"),
                "down": self.env._("Mood getting worse"),
            },
            "overdue": {
                "yes": self.env._("Overdue debt"),
                "no": self.env._("No overdue debt"),
            },
        }

    @api.model
    def _option(self, name, key):
        field = self.env["marfanet.interaction"]._fields[name]
        return dict(field._description_selection(self.env)).get(key, key)

    # --- NUMBERS AND DATES

    @api.model
    def _number(self, value):
        """Return a number as the reader writes it, with thousands apart."""
        return writer_of(self.env).number(value)

    @api.model
    def _day(self, moment):
        local = clock.to_local(moment, clock.agent_zone(self.env))
        return writer_of(self.env).day(local, "numeric")

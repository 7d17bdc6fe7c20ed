"""When the predictor keeps silent.

A chance that says no more than the average of all contacts, or that does not come true,
is worse than none: people plan by it. All that follows is asked of contacts that the
fitting had not seen, later than those that it had.
"""

from typing import Any

#: Of the contacts that it is tested on, this many have to have ended well, and as many
#: otherwise. Collins, Ogundimu and Altman, «Sample size considerations for the external
#: validation of a multivariable prognostic model», Statistics in Medicine 35 (2016):
#: fewer than 100 of either tell neither how good a model is nor that it is any good.
MIN_OF_EITHER = 100
#: And they have to be with this many representatives: contacts with the same one
#: resemble each other, so that the doubt is counted by them, and counted wrongly where
#: they are few (Cameron and Miller, «A practitioner's guide to cluster-robust
#: inference», Journal of Human Resources 50 (2015): 20 to 50).
MIN_PARTNERS = 20
#: How often, at most, it may speak where there is nothing to say: in 1 of 100 fittings
#: by each of the two measures, both of which have to agree. It is fitted anew every
#: week, and so is asked 50 times a year.
ALPHA = 0.01
#: What the squared error has to be smaller by than that of the average (Brier's skill
#: score). A gain below it is real in a large sample, and moves no chance by as much as
#: anybody would act on.
MIN_SKILL = 0.02
#: By how much, on average, what it says may be off what came true. A test of as few as
#: 200 contacts, in bands of 50, is off by 0.06 by chance alone.
MAX_CALIBRATION_ERROR = 0.1


def why_silent(metrics: dict[str, Any]) -> str:
    """Return why what was fitted may not be used, or "" if it may.

    :param metrics: as ``fit.fit`` returns them
    :return: "thin": too few contacts, or with too few representatives; "one_sided":
        too few of them ended well, or too few otherwise; "no_gain": it does not tell
        better than the average does; "uncalibrated": what it says does not come true
    """
    good, others = metrics["test_good"], metrics["test"] - metrics["test_good"]
    if metrics["test"] < 2 * MIN_OF_EITHER or metrics["partners"] < MIN_PARTNERS:
        return "thin"
    if min(good, others) < MIN_OF_EITHER:
        return "one_sided"
    gains = metrics["brier_p"] <= ALPHA and metrics["log_loss_p"] <= ALPHA
    if not gains or metrics["skill"] < MIN_SKILL:
        return "no_gain"
    if metrics["calibration_error"] > MAX_CALIBRATION_ERROR:
        return "uncalibrated"
    return ""

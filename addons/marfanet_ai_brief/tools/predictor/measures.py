"""How good chances were, by what came true. Imported by the fitting process alone."""

from typing import Any

import numpy as np
from scipy import stats
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

#: The least of a band of the calibration table, and the most bands.
BAND, MOST_BANDS = 50, 10
_EDGE = 1e-12


def measure(said, base, good, partners) -> dict[str, Any]:
    """Return how much better chances were than the average, and how sure that is.

    :param said: the chances, of contacts not learnt from
    :param base: what the average of what was past would have said of them
    :param good: 1 for those that ended well, 0 for the others
    :param partners: whom they were with
    :return: ``brier`` and ``log_loss`` with those of the average (``base_…``),
        ``skill`` (Brier's skill score), ``brier_p`` and ``log_loss_p`` (the chance of
        such a gain where there is none), ``auc`` with its 95 % interval,
        ``calibration_error`` (mean distance of said and come true, over the bands)
    """
    table = bands(said, good)
    brier, base_brier = (brier_score_loss(good, chances) for chances in (said, base))
    area, low, high = auc(said, good)
    squares = (base - good) ** 2 - (said - good) ** 2
    logs = _losses(base, good) - _losses(said, good)
    return {
        "test": len(good),
        "test_good": int(good.sum()),
        "partners": len(np.unique(partners)),
        "brier": float(brier),
        "base_brier": float(base_brier),
        "skill": float(1 - brier / base_brier) if base_brier else 0.0,
        "brier_p": _chance_of_gain(squares, partners),
        "log_loss": float(log_loss(good, said, labels=[0, 1])),
        "base_log_loss": float(log_loss(good, base, labels=[0, 1])),
        "log_loss_p": _chance_of_gain(logs, partners),
        "auc": area,
        "auc_low": low,
        "auc_high": high,
        "calibration_error": sum(
            band["count"] * abs(band["said"] - band["good"] / band["count"])
            for band in table
        )
        / len(good),
        "bands": table,
    }


def bands(said, good) -> list[dict[str, Any]]:
    """Return the calibration table: bands of as many contacts each, rising."""
    count = int(np.clip(len(said) // BAND, 1, MOST_BANDS))
    edges = np.unique(np.quantile(said, np.linspace(0, 1, count + 1)[1:]))
    of = np.searchsorted(edges, said, side="left")
    return [
        {
            "until": float(edge),
            "count": int((of == at).sum()),
            "good": int(good[of == at].sum()),
            "said": float(said[of == at].mean()),
        }
        for at, edge in enumerate(edges)
        if (of == at).any()
    ]


def auc(said, good) -> tuple[float, float, float]:
    """Return the area under the ROC curve with its 95 % interval.

    By DeLong's variance: E. DeLong, D. DeLong and Clarke-Pearson, Biometrics 44 (1988),
    as Sun and Xu compute it from ranks (IEEE Signal Processing Letters 21, 2014).
    """
    hits, others = said[good == 1], said[good == 0]
    if not len(hits) or not len(others):
        return 0.5, 0.0, 1.0
    area = float(roc_auc_score(good, said))
    if min(len(hits), len(others)) < 2:
        return area, 0.0, 1.0
    ranks = stats.rankdata(np.concatenate([hits, others]))
    above = (ranks[: len(hits)] - stats.rankdata(hits)) / len(others)
    below = 1 - (ranks[len(hits) :] - stats.rankdata(others)) / len(hits)
    variance = np.var(above, ddof=1) / len(hits) + np.var(below, ddof=1) / len(others)
    margin = float(stats.norm.ppf(0.975) * np.sqrt(variance))
    return area, max(0.0, area - margin), min(1.0, area + margin)


def _losses(chances, good):
    right = np.clip(np.where(good == 1, chances, 1 - chances), _EDGE, None)
    return -np.log(right)


def _chance_of_gain(gains, partners) -> float:
    """Return the chance of a mean gain as large where there is none (one-sided t).

    Contacts with the same representative resemble each other: the doubt is that of as
    many independent ones as there are representatives.
    """
    _ids, of = np.unique(partners, return_inverse=True)
    groups = of.max() + 1
    if groups < 2:
        return 1.0
    sums = np.bincount(of, weights=gains - gains.mean())
    error = np.sqrt((sums**2).sum() * groups / (groups - 1)) / len(gains)
    if not error:
        return 1.0
    return float(stats.t.sf(gains.mean() / error, df=groups - 1))

"""Fitting the predictor. Imported by the process that fits, and by it alone.

A logistic regression on the levels of the features, each a column of 0 or 1, so that
all are of the same scale; the squares of its weights are held down. It is the plainest
model whose chances are right on average and whose reasons can be told one by one.

It is tested on contacts later than those that it has learnt from: the past is cut in
five parts, and each part is foretold from the parts before it. The second and third
choose how much the weights are held down. The last two, which are 2 of 5 contacts, are
the test. What is used is fitted in the same way on all of them.

The odds are then stretched and moved as Platt has it, by what earlier parts have shown
(«Probabilistic outputs for support vector machines», 1999). Two numbers mend all that
goes wrong with the chances of a logistic regression whose weights are held down, and
leave the reasons theirs; the steps of an isotonic regression would not, and want some
thousand contacts (Niculescu-Mizil and Caruana, ICML 2005).
"""

from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from .features import VERSION
from .measures import measure

PARTS = 5
#: How little the weights may be held down: the inverse of the penalty.
STRENGTHS = (0.01, 0.1, 1.0)
#: A part of fewer teaches nothing; the judge asks for many more.
LEAST = 50
_SPEECHLESS = {
    "test": 0,
    "test_good": 0,
    "partners": 0,
    "bands": [],
}


def fit(rows: list[tuple[dict[str, str], bool, int]]) -> dict[str, Any]:
    """Fit and test the predictor.

    :param rows: (levels, whether it ended well, whom it was with), oldest first
    :return: ``sample``, ``good``, ``metrics`` (as ``measures.measure`` returns them)
        and ``model`` (as ``predict`` reads it; None where there is too little)
    """
    good = np.array([row[1] for row in rows], dtype=int)
    partners = np.array([row[2] for row in rows], dtype=int)
    found = {"sample": len(rows), "good": int(good.sum())}
    parts = np.array_split(np.arange(len(rows)), PARTS)
    begun = good[parts[0]] if len(rows) else good
    if len(parts[0]) < LEAST or not 0 < begun.sum() < len(begun):
        return {**found, "metrics": _SPEECHLESS, "model": None}
    table = DictVectorizer()
    columns = table.fit_transform([row[0] for row in rows]).tocsr()
    said = {
        strength: [_odds(columns, good, parts, part, strength) for part in (1, 2)]
        for strength in STRENGTHS
    }
    strength = min(
        STRENGTHS,
        key=lambda strength: log_loss(
            good[np.concatenate(parts[1:3])],
            _chances(np.concatenate(said[strength])),
            labels=[0, 1],
        ),
    )
    odds = list(said[strength])
    tested = []
    for part in range(3, PARTS):
        stretch = platt(np.concatenate(odds), good[np.concatenate(parts[1:part])])
        odds.append(_odds(columns, good, parts, part, strength))
        tested.append(stretch.predict_proba(odds[-1].reshape(-1, 1))[:, 1])
    base = [
        np.full(len(parts[part]), good[: parts[part][0]].mean())
        for part in range(3, PARTS)
    ]
    test = np.concatenate(parts[3:])
    metrics = measure(
        np.concatenate(tested), np.concatenate(base), good[test], partners[test]
    )
    whole = logistic(columns, good, strength)
    stretch = platt(np.concatenate(odds), good[np.concatenate(parts[1:])])
    model = _model(table, columns, good, partners, whole, stretch)
    model["bands"] = metrics["bands"]
    return {**found, "metrics": {**metrics, "strength": strength}, "model": model}


def logistic(columns, good, strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=1000, tol=1e-6).fit(columns, good)


def platt(odds, good) -> LogisticRegression:
    """Return what stretches and moves odds to chances that come true."""
    return LogisticRegression(C=np.inf, max_iter=1000, tol=1e-8).fit(
        odds.reshape(-1, 1), good
    )


def _odds(columns, good, parts, part, strength):
    """Return the log-odds of a part, from what came before it."""
    before = np.arange(parts[part][0])
    return logistic(columns[before], good[before], strength).decision_function(
        columns[parts[part]]
    )


def _chances(odds):
    return 1 / (1 + np.exp(-odds))


def _model(table, columns, good, partners, whole, stretch) -> dict[str, Any]:
    slope, shift = float(stretch.coef_[0, 0]), float(stretch.intercept_[0])
    weights = whole.coef_[0] * slope
    shares = np.asarray(columns.mean(axis=0)).ravel()
    covariance = slope**2 * _covariance(columns, good, partners, whole)
    of = np.array([name.partition("=")[0] for name in table.feature_names_])
    effects: dict[str, dict[str, Any]] = {}
    for at, name in enumerate(table.feature_names_):
        feature, _equals, level = name.partition("=")
        # By the average contact: the level's own weight, less all the feature's by
        # how many have them.
        contrast = np.where(of == feature, -shares, 0.0)
        contrast[at] += 1
        effect = float(contrast @ weights)
        error = float(np.sqrt(contrast @ covariance @ contrast))
        effects.setdefault(feature, {})[level] = {
            "weight": float(weights[at]),
            "effect": effect,
            "sure": effect / error if error else 0.0,
            "count": int(columns[:, at].sum()),
        }
    return {
        "version": VERSION,
        "intercept": slope * float(whole.intercept_[0]) + shift,
        "effects": effects,
    }


def _covariance(columns, good, partners, whole):
    """Return the covariance of the weights, contacts of one partner taken together.

    Huber's and White's «sandwich»: what contacts with the same representative have in
    common does not pass for many witnesses.
    """
    chances = whole.predict_proba(columns)[:, 1]
    ones = sparse.csr_matrix(np.ones((len(good), 1)))
    wide = sparse.hstack([columns, ones]).tocsr()
    curved = wide.multiply((chances * (1 - chances))[:, None]).tocsr()
    held = np.append(np.full(columns.shape[1], 1 / whole.C), 0.0)
    bread = np.linalg.pinv((wide.T @ curved).toarray() + np.diag(held))
    _ids, of = np.unique(partners, return_inverse=True)
    sums = sparse.csr_matrix((good - chances, (of, np.arange(len(good))))) @ wide
    return (bread @ (sums.T @ sums).toarray() @ bread)[:-1, :-1]

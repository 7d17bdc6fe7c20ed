import math
import random
from datetime import date, datetime, timedelta

import numpy as np
from sklearn.feature_extraction import DictVectorizer

from odoo.tests import BaseCase

from ..tools.predictor import fit, measures, predict, process
from ..tools.predictor.features import Contact, Debts, levels, rows
from ..tools.predictor.judge import why_silent
from ..tools.wilson import wilson
from .predictor_data import EFFECTS, learnable, pasts

_MOODS = (None, "positive", "neutral", "negative")


def _leaks(tell, made):
    """Return whether what is told of a contact rests on what came of it or later."""
    chance = random.Random(1)
    told = tell(made)
    for at in range(0, len(made), 7):
        changed = list(made)
        for later in range(at, len(made)):
            past = made[later]
            contact = past.contact._replace(
                result=chance.choice(["good", "bad", "unreached"]),
                mood=chance.choice(_MOODS),
            )
            changed[later] = past._replace(contact=contact)
        if tell(changed)[at] != told[at]:
            return True
    return False


class TestPredictorFit(BaseCase):
    """What is learnt, where the truth is known."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = learnable(pasts(6000, seed=11))
        cls.learnt = fit.fit(cls.rows)
        cls.metrics = cls.learnt["metrics"]

    def test_it_is_better_than_the_average_on_contacts_it_has_not_seen(self):
        self.assertEqual(why_silent(self.metrics), "")
        self.assertEqual(self.metrics["test"], 2400)
        self.assertLess(self.metrics["brier"], 0.93 * self.metrics["base_brier"])
        self.assertLess(self.metrics["log_loss"], 0.95 * self.metrics["base_log_loss"])
        self.assertGreater(self.metrics["auc_low"], 0.6)
        self.assertLess(self.metrics["auc_low"], self.metrics["auc"])
        self.assertLess(self.metrics["auc"], self.metrics["auc_high"])

    def test_it_is_nearly_as_good_as_who_knows_the_truth(self):
        fresh = learnable(pasts(3000, seed=12))
        own, best = (
            np.array([chance(known) for known, _good, _partner in fresh])
            for chance in (
                lambda known: predict.chance(self.learnt["model"], known),
                lambda known: 1
                / (1 + math.exp(0.4 - sum(EFFECTS.get(p, 0) for p in known.items()))),
            )
        )
        good = np.array([row[1] for row in fresh])
        lost = ((own - good) ** 2).mean() - ((best - good) ** 2).mean()
        self.assertLess(lost, 0.005)

    def test_it_finds_what_makes_a_difference_and_which(self):
        effects = self.learnt["model"]["effects"]
        for (feature, level), truth in EFFECTS.items():
            told = effects[feature][level]
            with self.subTest(feature=feature, level=level):
                self.assertGreater(told["effect"] * truth, 0)
                self.assertGreater(abs(told["sure"]), predict.SURE)

    def test_what_makes_none_is_hardly_ever_a_reason(self):
        named = {feature for feature, _level in EFFECTS}
        wrong = [
            (feature, level)
            for feature, told in self.learnt["model"]["effects"].items()
            if feature not in named
            for level, effect in told.items()
            if abs(effect["sure"]) >= predict.SURE
        ]
        self.assertLessEqual(len(wrong), 1, wrong)

    def test_what_it_says_comes_true(self):
        self.assertLess(self.metrics["calibration_error"], 0.04)
        for band in self.metrics["bands"]:
            low, high = wilson(band["good"], band["count"], z=3.3)
            with self.subTest(said=band["said"]):
                self.assertTrue(low <= band["said"] <= high)

    def test_plain_python_says_the_same_as_scikit_learn(self):
        table = DictVectorizer()
        columns = table.fit_transform([row[0] for row in self.rows])
        good = np.array([row[1] for row in self.rows], dtype=int)
        whole = fit.logistic(columns, good, 0.1)
        odds = whole.decision_function(columns)
        stretch = fit.platt(odds, good)
        partners = np.array([row[2] for row in self.rows])
        model = fit._model(table, columns, good, partners, whole, stretch)
        said = stretch.predict_proba(odds.reshape(-1, 1))[:, 1]
        for at in range(0, len(self.rows), 50):
            own = predict.chance(model, self.rows[at][0])
            self.assertAlmostEqual(own, said[at], delta=1e-9)

    def test_the_process_returns_what_is_learnt_here(self):
        rows_ = self.rows[:1500]
        here, there = fit.fit(rows_), process.fit(rows_)
        self.assertEqual(there["metrics"]["test"], here["metrics"]["test"])
        self.assertAlmostEqual(
            there["metrics"]["brier"], here["metrics"]["brier"], places=6
        )
        self.assertEqual(
            there["model"]["effects"].keys(), here["model"]["effects"].keys()
        )

    def test_a_process_that_fails_says_so_without_the_rows(self):
        with self.assertRaises(process.Failed) as caught:
            process.fit([("علی رضایی",)])
        self.assertNotIn("علی", str(caught.exception))


class TestPredictorSilence(BaseCase):
    """When it says nothing."""

    def test_noise_is_hardly_ever_taken_for_knowledge(self):
        spoken = []
        for seed in range(30):
            made = pasts((900, 1500, 2500)[seed % 3], seed=200 + seed, effects={})
            if not why_silent(fit.fit(learnable(made))["metrics"]):
                spoken.append(seed)
        # Each by design at most once in a hundred; of 30, two or more then come about
        # once in 28 such tests, and these seeds are always the same.
        self.assertLessEqual(len(spoken), 1, spoken)

    def test_few_contacts_are_too_few_however_clear(self):
        clear = {("hour", "10"): 4.0, ("hour", "16"): -4.0}
        for count in (0, 1, 60, 240, 480):
            learnt = fit.fit(learnable(pasts(count, seed=5, effects=clear)))
            with self.subTest(count=count):
                self.assertEqual(why_silent(learnt["metrics"]), "thin")

    def test_contacts_with_few_representatives_are_too_few(self):
        learnt = fit.fit(learnable(pasts(3000, seed=5, partners=8)))
        self.assertEqual(why_silent(learnt["metrics"]), "thin")

    def test_an_end_that_nearly_all_have_cannot_be_told_apart(self):
        made = [
            past._replace(contact=past.contact._replace(result=result))
            for past in pasts(1500, seed=6)
            for result in ["bad" if past.contact.moment.minute else "good"]
        ]
        self.assertEqual(why_silent(fit.fit(learnable(made))["metrics"]), "one_sided")

    def test_all_that_ended_alike_teaches_nothing(self):
        made = [
            past._replace(contact=past.contact._replace(result="good"))
            for past in pasts(1500, seed=6)
        ]
        learnt = fit.fit(learnable(made))
        self.assertTrue(why_silent(learnt["metrics"]))
        self.assertIsNone(learnt["model"])

    def test_each_reason_to_be_silent_is_one_by_itself(self):
        fine = {
            "test": 400,
            "test_good": 200,
            "partners": 40,
            "brier_p": 0.001,
            "log_loss_p": 0.001,
            "skill": 0.1,
            "calibration_error": 0.03,
        }
        self.assertEqual(why_silent(fine), "")
        for change, why in (
            ({"test": 199, "test_good": 100}, "thin"),
            ({"partners": 19}, "thin"),
            ({"test_good": 99}, "one_sided"),
            ({"test_good": 301}, "one_sided"),
            ({"brier_p": 0.02}, "no_gain"),
            ({"log_loss_p": 0.02}, "no_gain"),
            ({"skill": 0.01}, "no_gain"),
            ({"calibration_error": 0.11}, "uncalibrated"),
        ):
            with self.subTest(change=change):
                self.assertEqual(why_silent({**fine, **change}), why)


class TestPredictorFeatures(BaseCase):
    """What was known before a contact."""

    def _levels(self, *history, **values):
        about = {
            "moment": datetime(2030, 3, 20, 10),
            "hour": 13,
            "weekday": "5",
            "channel": "call",
            "direction": "outgoing",
            "purpose": "sales",
            "overdue": None,
            "history": [
                Contact(datetime(2030, 3, 20, 10) - timedelta(days=days), *rest)
                for days, *rest in history
            ],
        }
        return levels(**{**about, **values})

    def test_nothing_of_a_contact_or_of_later_ones_is_known_before_it(self):
        made = pasts(140, seed=3, partners=5)
        self.assertFalse(
            _leaks(lambda some: [row.levels for row in rows(some, None)], made)
        )

    def test_the_search_for_leaks_finds_one(self):
        made = pasts(140, seed=3, partners=5)
        for name in ("result", "mood"):
            with self.subTest(name=name):
                self.assertTrue(
                    _leaks(
                        lambda some, name=name: [
                            getattr(past.contact, name) for past in some
                        ],
                        made,
                    )
                )

    def test_the_week_has_its_own_weekend(self):
        self.assertEqual(self._levels()["day"], "5pm")
        self.assertEqual(self._levels(hour=12)["day"], "5")
        self.assertEqual(self._levels(weekday="6")["day"], "6")
        self.assertEqual(
            [self._levels(hour=hour)["hour"] for hour in (0, 7, 8, 11, 19, 23)],
            ["0", "0", "8", "10", "18", "20"],
        )

    def test_history_in_bands(self):
        known = self._levels(
            (70, "bad", "negative"),
            (60, "bad", "negative"),
            (20, "good", "positive"),
            (5, None, "positive"),
        )
        self.assertEqual(known["silence"], "week")
        self.assertEqual(known["contacts"], "1")
        self.assertEqual(known["last_result"], "good")
        self.assertEqual(known["recent_good"], "some")
        self.assertEqual(known["last_mood"], "positive")
        self.assertEqual(known["mood_trend"], "up")
        self.assertNotIn("overdue", known)

    def test_a_first_contact_has_no_history(self):
        known = self._levels(overdue=True)
        self.assertEqual(
            {name: known[name] for name in ("silence", "contacts", "last_result")},
            {"silence": "none", "contacts": "0", "last_result": "none"},
        )
        self.assertEqual(known["mood_trend"], "none")
        self.assertEqual(known["overdue"], "yes")

    def test_what_began_before_the_window_is_not_taken_for_a_first_contact(self):
        made = pasts(1500, seed=4, partners=5)
        whole, cut = (list(rows(made, None, cut=cut)) for cut in (False, True))
        self.assertEqual(len(whole), 1500)
        self.assertTrue(100 < len(cut) < 1000)
        self.assertEqual(whole[-len(cut) :], cut)
        self.assertNotIn("none", {row.levels["silence"] for row in cut})

    def test_debts_are_those_of_the_day(self):
        debts = Debts(
            [
                (1, date(2030, 1, 11), 100.0),
                (1, date(2030, 1, 20), -100.0),
                (2, date(2030, 1, 5), -30.0),
                (2, date(2030, 1, 11), 20.0),
            ]
        )
        for partner, day, overdue in (
            (1, 10, False),
            (1, 11, True),
            (1, 19, True),
            (1, 20, False),
            (2, 15, False),
            (3, 15, False),
        ):
            with self.subTest(partner=partner, day=day):
                self.assertIs(debts.is_overdue(partner, date(2030, 1, day)), overdue)


class TestPredictorWords(BaseCase):
    """What is said of one contact."""

    MODEL = {
        "version": 1,
        "intercept": 0.0,
        "effects": {
            "hour": {"10": {"weight": 1.0, "effect": 0.9, "sure": 8.0, "count": 90}},
            "day": {"6": {"weight": -2.0, "effect": -1.8, "sure": -9.0, "count": 40}},
            "channel": {
                "call": {"weight": 0.5, "effect": 0.2, "sure": 1.5, "count": 9}
            },
        },
        "bands": [
            {"until": 0.4, "count": 200, "good": 50, "said": 0.3},
            {"until": 0.7, "count": 100, "good": 60, "said": 0.6},
        ],
    }

    def test_the_sample_is_of_those_of_whom_about_the_same_was_said(self):
        told = predict.predict(self.MODEL, {"hour": "8"})
        self.assertEqual((told.chance, told.sample), (0.5, 100))
        # 0.5 is below what came true of these, and within what is told.
        self.assertEqual(told.low, 0.5)
        self.assertAlmostEqual(told.high, wilson(60, 100)[1])

    def test_a_chance_beyond_all_that_were_said_is_compared_with_the_nearest(self):
        told = predict.predict(self.MODEL, {"hour": "10", "channel": "call"})
        self.assertAlmostEqual(told.chance, 1 / (1 + math.exp(-1.5)))
        self.assertEqual(told.sample, 100)
        self.assertEqual(told.high, told.chance)

    def test_reasons_are_the_sure_ones_strongest_first(self):
        told = predict.predict(
            self.MODEL, {"hour": "10", "day": "6", "channel": "call", "purpose": "new"}
        )
        self.assertEqual(
            told.reasons, [("day", "6", -1), ("hour", "10", 1)], told.reasons
        )

    def test_a_model_of_another_reading_is_none(self):
        self.assertTrue(predict.is_readable(self.MODEL))
        for model in (None, False, {}, {**self.MODEL, "version": 0}):
            self.assertFalse(predict.is_readable(model))

    def test_odds_beyond_all_measure_are_a_chance(self):
        for intercept, chance in ((2000.0, 1.0), (-2000.0, 0.0)):
            model = {**self.MODEL, "intercept": intercept}
            self.assertEqual(predict.chance(model, {}), chance)


class TestMeasures(BaseCase):
    """Measures, by hand."""

    def test_wilson(self):
        # Newcombe, Statistics in Medicine 17 (1998), table I.
        for good, count, low, high in (
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ):
            found = wilson(good, count)
            self.assertAlmostEqual(found[0], low, places=4)
            self.assertAlmostEqual(found[1], high, places=4)
        self.assertEqual(wilson(0, 0), (0.0, 1.0))

    def test_area_under_the_curve_and_its_interval(self):
        good = np.array([0, 0, 1, 1])
        area, low, high = measures.auc(np.array([0.1, 0.4, 0.35, 0.8]), good)
        self.assertAlmostEqual(area, 0.75)
        # By hand: the parts of the good are 1/2 and 1, those of the others 1 and 1/2,
        # each of variance 1/8, halved, and added.
        margin = 1.959964 * math.sqrt(1 / 8)
        self.assertAlmostEqual(low, 0.75 - margin, places=5)
        self.assertEqual(high, 1.0)

    def test_bands_hold_all_and_rise(self):
        said = np.repeat([0.2, 0.5, 0.5, 0.9], 100)
        good = np.tile([1, 0], 200)
        bands = measures.bands(said, good)
        self.assertEqual(sum(band["count"] for band in bands), 400)
        self.assertEqual([band["until"] for band in bands], [0.2, 0.5, 0.9])
        self.assertEqual({band["good"] * 2 - band["count"] for band in bands}, {0})

    def test_what_many_contacts_of_one_partner_share_is_one_witness(self):
        chance = np.random.default_rng(1)
        partners = np.repeat(np.arange(40), 100)
        luck = np.repeat(chance.normal(0, 1, 40), 100)
        alone = measures._chance_of_gain(luck + 0.2, np.arange(4000))
        together = measures._chance_of_gain(luck + 0.2, partners)
        self.assertLess(alone, 1e-6)
        self.assertGreater(together, 0.01)

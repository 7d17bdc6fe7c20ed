import re
from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..tools.facts_contacts import Contact, last_spoken, unresolved
from ..tools.facts_hours import best_hours
from ..tools.facts_mood import mood_of
from ..tools.facts_relevance import most_relevant, rank, words_to_find
from ..tools.facts_text import both_ends, one_line

NOW = datetime(2026, 11, 21, 8)


def contact(number, **values):
    """Return the contact of as many days ago."""
    return Contact(
        **{
            "id": 100 - number,
            "date": NOW - timedelta(days=number),
            "type": "call",
            "direction": "outgoing",
            "purpose": "support",
            "status": "closed",
            "sentiment": "",
            "outcome_id": 0,
            "result": "",
            "previous_id": 0,
            "user_id": 2,
            "subject": "",
            "has_words": True,
            "minutes": None,
            **values,
        }
    )


class TestUnresolved(BaseCase):
    def _ids(self, *contacts):
        return [item.id for item in unresolved(contacts)]

    def test_open_and_to_follow_up_are_told_newest_first(self):
        contacts = [
            contact(1, status="follow_up", subject="پرداخت"),
            contact(2),
            contact(3, status="open", subject="اتصال"),
        ]
        self.assertEqual(self._ids(*contacts), [99, 97])

    def test_what_a_later_contact_closed_is_no_issue_any_more(self):
        self.assertFalse(
            self._ids(
                contact(1, previous_id=98),
                contact(2, status="open", previous_id=97),
                contact(3, status="open"),
            )
        )

    def test_a_contact_that_goes_on_speaks_for_the_one_before(self):
        self.assertEqual(
            self._ids(
                contact(1, status="open", previous_id=98),
                contact(2, status="open"),
            ),
            [99],
        )

    def test_a_good_end_on_the_same_subject_closes_it_in_any_spelling(self):
        later = contact(1, result="good", subject="اتصال ايرانسل")
        earlier = contact(2, status="open", subject="اتصال ایرانسل")
        self.assertFalse(self._ids(later, earlier))
        for other in (
            contact(1, subject="اتصال ایرانسل"),
            contact(1, result="good", subject="اتصال همراه اول"),
            contact(1, result="good"),
        ):
            with self.subTest(other):
                self.assertEqual(self._ids(other, earlier), [98])

    def test_without_a_subject_none_is_taken_for_another(self):
        contacts = [contact(n, status="open") for n in (2, 3)]
        self.assertEqual(self._ids(contact(1, result="good"), *contacts), [98, 97])

    def test_an_attempt_that_reached_nobody_is_no_issue(self):
        attempt = contact(1, status="follow_up", result="unreached", previous_id=98)
        self.assertEqual(self._ids(attempt, contact(2, status="open")), [98])

    def test_of_one_subject_the_newest_is_told(self):
        contacts = [contact(n, status="open", subject="اتصال") for n in (1, 2, 3)]
        self.assertEqual(self._ids(*contacts), [99])

    def test_who_was_reached_last(self):
        attempt = contact(1, result="unreached")
        self.assertEqual(last_spoken([attempt, contact(2)]).id, 98)
        self.assertIsNone(last_spoken([attempt]))


class TestAnswered(BaseCase):
    def test_only_calls_of_ours_are_answered_or_not(self):
        for answered, values in (
            (False, {"outcome_id": 1, "result": "unreached"}),
            (True, {"outcome_id": 1, "result": "bad"}),
            (True, {"sentiment": "neutral"}),
            (True, {"minutes": 3}),
            (None, {"minutes": 0}),
            (None, {}),
            (None, {"direction": "incoming", "outcome_id": 1}),
            (None, {"type": "telegram", "outcome_id": 1, "result": "unreached"}),
        ):
            with self.subTest(values):
                self.assertIs(contact(1, **values).was_answered, answered)


class TestMood(BaseCase):
    def _mood(self, moods):
        """Return the mood of so many contacts, newest first: + 0 - or blank."""
        names = {"+": "positive", "0": "neutral", "-": "negative", " ": ""}
        return mood_of(contact(n, sentiment=names[m]) for n, m in enumerate(moods))

    def test_the_newest_four_are_compared_with_those_before(self):
        for trend, moods in (
            ("up", "++0+--0-"),
            ("down", "--0-+" * 1 + "+++"),
            ("flat", "0000000"),
            ("flat", "+0+0+0"),
            ("", "++++-"),
            ("", "+"),
            ("", ""),
        ):
            with self.subTest(moods):
                self.assertEqual(self._mood(moods).trend, trend)

    def test_twelve_with_a_mood_are_told_oldest_first(self):
        mood = self._mood("+ - " + "0" * 20)
        self.assertEqual(len(mood.points), 12)
        self.assertEqual([value for _moment, value in mood.points][-3:], [0, -1, 1])
        self.assertEqual(sorted(mood.points), list(mood.points))

    def test_the_usual_mood_is_that_of_most_of_the_newest(self):
        mood = self._mood("-0-+++++")
        self.assertEqual((mood.usual, mood.times, mood.newest), ("negative", 2, 4))

    def test_whom_nobody_reached_showed_no_mood(self):
        attempt = contact(1, sentiment="neutral", result="unreached")
        self.assertFalse(mood_of([attempt]).points)


class TestHours(BaseCase):
    def _calls(self, *groups, day=21):
        """Return calls of a day in November 2026, as (hour, tried, answered)."""
        return [
            (datetime(2026, 11, day, hour, 30), number < answered)
            for hour, tried, answered in groups
            for number in range(tried)
        ]

    def _best(self, *groups, **values):
        found = best_hours(self._calls(*groups), **values)
        return [
            (window.start, window.until, window.tried, window.answered)
            for window in found.windows
        ]

    def test_the_two_hours_with_the_most_answers_are_told_with_their_counts(self):
        self.assertEqual(self._best((9, 6, 0), (14, 6, 6)), [(13, 15, 6, 6)])

    def test_a_second_window_is_told_when_it_is_as_good(self):
        found = self._best((9, 6, 6), (12, 8, 0), (16, 6, 6))
        self.assertEqual([window[2:] for window in found], [(6, 6), (6, 6)])
        self.assertEqual(len(self._best((9, 9, 9), (12, 8, 0), (16, 6, 5))), 1)

    def test_few_calls_tell_nothing(self):
        found = best_hours(self._calls((9, 4, 0), (14, 3, 3)))
        self.assertTrue(found.is_thin)
        self.assertFalse(found.windows)
        self.assertEqual((found.tried, found.answered), (7, 3))

    def test_three_of_three_do_not_beat_nine_of_ten(self):
        self.assertEqual(
            self._best((9, 3, 3), (12, 10, 1), (15, 10, 9))[0][2:], (10, 9)
        )

    def test_a_window_with_hardly_a_call_is_not_told(self):
        self.assertFalse(self._best((9, 1, 1), (14, 8, 2)))

    def test_hours_that_are_alike_are_not_told_apart(self):
        found = best_hours(self._calls((9, 6, 3), (12, 6, 3), (15, 6, 3)))
        self.assertFalse(found.windows or found.is_thin)

    def test_evenings_and_weekends_do_not_count(self):
        evening = self._calls((20, 9, 9))
        thursday = self._calls((14, 9, 9), day=26)
        friday = self._calls((10, 9, 9), day=27)
        found = best_hours(evening + thursday + friday)
        self.assertEqual((found.tried, found.is_thin), (0, True))
        self.assertEqual(best_hours(self._calls((12, 9, 9), day=26)).tried, 9)

    def test_windows_lie_in_the_hours_that_they_wish(self):
        groups = (9, 6, 6), (12, 6, 5), (15, 8, 0)
        self.assertEqual(self._best(*groups)[0][:2], (9, 11))
        found = self._best(*groups, call_from=11, call_until=14)
        self.assertEqual(found, [(11, 13, 6, 5)])
        self.assertFalse(self._best(*groups, call_from=11, call_until=12))


class TestRelevance(BaseCase):
    def _ranked(self, contacts, purpose="support", open_ids=(), hits=None):
        return rank(contacts, purpose, open_ids, hits or {})

    def _ids(self, *args, **values):
        ranked = self._ranked(*args, **values)
        return [item.contact.id for item in most_relevant(ranked)]

    def test_the_newest_are_told_when_nothing_else_speaks(self):
        contacts = [contact(n) for n in range(1, 9)]
        self.assertEqual(self._ids(contacts), [99, 98, 97])

    def test_the_words_of_the_line_bring_up_an_old_contact(self):
        contacts = [contact(n) for n in range(1, 40)]
        hits = {item.id: [item.id == 65] for item in contacts}
        self.assertEqual(self._ids(contacts, hits=hits), [99, 98, 65])
        [found] = [r for r in self._ranked(contacts, hits=hits) if r.contact.id == 65]
        self.assertEqual((found.reasons[0], found.words), ("line", (0,)))

    def test_a_word_that_all_hold_tells_none_from_others(self):
        contacts = [contact(n) for n in range(1, 40)]
        hits = {item.id: [item.id != 65] * 3 + [item.id == 65] for item in contacts}
        self.assertIn(65, self._ids(contacts, hits=hits))

    def test_purpose_open_issues_and_moods_bring_contacts_up(self):
        contacts = [contact(n, purpose="sales") for n in range(1, 12)]
        contacts.append(contact(12))
        contacts.append(contact(13, purpose="sales"))
        contacts.append(contact(14, purpose="sales", sentiment="negative"))
        ids = self._ids(contacts, open_ids={87})
        self.assertEqual(ids, [99, 88, 87])
        self.assertIn(86, self._ids(contacts[10:], purpose=""))

    def test_what_says_nothing_steps_back(self):
        contacts = [contact(1, has_words=False), contact(2), contact(3), contact(4)]
        self.assertEqual(self._ids(contacts), [98, 97, 96])

    def test_old_ones_without_any_reason_are_left_out(self):
        old = [contact(400 + n, purpose="sales") for n in range(3)]
        self.assertEqual(self._ids([contact(1), *old]), [99])

    def test_the_order_does_not_hang_on_today(self):
        purposes = ("support", "sales", "sales") * 3
        contacts = [contact(n, purpose=name) for n, name in enumerate(purposes)]
        later = [
            contact(n + 300, id=item.id, purpose=item.purpose)
            for n, item in enumerate(contacts)
        ]
        scores, later_scores = (
            [item.score for item in self._ranked(items)] for items in (contacts, later)
        )
        self.assertEqual(scores, later_scores)

    def test_nobody_was_ever_spoken_with(self):
        self.assertEqual(self._ids([]), [])

    def test_the_longest_words_of_a_line_are_looked_for(self):
        words = [("و",), ("v2ray",), ("ایرانسل",), ("به",)]
        found = words_to_find(words + [(f"abc{n}",) for n in range(9)])
        self.assertEqual(found[:2], [("ایرانسل",), ("v2ray",)])
        self.assertEqual(len(found), 6)


class TestText(BaseCase):
    def test_a_long_text_is_cut_between_words(self):
        self.assertEqual(one_line("یک دو سه چهار پنج", 12), "یک دو سه…")
        self.assertEqual(one_line("کوتاه", 12), "کوتاه")
        self.assertEqual(one_line("الف" * 30, 10), "الفالفالف…")
        self.assertEqual(one_line(None, 10), "")

    def test_both_ends_of_a_long_text_are_kept(self):
        text = " ".join(f"w{n}" for n in range(500))
        short = both_ends(text, 60)
        self.assertLessEqual(len(short), 60)
        self.assertTrue(short.startswith("w0 w1"))
        self.assertTrue(short.endswith("w499"))
        self.assertIn("…", short)

    def test_no_part_of_a_number_is_left_where_a_text_is_cut(self):
        for number in ("0912 123 45 67", "۰۹۱۲ ۱۲۳ ۴۵ ۶۷", "+98 (912) 123-4567"):
            text = f"شماره‌ی تازه {number} است"
            for most in range(14, len(text)):
                with self.subTest(number=number, most=most):
                    cut = one_line(text, most)
                    self.assertNotRegex(cut, r"\d…")
                    self.assertTrue(number in cut or not re.search(r"\d", cut))
            long = f"الف {'ب ' * 40}{number} پایان"
            for most in range(14, 70):
                with self.subTest(number=number, most=most):
                    short = both_ends(long, most)
                    self.assertTrue(number in short or not re.search(r"\d", short))

    def test_what_nobody_sees_goes_and_lines_become_one(self):
        text = "الف\u202e\n\n ب\u200f می\u200cرود"
        self.assertEqual(one_line(text, 50), "الف ب می\u200cرود")

from odoo.tests import BaseCase

from ..tools.proposals import numbered

CALL = {
    "title": "تماس با علی",
    "quote": "سه‌شنبه آینده تماس بگیرم",
    "due": "2025-12-02T09:00",
}
SEND = {
    "title": "ارسال کانفیگ",
    "quote": "شنبه کانفیگ را بفرستم",
    "due": "2025-12-06T09:00",
}
BEFORE = [{"action": 1, **CALL}, {"action": 2, **SEND}]


class TestProposals(BaseCase):
    def test_first_proposals_are_counted_from_one(self):
        self.assertEqual(numbered([], [CALL, SEND]), [1, 2])

    def test_order_does_not_matter(self):
        self.assertEqual(numbered(BEFORE, [SEND, CALL]), [2, 1])

    def test_other_title_for_the_same_words_is_the_same(self):
        again = {**CALL, "title": "زنگ زدن به نماینده"}
        self.assertEqual(numbered(BEFORE, [again]), [1])

    def test_corrected_day_is_the_same(self):
        again = {
            **CALL,
            "quote": "چهارشنبه آینده تماس بگیرم",
            "due": "2025-12-03T09:00",
        }
        self.assertEqual(numbered(BEFORE, [again]), [1])

    def test_same_title_for_other_words_and_another_day_is_new(self):
        other = {
            "title": "تماس با علی",
            "quote": "آخر ماه برای تمدید زنگ بزنم",
            "due": "2025-12-20T09:00",
        }
        self.assertEqual(numbered(BEFORE, [other, CALL]), [3, 1])

    def test_proposal_without_words_is_known_by_title_and_day(self):
        bare = {**CALL, "quote": ""}
        self.assertEqual(numbered([{"action": 4, **bare}], [bare, bare]), [4, 5])

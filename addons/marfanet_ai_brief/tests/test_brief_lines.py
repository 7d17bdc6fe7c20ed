import random

from odoo.tests import BaseCase

from ..tools.lines import MAX_ANSWER, MAX_TEXT, LineReader
from ..tools.sections import MOST_LINES, SECTIONS

TEXT = """سلام! این آمادگی شماست.
# summary
- **مشکل** اتصال <b>ایرانسل</b> حل شد [1][۲] .
- سند: https://evil.example/x?y و www.a.b/c و t.me/foo و [اینجا](http://x.y) باشد [9]
# system
- نباید بیاید
## **Questions** (to ask):
1. آیا سرور پایدار است؟ [2, 3]
بدون خط تیره [1
# objections
- گران است => ماهی یک بار حساب کنیم [3]
- بی‌پاسخ
# benefits
- سه کاربر بیشتر
# principles
- reciprocity: اول کمک کن [1]
- hypnosis: نه
- `loss_aversion` : صادقانه
# Opening: سلام
- [1]
- http://only.link/
- سلام آقای رضایی"""
NUMBERS = {1: 11, 2: 22, 3: 33}
GIVEN = {"reciprocity", "loss_aversion"}


def read(text, cuts=(), purpose="support"):
    reader = LineReader(purpose, NUMBERS, GIVEN)
    events, at = [], 0
    for cut in [*sorted(cuts), len(text)]:
        events += reader.feed(text[at:cut])
        at = cut
    return reader, events + list(reader.close())


class TestLines(BaseCase):
    def _kept(self, text, **options):
        return read(text, **options)[0].in_order()

    def test_sections_lines_and_what_they_rest_on(self):
        kept = [
            (line["section"], line["text"], line["evidence"], line["general"])
            for line in self._kept(TEXT)
        ]
        self.assertEqual(
            kept,
            [
                ("summary", "مشکل اتصال ایرانسل حل شد.", [11, 22], False),
                ("summary", "سند: … و … و … و اینجا باشد", [], True),
                ("questions", "آیا سرور پایدار است؟", [22, 33], False),
                ("questions", "بدون خط تیره [1", [], True),
                ("objections", "گران است", [33], False),
                ("objections", "بی‌پاسخ", [], True),
                ("opening", "سلام آقای رضایی", [], True),
                ("principles", "اول کمک کن", [11], False),
                ("principles", "صادقانه", [], True),
            ],
        )

    def test_answers_and_principles_have_their_places(self):
        lines = {line["text"]: line for line in self._kept(TEXT)}
        self.assertEqual(lines["گران است"]["answer"], "ماهی یک بار حساب کنیم")
        self.assertEqual(lines["صادقانه"]["principle"], "loss_aversion")

    def test_benefits_are_for_sales_only(self):
        def sections(purpose):
            return {line["section"] for line in self._kept(TEXT, purpose=purpose)}

        self.assertIn("benefits", sections("sales"))
        self.assertNotIn("benefits", sections("follow_up"))

    def test_sections_are_kept_in_our_order_whatever_the_model_does(self):
        text = "\n".join(f"# {name}\n- متن" for name in reversed(SECTIONS))
        kept = [line["section"] for line in self._kept(text, purpose="sales")]
        # A principle's line names one.
        self.assertEqual(kept, [one for one in SECTIONS if one != "principles"])

    def test_what_is_too_much_is_cut(self):
        text = "# questions\n" + "- سؤال\n" * 50 + "# objections\n- "
        text += "واژه " * 5_000 + "=> هرگز\n- کوتاه => " + "واژه " * 500
        kept = self._kept(text)
        questions = [line for line in kept if line["section"] == "questions"]
        self.assertEqual(len(questions), MOST_LINES["questions"])
        endless, answered = kept[-2:]
        self.assertLessEqual(len(endless["text"]), MAX_TEXT)
        self.assertFalse(endless["answer"])
        self.assertLessEqual(len(answered["answer"]), MAX_ANSWER)

    def test_text_without_sections_is_nothing(self):
        reader, events = read("نمی‌توانم کمک کنم.\n- یک\n- دو")
        self.assertFalse(reader.lines)
        self.assertFalse(events)

    def test_pieces_of_any_size_give_the_same_lines(self):
        # The seed is fixed: a failure can be looked at.
        chance = random.Random(7)
        signs = [*" \n#-*[]()<>=1۲:`آb/.…", "# summary\n", "\n# objections\n", "=> "]
        signs += [
            "\n# principles\n- reciprocity: ",
            "http://a",
            "www.b ",
            "javascript:",
        ]
        for turn in range(600):
            text = TEXT
            if turn % 2:
                count = chance.randint(1, 80)
                text = "# summary\n" + "".join(chance.choices(signs, k=count))
            cuts = chance.choices(range(len(text)), k=chance.randint(0, 40))
            whole, piecewise = read(text), read(text, cuts)
            self.assertEqual(whole[0].lines, piecewise[0].lines)
            self._check_order(piecewise[1])

    def test_letter_by_letter_no_address_is_ever_told(self):
        _reader, events = read(TEXT, range(len(TEXT)))
        told = "".join(data["text"] for kind, data in events if kind == "text")
        self.assertIn("مشکل اتصال", told)
        for sign in ("://", "www", "t.me", "[1]", "**", "<b>"):
            self.assertNotIn(sign, told)
        self.assertGreater(len([one for one in events if one[0] == "text"]), 20)

    def _check_order(self, events):
        """Each line begins, grows and ends before the next one begins."""
        under_way = None
        for kind, data in events:
            if kind == "begin":
                self.assertIsNone(under_way)
                under_way = data["n"]
            else:
                self.assertEqual(under_way, data["n"])
                under_way = None if kind == "line" else under_way
        self.assertIsNone(under_way)

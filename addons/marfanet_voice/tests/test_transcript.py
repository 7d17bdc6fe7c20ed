from odoo.tests import BaseCase

from ..tools.transcript import Line, aligned, joined, lines_of, quoted, second_of

LINES = [Line(0, 4, "سلام، کانفیگ را فرستادم."), Line(4, 8, "سه‌شنبه آینده تماس بگیرم.")]


def words(text, start=0.0, step=0.5):
    return [
        (word, start + index * step, start + (index + 1) * step)
        for index, word in enumerate(text.split())
    ]


class TestTranscript(BaseCase):
    def test_lines_end_with_sentences(self):
        lines = lines_of(words("مشکل اتصال او حل شد. فردا دوباره تماس بگیرم."))
        self.assertEqual(
            [line.text for line in lines],
            ["مشکل اتصال او حل شد.", "فردا دوباره تماس بگیرم."],
        )
        self.assertEqual((lines[1].start, lines[1].end), (2.5, 4.5))

    def test_lines_end_at_pauses_and_never_grow_long(self):
        lines = lines_of([*words("یک دو"), *words("سه چهار", start=3)])
        self.assertEqual([line.text for line in lines], ["یک دو", "سه چهار"])
        many = lines_of(words("کلمه " * 100, step=0.2))
        self.assertLessEqual(max(len(line.text.split()) for line in many), 14)

    def test_times_that_go_back_are_mended(self):
        lines = lines_of([("یک", 1.0, 2.0), ("دو", 0.5, 0.6), ("سه", 4.0, 3.0)])
        times = [moment for line in lines for moment in (line.start, line.end)]
        self.assertEqual(times, sorted(times))

    def test_words_of_no_letters_make_no_line(self):
        self.assertEqual(lines_of([(" ", 0, 1), ("", 1, 2)]), [])

    def test_pieces_are_joined_with_their_offsets(self):
        parts = [
            {"start": 0.0, "text": "سلام.", "words": [["سلام.", 0.5, 1.0]]},
            {"start": 600.0, "text": " ", "words": []},
            {"start": 1200.0, "text": "تمام.", "words": [["تمام.", 0.5, 1.0]]},
        ]
        text, lines = joined(parts)
        self.assertEqual(text, "سلام. تمام.")
        self.assertEqual([line.start for line in lines], [0.5, 1200.5])

    def test_without_times_for_all_there_are_no_lines(self):
        parts = [
            {"start": 0.0, "text": "سلام.", "words": [["سلام.", 0.5, 1.0]]},
            {"start": 600.0, "text": "تمام.", "words": []},
        ]
        self.assertEqual(joined(parts), ("سلام. تمام.", []))

    def test_quote_is_found_whatever_its_spelling(self):
        text = "گفتم: سه‌شنبهٔ آینده تماس بگیرم؛ قبول کرد."
        for quote in (
            "سه شنبه اینده تماس",
            "سه‌شنبه آینده، تماس",
            "«سه‌شنبه آینده تماس»",
        ):
            with self.subTest(quote):
                self.assertEqual(quoted(quote, text), "سه‌شنبهٔ آینده تماس")

    def test_what_nobody_said_is_not_found(self):
        for quote in ("", "؟!", "چهارشنبه", "آینده قبول", "سه شنبه آیند"):
            with self.subTest(quote):
                self.assertEqual(quoted(quote, "سه‌شنبه آینده قبلاً قبول کرد"), "")

    def test_second_is_counted_within_its_line(self):
        self.assertEqual(second_of("سه‌شنبه آینده", LINES), 4)
        self.assertEqual(second_of("تماس بگیرم", LINES), 6.4)
        self.assertEqual(second_of("فرستادم سه‌شنبه", LINES), 3)
        self.assertIsNone(second_of("شنبه بعد", LINES))
        self.assertIsNone(second_of("سلام", []))

    def test_correction_keeps_the_times_of_what_stayed(self):
        lines = aligned(
            LINES, "سلام، کانفیگ تازه را دادم. چهارشنبه آینده حتماً تماس بگیرم."
        )
        self.assertEqual(
            [line.text for line in lines],
            ["سلام، کانفیگ تازه را دادم.", "چهارشنبه آینده حتماً تماس بگیرم."],
        )
        self.assertEqual(lines[0].start, 0)
        self.assertAlmostEqual(lines[1].start, 4.8, delta=1)
        self.assertEqual(lines[-1].end, 8)

    def test_text_that_has_nothing_of_the_old_still_has_lines_in_order(self):
        lines = aligned(LINES, "چیز دیگری بود.\nو چیزی دیگر.")
        times = [moment for line in lines for moment in (line.start, line.end)]
        self.assertEqual(times, sorted(times))
        self.assertEqual(aligned([], "سلام"), [])

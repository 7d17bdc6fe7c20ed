from odoo.tests import BaseCase

from ..tools.silences import Span, found_in, plan

LOG = """
[silencedetect @ 0x1] silence_start: -0.01
[silencedetect @ 0x1] silence_end: 1.5 | silence_duration: 1.51
size=N/A time=00:01:00.00 bitrate=N/A speed= 300x
[silencedetect @ 0x1] silence_start: 58.25
"""


def never(_span):
    raise AssertionError("There is silence to cut in.")


class TestSilences(BaseCase):
    def test_log_of_ffmpeg_tells_the_silences(self):
        self.assertEqual(found_in(LOG, 60.0), [Span(0.0, 1.5), Span(58.25, 60.0)])

    def test_short_recording_is_one_part(self):
        self.assertEqual(plan([], 300.0, 600.0, never), [Span(0.0, 300.0)])
        self.assertEqual(plan([Span(10, 12)], 600.0, 600.0, never), [Span(0.0, 600.0)])

    def test_recording_of_one_word_is_one_part(self):
        self.assertEqual(plan([], 0.7, 600.0, never), [Span(0.0, 0.7)])
        self.assertEqual(plan([Span(0.3, 0.7)], 0.7, 600.0, never), [Span(0.0, 0.7)])

    def test_cut_is_in_the_last_silence_that_fits(self):
        silences = [Span(500, 502), Span(590, 592), Span(610, 612)]
        self.assertEqual(
            plan(silences, 700.0, 600.0, never), [Span(0.0, 591.0), Span(591.0, 700.0)]
        )

    def test_parts_leave_nothing_out_and_are_not_too_long(self):
        silences = [Span(second, second + 0.5) for second in range(30, 3600, 47)]
        parts = plan(silences, 3600.0, 600.0, never)
        self.assertEqual((parts[0].start, parts[-1].end), (0.0, 3600.0))
        for part, following in zip(parts, parts[1:], strict=False):
            self.assertEqual(part.end, following.start)
        self.assertLessEqual(max(part.seconds for part in parts), 600.0)
        self.assertEqual(len(parts), 7)

    def test_where_nobody_pauses_the_quietest_moment_near_the_end_is_asked_for(self):
        asked = []

        def quietest(span):
            asked.append(span)
            return span.start + 1

        parts = plan([Span(100, 101)], 700.0, 600.0, quietest)
        self.assertEqual(asked, [Span(480.0, 600.0)])
        self.assertEqual(parts, [Span(0.0, 481.0), Span(481.0, 700.0)])

    def test_long_silence_is_left_out_with_a_breath_at_either_side(self):
        silences = [Span(0.0, 30.0), Span(100.0, 105.0), Span(200.0, 260.0)]
        self.assertEqual(
            plan(silences, 300.0, 600.0, never),
            [Span(29.5, 200.5), Span(259.5, 300.0)],
        )

    def test_silence_to_the_end_is_left_out(self):
        self.assertEqual(
            plan([Span(50.0, 99.8)], 100.0, 600.0, never), [Span(0.0, 50.5)]
        )

    def test_nothing_but_silence_has_no_part(self):
        self.assertEqual(plan([Span(0.0, 100.0)], 100.0, 600.0, never), [])
        self.assertEqual(plan([Span(0.0, 99.8)], 100.0, 600.0, never), [])
        self.assertEqual(plan([Span(0.0, 4.98)], 5.0, 600.0, never), [])

    def test_one_word_is_worth_hearing_in_however_much_silence(self):
        silences = [Span(0.0, 2.0), Span(2.2, 5.0)]
        self.assertEqual(plan(silences, 5.0, 600.0, never), [Span(0.0, 5.0)])
        self.assertEqual(plan([Span(0.0, 4.7)], 5.0, 600.0, never), [Span(0.0, 5.0)])

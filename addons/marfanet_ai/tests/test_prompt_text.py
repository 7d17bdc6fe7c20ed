from odoo.tests import BaseCase

from ..tools.prompt_text import MAX_CHARS, clean, fill, problems


class TestPromptText(BaseCase):
    def _codes(self, text, known=("day", "most"), required=()):
        return [problem.code for problem in problems(text, known, required)]

    def test_only_a_name_in_braces_stands_for_something(self):
        self.assertEqual(
            fill("On {day}: {{day}} {{{day}}} {{}}", {"day": "Saturday"}),
            "On Saturday: {day} {Saturday} {}",
        )

    def test_braces_in_a_value_stand_for_nothing(self):
        for value in ("{secret}", "{0.__class__}", "{{day}}", "{day", r"\g<name>\1"):
            with self.subTest(value):
                self.assertEqual(fill("{day}!", {"day": value}), f"{value}!")

    def test_what_str_format_would_follow_is_no_variable(self):
        for text in (
            "{0.__class__}",
            "{day.__class__}",
            "{day[0]}",
            "{day!r}",
            "{day:>9}",
            "{}",
            "{0}",
            "{ day }",
            "{Day}",
            "{day\n}",
            "{روز}",
        ):
            with self.subTest(text):
                self.assertIn("braces", self._codes(text))

    def test_lonely_brace_is_told_with_its_line_and_words(self):
        [problem] = problems("One\nTwo {day and more", ("day",), ())
        self.assertEqual((problem.code, problem.values["line"]), ("braces", 2))
        self.assertEqual(problem.values["excerpt"], "{day")
        self.assertEqual(self._codes("{day}}"), ["braces"])
        self.assertEqual(self._codes("{{day}"), ["braces"])

    def test_unknown_variable_is_told_once_with_the_one_meant(self):
        [problem] = problems("{dya} and {dya}", ("day", "most"), ())
        self.assertEqual(problem.code, "unknown")
        self.assertEqual(problem.values["meant"], "day")
        [problem] = problems("{password}", ("day",), ())
        self.assertEqual(problem.values["meant"], "")

    def test_required_variable_must_stand_as_a_variable(self):
        self.assertEqual(self._codes("{day}", required=("day",)), [])
        for text in ("Nothing", "{{day}}", "day"):
            with self.subTest(text):
                self.assertEqual(self._codes(text, required=("day",)), ["missing"])

    def test_all_problems_are_told_at_once(self):
        self.assertEqual(
            self._codes("{a} { {b}", required=("day",)),
            ["unknown", "braces", "unknown", "missing"],
        )

    def test_length_is_bounded(self):
        self.assertEqual(self._codes("x" * MAX_CHARS), [])
        self.assertEqual(self._codes("x" * (MAX_CHARS + 1)), ["too_long"])
        self.assertEqual(self._codes(""), ["empty"])

    def test_sound_text_always_fills(self):
        for text in ("{{{{", "{{}}{day}{{", "}}{{", "{day}{most}{day}"):
            with self.subTest(text):
                self.assertEqual(self._codes(text), [])
                self.assertNotIn("None", fill(text, {"day": "d", "most": "m"}))

    def test_line_ends_are_of_one_kind(self):
        self.assertEqual(clean("\n a\r\nb\rc \n"), "a\nb\nc")

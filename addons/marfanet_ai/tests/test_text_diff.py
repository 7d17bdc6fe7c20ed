from odoo.tests import BaseCase

from ..tools.text_diff import compare


class TestTextDiff(BaseCase):
    def _shown(self, old, new):
        marks = {"same": "%s", "removed": "[-%s-]", "added": "[+%s+]", "gap": "⋯%s"}
        return [
            "".join(marks[passage.kind] % passage.text for passage in line)
            for line in compare(old, new)
        ]

    def test_same_texts_have_nothing_to_show(self):
        self.assertEqual(compare("one\ntwo", "one\ntwo"), [])

    def test_changed_words_stand_in_their_line(self):
        self.assertEqual(
            self._shown("Read the note. At most five.", "Read the note. At most six."),
            ["Read the note. At most [-five.-][+six.+]"],
        )

    def test_other_line_comes_as_a_whole(self):
        self.assertEqual(
            self._shown("One two three", "چیز دیگری است"),
            ["[-One two three-]", "[+چیز دیگری است+]"],
        )

    def test_lines_come_and_go(self):
        longer = self._shown("a\nb", "a\nx y\nz\nb")
        self.assertEqual(longer, ["a", "[+x y+]", "[+z+]", "b"])
        self.assertEqual(self._shown("a\nb\nc", "a\nc"), ["a", "[-b-]", "c"])

    def test_what_is_far_from_a_change_is_left_out(self):
        old = [f"line {number}" for number in range(20)]
        new = [*old]
        new[10] = "line ten"
        self.assertEqual(
            self._shown("\n".join(old), "\n".join(new)),
            ["⋯", "line 8", "line 9", "line [-10-][+ten+]", "line 11", "line 12", "⋯"],
        )

    def test_nothing_of_either_text_is_lost(self):
        old, new = "یک دو\nسه چهار\n", "یک دو سه\nپنج\n\nشش"
        lines = compare(old, new)

        def text(*kinds):
            kept = (
                "".join(one.text for one in line if one.kind in kinds)
                for line in lines
                if any(one.kind in kinds for one in line)
            )
            return "\n".join(kept)

        self.assertEqual(text("same", "removed"), old)
        self.assertEqual(text("same", "added"), new)

import json
from datetime import date, datetime, timedelta

import jdatetime

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from ..persian.dates import resolve_due

TABLES = "marfanet_persian/static/tests/jalali/"


def read_table(name: str) -> str:
    """Return the array that a table of the web client's tests exports."""
    with file_open(f"{TABLES}{name}") as table:
        text = table.read()
    return text[text.index("= [") + 2 : text.rindex("]") + 1]


@tagged("post_install", "-at_install")
class TestWebCalendar(BaseCase):
    """The tables that the web client's tests rest on say what Python says."""

    def test_years_of_the_web_client_are_those_of_jdatetime(self):
        written = json.loads(read_table("year_lengths.js").replace(",\n]", "\n]"))
        self.assertEqual(len(written), 201)
        day = date(1921, 3, 21)
        for year, days in enumerate(written, start=1300):
            self.assertEqual(jdatetime.date(year, 1, 1).togregorian(), day)
            lengths = [31] * 6 + [30] * 5 + [days - 336]
            for month, length in enumerate(lengths, start=1):
                last = jdatetime.date(year, month, length)
                start = last.replace(day=1)
                self.assertEqual(start.togregorian(), day)
                day += timedelta(days=length)
                self.assertEqual(last.togregorian(), day - timedelta(days=1))

    def test_typed_dates_mean_the_same_to_both_readers(self):
        table = read_table("typed_dates.js").replace(",\n]", "\n]")
        for case in json.loads(table):
            with self.subTest(text=case["text"], now=case["now"]):
                found = resolve_due(case["text"], datetime.fromisoformat(case["now"]))
                self.assertIsNotNone(found)
                at = found.at and found.at.isoformat(timespec="minutes")
                self.assertEqual(at, case["due"])
                self.assertEqual(found.time_said, case["time_said"])

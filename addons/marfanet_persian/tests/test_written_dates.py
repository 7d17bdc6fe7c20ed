import re

from odoo.tests import BaseCase, tagged

from odoo.addons.calendar.models.calendar_event import CalendarEvent

from ..tools import optional_hooks
from ..tools.reading import Reader
from ..tools.writing import Writer
from ..tools.written_dates import write_last_date
from .test_preferences import ReadersCase

JALALI = Writer("fa_IR", Reader("jalali", "persian"))


class TestLastDate(BaseCase):
    def _write(self, text, date_format="%Y/%m/%d"):
        return write_last_date(JALALI, text, date_format)

    def test_a_date_after_a_colon_is_written_for_the_reader(self):
        self.assertEqual(self._write("موعد: 2026/11/21"), "موعد: ۱۴۰۵/۰۸/۳۰")
        self.assertEqual(self._write("Due: 21.11.2026", "%d.%m.%Y"), "Due: ۱۴۰۵/۰۸/۳۰")

    def test_all_other_texts_stay(self):
        for text in (
            "2026/11/21",
            "Visit 2026/11/21",
            "Deadline: 2026/13/21",
            "Deadline: ۱۴۰۵/۰۸/۳۰",
            "Deadline: 2026/11/21 at noon",
        ):
            self.assertEqual(self._write(text), text)


class Meeting:
    """Odoo's way of saying when a meeting is; its addon need not be installed."""

    _get_date_formats = CalendarEvent._get_date_formats
    _get_display_time = CalendarEvent._get_display_time

    def __init__(self, env):
        self.env = env

    def with_context(self, **context):
        return type(self)(self.env(context={**self.env.context, **context}))


@tagged("post_install", "-at_install")
class TestMeetings(ReadersCase):
    """Fails when Odoo says the time of a meeting in another way."""

    def _say(self, user, hours=1.0, all_day=False, **context):
        class Hooked(Meeting):
            pass

        optional_hooks.register({"calendar.event": Hooked})
        context = {"lang": user.lang, "tz": "Asia/Tehran", **context}
        meeting = Hooked(self.env(user=user, context=context))
        start, stop = "2026-11-21 20:35:00", "2026-11-23 20:35:00"
        return meeting._get_display_time(start, stop, hours, all_day)

    def test_a_persian_reader_is_told_the_jalali_day(self):
        for said, expected in (
            (self._say(self.persian), "۱۴۰۵/۰۹/۰۱ ۰۰:۰۵ ۰۱:۰۵"),
            (self._say(self.persian, all_day=True), "۱۴۰۵/۰۹/۰۱"),
            (self._say(self.persian, 48.0), "۱۴۰۵/۰۹/۰۱ ۰۰:۰۵ ۱۴۰۵/۰۹/۰۳ ۰۰:۰۵"),
        ):
            # The words between them are Odoo's.
            self.assertEqual(re.findall(r"\d[\d/:]+", said), expected.split())
            self.assertNotRegex(said, "[\x02\x03]")

    def test_the_recipient_of_an_invitation_is_told_as_the_language_has_it(self):
        self.persian.persian_calendar = "gregorian"
        self.assertIn("۲۰۲۶/۱۱/۲۲", self._say(self.persian))
        self.assertIn("۱۴۰۵/۰۹/۰۱", self._say(self.persian, persian_reader="language"))

    def test_an_english_reader_is_told_what_odoo_tells(self):
        plain = Meeting(
            self.env(user=self.english, context={"lang": "en_US", "tz": "Asia/Tehran"})
        )
        for hours, all_day in ((1.0, False), (48.0, False), (24.0, True)):
            start, stop = "2026-11-21 20:35:00", "2026-11-23 20:35:00"
            self.assertEqual(
                self._say(self.english, hours, all_day),
                plain._get_display_time(start, stop, hours, all_day),
            )

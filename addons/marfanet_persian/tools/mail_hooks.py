"""How mails are written for their readers, as far as Odoo's addons write them.

Each function takes a method of an addon that need not be installed and returns what
replaces it; ``optional_hooks`` says of which.
"""

import re
from datetime import date, datetime

import pytz

from odoo.tools import get_lang

from .mail_direction import give_direction
from .reading import reader_of_language
from .writing import writer_of
from .written_dates import write_last_date

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?Z")
#: How the digest says by how much a figure grew.
_GROWTH = re.compile(r"[⬆⬇]\s*[\d.]+")


def for_readers_of_mail(original):
    """Mails are written as their language is read, whatever their sender chose."""

    def render(self, *args, **kwargs):
        return original(self.with_context(persian_reader="language"), *args, **kwargs)

    return render


def in_the_language_of_the_assigned(original):
    """The header of the mail about a given activity is in its sender's language."""

    def notify(self, *args, **kwargs):
        for lang, activities in self.grouped(lambda one: one.user_id.lang).items():
            here = activities.with_context(persian_reader="language")
            if not reader_of_language(lang).is_plain:
                here = here.with_context(lang=lang)
            original(here, *args, **kwargs)

    return notify


def with_a_direction(original):
    """What is sent; the body that is kept stays as it was written."""

    def prepare(self, *args, **kwargs):
        body = original(self, *args, **kwargs)
        return type(body)(give_direction(body)) if body else body

    return prepare


def with_tracked_dates(original):
    """Odoo leaves the dates of changes as stored, for the web client to write."""

    def prepare(self, *args, **kwargs):
        values = original(self, *args, **kwargs)
        env = self.with_context(lang=values["lang"], persian_reader="language").env
        writer = writer_of(env)
        if not writer.reader.is_plain:
            values["tracking_values"] = [
                (name, _write(writer, env.tz, old), _write(writer, env.tz, new))
                for name, old, new in values["tracking_values"]
            ]
        return values

    return prepare


def _write(writer, zone, value):
    if not isinstance(value, str):
        return value
    if _DATE.fullmatch(value):
        return writer.day(date.fromisoformat(value), "numeric")
    if _MOMENT.fullmatch(value):
        moment = pytz.utc.localize(datetime.fromisoformat(value.removesuffix("Z")))
        return writer.local(moment.astimezone(zone), "numeric")
    return value


def with_dates_in_subtitles(original):
    """«Deadline: 2026/11/21» is the header of mails that tell of a given activity."""

    def render(self, *args, **kwargs):
        values = kwargs.get("render_values") or {}
        lang = values.get("lang") or self.env.lang
        env = self.with_context(lang=lang, persian_reader="language").env
        writer = writer_of(env)
        if not writer.reader.is_plain and values.get("subtitles"):
            date_format = get_lang(env).date_format
            subtitles = [
                # A record's name is somebody's, whatever it ends in.
                text
                if text == values.get("record_name")
                else write_last_date(writer, text, date_format)
                for text in values["subtitles"]
            ]
            kwargs["render_values"] = {**values, "subtitles": subtitles}
        return original(self, *args, **kwargs)

    return render


def for_readers_of_digests(original):
    """A digest's day is English in each language, and its figures are Latin."""

    def render(self, *args, **kwargs):
        values = kwargs.get("add_context") or {}
        writer = writer_of(self.with_context(persian_reader="language").env)
        if writer.reader.is_plain or "kpi_data" not in values:
            return original(self, *args, **kwargs)
        kwargs["add_context"] = {
            **values,
            "formatted_date": writer.day(date.today()),
            "kpi_data": [
                {name: _in_figures(writer, part) for name, part in kpi.items()}
                for kpi in values["kpi_data"]
            ],
        }
        rendered = original(self, *args, **kwargs)
        for res_id, text in rendered.items():
            written = _GROWTH.sub(lambda found: writer.figures(found[0]), text)
            # Still markup: only digits have changed.
            rendered[res_id] = type(text)(written)
        return rendered

    return render


def _in_figures(writer, part):
    if not isinstance(part, dict):
        return part
    written = {
        name: writer.figures(part[name])
        for name in ("value", "col_subtitle")
        if name in part
    }
    return {**part, **written}


def with_its_time_in_figures(original):
    """How long a code sent by mail holds; the code itself is typed as it is."""

    def get_code(self):
        code, time_left = original(self)
        reader = reader_of_language(self.env.context.get("lang") or self.lang)
        return code, reader.write_figures(time_left)

    return get_code

"""Methods of Odoo's addons that this one does not depend on, where they are installed.

``web`` alone is needed; but mails are written by ``mail``, and read by people with
their own calendar. A model that is not there cannot be inherited, so these methods are
replaced in the registry, as ``base_automation`` does with its own.
"""

import re
from datetime import date, datetime

import pytz

from .reading import reader_of, reading
from .writing import writer_of

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?Z")
_TRACKING = "_notify_by_email_prepare_rendering_context"


def _for_readers_of_mail(original):
    """Mails are written as their language is read, whatever their sender chose."""

    def render(self, *args, **kwargs):
        return original(self.with_context(persian_reader="language"), *args, **kwargs)

    return render


def _with_tracked_dates(original):
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


def _for_the_reader(original):
    """The method writes with Babel, for the person at the screen."""

    def write(self, *args, **kwargs):
        with reading(reader_of(self.env)):
            return original(self, *args, **kwargs)

    return write


#: Model, method, and what replaces it.
HOOKS = (
    ("mail.render.mixin", "_render_template", _for_readers_of_mail),
    ("mail.thread", "_notify_by_email_render_layout", _for_readers_of_mail),
    ("mail.thread", _TRACKING, _with_tracked_dates),
    ("account.journal", "_get_bank_cash_graph_data", _for_the_reader),
)


def register(registry) -> None:
    """Replace the methods in ``registry``."""
    for model, method, hook in HOOKS:
        if model in registry:
            original = getattr(registry[model], method)
            setattr(registry[model], method, hook(original))


def unregister(registry) -> None:
    """Leave the methods as the addons have them."""
    for model, method, _hook in HOOKS:
        if model in registry and method in vars(registry[model]):
            delattr(registry[model], method)

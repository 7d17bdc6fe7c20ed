"""Methods of Odoo's addons that this one does not depend on, where they are installed.

``web`` alone is needed; but mails are written by ``mail``, and read by people with
their own calendar. A model that is not there cannot be inherited, so these methods are
replaced in the registry, as ``base_automation`` does with its own.
"""

import functools
from datetime import date, timedelta

import babel.dates

from odoo.tools import get_lang

from . import mail_hooks
from .imported_dates import with_jalali_days
from .reading import reader_of, reading
from .writing import writer_of
from .written_dates import MARKED_DATE, MARKED_TIME, write_marked

_LAYOUT = "_notify_by_email_render_layout"
_DASHBOARD = "_get_journal_dashboard_data_batched"
_RENDERING = "_notify_by_email_prepare_rendering_context"


def _for_the_reader(original):
    """The method writes with Babel, for the person at the screen."""

    def write(self, *args, **kwargs):
        with reading(reader_of(self.env)):
            return original(self, *args, **kwargs)

    return write


def _in_marks(original):
    def get_formats(self):
        if self.env.context.get("persian_marks"):
            return MARKED_DATE, MARKED_TIME
        return original(self)

    return get_formats


def _with_marks_written(original):
    """When a meeting is, in words: in reminders, invitations and their pages."""

    def write(self, *args, **kwargs):
        writer = writer_of(self.env)
        if writer.reader.is_plain:
            return original(self, *args, **kwargs)
        text = original(self.with_context(persian_marks=True), *args, **kwargs)
        return write_marked(writer, text)

    return write


def _with_weeks(original):
    """The weeks around this one are named by parts of dates."""

    def get_graphs(self):
        graphs = original(self)
        writer = writer_of(self.env)
        if writer.reader.is_plain:
            return graphs
        # Odoo's own today and week.
        today = date.today()
        locale = get_lang(self.env).code
        place = int(babel.dates.format_date(today, "e", locale=locale))
        first = today - timedelta(days=place - 1)
        for (graph,) in graphs.values():
            for number, weeks in ((1, -1), (3, 1), (4, 2)):
                start = first + timedelta(weeks=weeks)
                name = writer.days(start, start + timedelta(days=6), with_year=False)
                graph["values"][number]["label"] = name
        return graphs

    return get_graphs


def _with_amounts_from_the_right(original):
    """Sums stand in elements from left to right, whose unit would come first."""

    def get_data(self):
        dashboards = original(self)
        if writer_of(self.env).is_persian:
            for data in dashboards.values():
                for name, value in data.items():
                    is_amount = name.startswith("sum_") or name.endswith("balance")
                    if is_amount and isinstance(value, str):
                        data[name] = f"\u2067{value}\u2069"
        return dashboards

    return get_data


#: Model, method, and what replaces it.
HOOKS = (
    ("mail.render.mixin", "_render_template", mail_hooks.for_readers_of_mail),
    ("mail.render.mixin", "_render_template", mail_hooks.for_readers_of_digests),
    ("mail.thread", _LAYOUT, mail_hooks.for_readers_of_mail),
    ("mail.thread", _LAYOUT, mail_hooks.with_dates_in_subtitles),
    ("mail.thread", _RENDERING, mail_hooks.with_tracked_dates),
    ("mail.activity", "action_notify", mail_hooks.in_the_language_of_the_assigned),
    ("mail.mail", "_prepare_outgoing_body", mail_hooks.with_a_direction),
    ("calendar.event", "_get_date_formats", _in_marks),
    ("calendar.event", "_get_display_time", _with_marks_written),
    ("base_import.import", "_parse_date_from_data", with_jalali_days),
    ("account.journal", "_get_bank_cash_graph_data", _for_the_reader),
    ("account.journal", "_get_sale_purchase_graph_data", _with_weeks),
    ("account.journal", _DASHBOARD, _with_amounts_from_the_right),
    ("res.users", "_get_totp_mail_code", mail_hooks.with_its_time_in_figures),
    ("ir.actions.server.history", "_compute_display_name", _for_the_reader),
)


def register(registry) -> None:
    """Replace the methods in ``registry``."""
    for model, method, hook in HOOKS:
        original = getattr(registry[model], method, None) if model in registry else None
        if original:
            # What Odoo's decorators noted on it holds for what replaces it.
            replacement = functools.update_wrapper(hook(original), original)
            setattr(registry[model], method, replacement)


def unregister(registry) -> None:
    """Leave the methods as the addons have them."""
    for model, method, _hook in HOOKS:
        if model in registry and method in vars(registry[model]):
            delattr(registry[model], method)

"""Odoo's own formatting functions, made to write for whoever reads.

Odoo's modules import these by name, so that replacing them where they are defined
would miss every module that was loaded before this one: ``_replace`` sets them in all.
"""

import functools
import sys
from types import FunctionType

from odoo.tools import misc

from . import babel_calendar  # noqa: F401 - the calendar that is written with
from .reading import reader_of, reading

#: Functions of ``odoo/tools/misc.py`` that take the environment first, and the place
#: of their ``lang_code`` among the arguments (None: they take none).
FORMATS = {
    "format_date": 2,
    "format_datetime": 4,
    "format_time": 4,
    "format_amount": 3,
    "formatLang": None,
}


_DATES = {"format_date", "format_datetime", "format_time"}


def _for_reader(original: FunctionType, place: int | None) -> FunctionType:
    @functools.wraps(original)
    def write(env, *args, **kwargs):
        lang = kwargs.get("lang_code")
        if not lang and place is not None and len(args) >= place:
            lang = args[place - 1]
        reader = reader_of(env, lang or None)
        if reader.is_plain:
            return original(env, *args, **kwargs)
        if original.__name__ not in _DATES:
            return reader.write_figures(original(env, *args, **kwargs))
        with reading(reader):
            return original(env, *args, **kwargs)

    return write


def _replace(original: FunctionType, replacement: FunctionType) -> None:
    """Set ``replacement`` wherever a loaded module of Odoo names ``original``."""
    for module_name, module in list(sys.modules.items()):
        if module_name.partition(".")[0] != "odoo":
            continue
        for name, value in list(vars(module).items()):
            if value is original:
                setattr(module, name, replacement)


for _name, _place in FORMATS.items():
    _original = getattr(misc, _name)
    _replace(_original, _for_reader(_original, _place))

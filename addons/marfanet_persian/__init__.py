from . import models
from .tools import (
    date_parts,
    display_names,
    extra_terms,
    odoo_formats,
    period_sql,
    relative_dates,
)


def uninstall_hook(env):
    period_sql.drop_functions(env.cr)

from . import cli, controllers, models, remote, report, wizards
from .tools import log_filter

log_filter.install()

from . import cli, controllers, models, one_database, remote, report, wizards
from .hooks import uninstall_hook
from .tools import log_filter

log_filter.install()

from . import cli, controllers, models, remote, wizards
from . import cli, controllers, models, report, wizards
from .tools import log_filter

log_filter.install()

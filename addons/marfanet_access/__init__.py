from . import cli, controllers, models, wizards
from .tools import log_filter

log_filter.install()
from . import cli, controllers, models, remote, wizards

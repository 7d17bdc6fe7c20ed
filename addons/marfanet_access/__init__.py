from . import cli, controllers, models, remote, wizards
from .tools import log_filter

log_filter.install()

from . import models, report
from .tools import private_log

private_log.install()

from . import cli, controllers, models, remote, wizards

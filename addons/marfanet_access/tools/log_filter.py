"""Keeps secret addresses out of the server's own log of requests."""

import logging

from .secrets import hide

# Of the workers, and of the process that serves the websocket.
REQUEST_LOGGERS = ("werkzeug", "longpolling")


class HideSecrets(logging.Filter):
    def filter(self, record):
        record.msg, record.args = hide(record.getMessage()), ()
        return True


def install() -> None:
    """Have every line of the log of requests pass the filter, once."""
    for name in REQUEST_LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, HideSecrets) for known in logger.filters):
            logger.addFilter(HideSecrets())

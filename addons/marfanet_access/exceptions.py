"""What keeps somebody out, by what the caller should do.

* AccessDenied
  + TooManyAttempts   nothing is looked at before the wait is over
"""

import logging

from odoo.exceptions import AccessDenied


class TooManyAttempts(AccessDenied):
    """Somebody tries too often.

    :param str message: a sentence for the person, translated
    :param int retry_after: seconds until an attempt is looked at again
    """

    # The status where it reaches a browser by itself, and a quiet line in the log: that
    # people are turned away is no fault of the server.
    http_status = 429
    loglevel = logging.INFO

    def __init__(self, message, retry_after):
        super().__init__(message)
        self.retry_after = retry_after

from odoo.tests import tagged

from ..exceptions import TooManyAttempts
from .common_attempts import AttemptsCase

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@tagged("post_install", "-at_install")
class TestAttempts(AttemptsCase):
    def try_in_vain(self, times, account="sara-of-attempts"):
        for _time in range(times):
            self.attempts._failed("login", account)

    def refused(self, account="sara-of-attempts"):
        """Return the seconds to wait, 0 for none."""
        try:
            self.attempts._refuse_if_too_many("login", account)
        except TooManyAttempts as refusal:
            return refusal.retry_after
        return 0

    def test_tenth_wrong_password_is_the_last_for_half_an_hour(self):
        with self.at(HOME):
            self.try_in_vain(4)
            self.assertFalse(self.refused())
            self.try_in_vain(6)
            self.assertGreater(self.refused(), 29 * 60)

    def test_victim_is_not_kept_out_from_where_they_signed_in_before(self):
        with self.at(HOME):
            self.attempts._succeeded(self.sara.id)
        with self.at(ELSEWHERE):
            self.try_in_vain(40)
            self.assertTrue(self.refused())
        with self.at(HOME):
            self.assertFalse(self.refused())

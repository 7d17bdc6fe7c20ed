from . import (
    test_alerts,
    test_attempts,
    test_event,
    test_login,
    test_login_keys,
    test_login_second_factor,
)

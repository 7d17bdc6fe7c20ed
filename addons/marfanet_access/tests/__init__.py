from . import (
    test_alerts,
    test_attempts,
    test_attempts_http,
    test_door,
    test_door_hidden,
    test_door_log,
    test_door_stamps,
    test_event,
    test_login,
    test_login_keys,
    test_login_second_factor,
)

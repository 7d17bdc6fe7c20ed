from . import (
    test_alerts,
    test_attempts,
<<<<<<< HEAD
    test_attempts_http,
=======
    test_audited,
>>>>>>> a-door
    test_door,
    test_door_hidden,
    test_door_log,
    test_door_renewal,
    test_door_stamps,
    test_event,
    test_event_at_once,
    test_event_check,
    test_login,
    test_login_keys,
    test_login_second_factor,
)

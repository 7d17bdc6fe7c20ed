from . import (
    test_attempts,
    test_door,
    test_door_hidden,
    test_door_log,
    test_door_stamps,
    test_event,
)

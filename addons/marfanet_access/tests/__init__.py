from . import (
    test_attempts,
    test_event,
)

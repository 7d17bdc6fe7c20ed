from . import (
    test_alerts,
    test_attempts,
    test_event,
)

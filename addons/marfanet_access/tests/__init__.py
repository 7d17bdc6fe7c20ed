from . import test_attempts
from . import test_event

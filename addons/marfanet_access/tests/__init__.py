from . import test_attempts

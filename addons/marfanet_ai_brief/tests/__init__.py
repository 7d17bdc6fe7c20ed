from . import test_brief_principle

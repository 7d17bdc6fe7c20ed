from . import test_brief_principle
from . import test_web_client

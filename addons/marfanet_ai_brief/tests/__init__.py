from . import test_brief_principle, test_facts_tools, test_web_client

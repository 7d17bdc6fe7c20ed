from . import test_facts_tools

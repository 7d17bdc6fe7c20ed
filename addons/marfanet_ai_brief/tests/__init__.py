from . import (
    test_brief_card,
    test_brief_lines,
    test_brief_open,
    test_brief_opening,
    test_brief_principle,
    test_facts_tools,
    test_web_client,
)

from . import (
    test_brief_ahead,
    test_brief_cache,
    test_brief_injection,
    test_brief_lines,
    test_brief_open,
    test_brief_opening,
    test_brief_principle,
    test_brief_route,
    test_brief_write,
    test_facts_tools,
)

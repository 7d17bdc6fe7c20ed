from . import (
    test_brief_facts_reading,
    test_brief_lines,
    test_brief_material,
    test_brief_open,
    test_brief_opening,
    test_brief_principle,
    test_facts_tools,
    test_marfanet_brief_facts,
)

from . import (
    test_brief_facts_reading,
    test_brief_material,
    test_facts_tools,
    test_marfanet_brief_facts,
)

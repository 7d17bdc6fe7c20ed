from . import (
    marfanet_brief_facts,
    marfanet_brief_facts_figures,
    marfanet_brief_facts_material,
    marfanet_brief_facts_read,
    marfanet_brief_facts_words,
)

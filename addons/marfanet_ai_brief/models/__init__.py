from . import marfanet_brief_facts
from . import marfanet_brief_facts_read
from . import marfanet_brief_facts_words
from . import marfanet_brief_facts_figures
from . import marfanet_brief_facts_material

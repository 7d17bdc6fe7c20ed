from . import marfanet_brief_principle
from . import marfanet_interaction_card

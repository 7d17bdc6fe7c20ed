from . import marfanet_brief_comparison

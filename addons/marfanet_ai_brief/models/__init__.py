from . import marfanet_brief_principle

from . import marfanet_ai_provider

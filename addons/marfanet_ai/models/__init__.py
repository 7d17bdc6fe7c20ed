from . import marfanet_ai_provider, marfanet_ai_provider_network

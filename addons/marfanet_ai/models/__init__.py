from . import (
    marfanet_ai_breaker,
    marfanet_ai_gateway,
    marfanet_ai_provider,
    marfanet_ai_provider_breaker,
)

from . import (
    marfanet_ai_breaker,
    marfanet_ai_budget,
    marfanet_ai_budget_usage,
    marfanet_ai_call,
    marfanet_ai_gateway,
    marfanet_ai_prompt,
    marfanet_ai_prompt_variable,
    marfanet_ai_prompt_version,
    marfanet_ai_provider,
    marfanet_ai_provider_breaker,
    marfanet_ai_provider_network,
    marfanet_ai_provider_price,
)

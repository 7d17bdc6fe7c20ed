from . import (
    marfanet_ai_budget,
    marfanet_ai_budget_usage,
    marfanet_ai_budget_usage_notice,
    marfanet_ai_call,
    marfanet_ai_provider,
    marfanet_ai_provider_price,
)

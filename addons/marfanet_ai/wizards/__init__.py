from . import marfanet_ai_prompt_compare

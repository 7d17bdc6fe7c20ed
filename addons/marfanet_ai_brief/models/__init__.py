from . import (
    marfanet_ai_prompt,
    marfanet_brief_opening,
    marfanet_call_brief,
    marfanet_call_brief_ahead,
    marfanet_call_brief_case,
    marfanet_call_brief_open,
    marfanet_call_brief_parts,
    marfanet_call_brief_words,
    marfanet_call_brief_write,
    marfanet_interaction,
    queue_job,
    res_config_settings,
)

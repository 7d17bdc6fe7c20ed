from . import (
    marfanet_brief_opening,
    marfanet_call_brief,
    marfanet_call_brief_case,
    marfanet_call_brief_open,
    marfanet_call_brief_parts,
    marfanet_call_brief_words,
    marfanet_call_brief_write,
    marfanet_interaction,
)

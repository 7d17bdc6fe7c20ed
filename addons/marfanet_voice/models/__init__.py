from . import (
    marfanet_ai_suggestion,
    marfanet_interaction,
    marfanet_task,
    marfanet_voice_note,
    res_partner,
)

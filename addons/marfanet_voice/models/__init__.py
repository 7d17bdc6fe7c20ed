from . import (
    marfanet_ai_suggestion,
    marfanet_daily_work_log,
    marfanet_interaction,
    marfanet_task,
    marfanet_voice_claim,
    marfanet_voice_note,
    marfanet_voice_note_jobs,
    marfanet_voice_note_move,
    marfanet_voice_note_receive,
    res_partner_timeline,
)

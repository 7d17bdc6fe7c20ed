# What the models take comes before them, and each after what it takes.
from . import marfanet_ai_suggestion

# isort: split
from . import marfanet_ai_proposal

# isort: split
from . import (
    ir_attachment,
    ir_attachment_privacy,
    ir_attachment_transcribe,
    ir_binary,
    ir_http,
    marfanet_ai_prompt,
    marfanet_daily_work_log,
    marfanet_interaction,
    marfanet_interaction_actions,
    marfanet_interaction_review,
    marfanet_interaction_suggestion,
    marfanet_objection,
    marfanet_promise,
    marfanet_task,
    marfanet_voice_claim,
    marfanet_voice_note,
    marfanet_voice_note_actions,
    marfanet_voice_note_apply,
    marfanet_voice_note_glossary,
    marfanet_voice_note_jobs,
    marfanet_voice_note_keep,
    marfanet_voice_note_move,
    marfanet_voice_note_prompt,
    marfanet_voice_note_propose,
    marfanet_voice_note_reading,
    marfanet_voice_note_receive,
    marfanet_voice_note_retention,
    marfanet_voice_note_review,
    marfanet_voice_note_speech,
    marfanet_voice_note_terms,
    marfanet_voice_note_text,
    marfanet_voice_note_views,
    marfanet_voice_note_watch,
    marfanet_voice_result,
    marfanet_voice_term,
    marfanet_voice_upload,
    queue_job,
    res_config_settings,
    res_partner_timeline,
    res_users,
)

from . import (
    test_analysis,
    test_audio,
    test_daily_work_log,
    test_file_store,
    test_recording_privacy,
    test_recording_settings,
    test_res_partner_timeline,
    test_upload_protocol,
    test_voice_note,
    test_voice_note_interaction,
    test_voice_note_rights,
    test_web_client,
)

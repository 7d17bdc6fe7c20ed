from . import (
    test_analysis,
    test_audio,
    test_voice_note,
    test_voice_note_rights,
    test_web_client,
)

from . import (
    test_ai_server,
    test_chat_model,
    test_fence,
    test_redaction,
    test_speech_clients,
)

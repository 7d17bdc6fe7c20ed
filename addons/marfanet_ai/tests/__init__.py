from . import (
    test_ai_prompt,
    test_ai_server,
    test_chat_model,
    test_fence,
    test_prompt_text,
    test_redaction,
    test_speech_clients,
)

from . import (
    test_ai_prompt,
    test_ai_server,
    test_chat_model,
    test_fence,
    test_marfanet_ai_call,
    test_prompt_text,
    test_redaction,
    test_speech_clients,
)

from . import (
    test_ai_server,
    test_chat_model,
    test_marfanet_ai_call,
    test_speech_clients,
)

from . import (
    test_ai_prompt,
    test_ai_server,
    test_ai_server_streams,
    test_chat_model,
    test_fence,
    test_hosts,
    test_marfanet_ai_call,
    test_network,
    test_prompt_text,
    test_proxies,
    test_redaction,
    test_speech_clients,
)

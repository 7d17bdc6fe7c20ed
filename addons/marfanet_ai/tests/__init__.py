from . import test_ai_server, test_chat_model, test_speech_clients
from . import test_ai_prompt
from . import test_prompt_text

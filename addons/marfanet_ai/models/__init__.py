from . import marfanet_ai_prompt
from . import marfanet_ai_prompt_variable
from . import marfanet_ai_prompt_version
from . import marfanet_ai_provider

from . import (
    test_due_phrases,
    test_log_tour,
    test_marfanet_interaction,
    test_marfanet_interaction_email,
    test_marfanet_interaction_follow_up,
    test_marfanet_rights,
    test_marfanet_task,
    test_res_partner,
    test_web_client,
)

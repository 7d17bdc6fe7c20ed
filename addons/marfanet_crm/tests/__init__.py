from . import (
    test_marfanet_changes,
    test_marfanet_interaction,
    test_marfanet_interaction_sync,
    test_marfanet_rights,
    test_marfanet_task,
    test_res_partner,
    test_res_partner_import,
    test_res_partner_sync,
    test_sync_at_once,
    test_sync_robustness,
)

from . import (
    test_marfanet_interaction,
    test_marfanet_rights,
    test_marfanet_task,
    test_phones,
    test_res_partner,
    test_res_partner_clean,
    test_robustness,
    test_search,
)

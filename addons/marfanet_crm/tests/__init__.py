from . import (
    test_marfanet_interaction,
    test_marfanet_rights,
    test_marfanet_task,
    test_res_partner,
    test_res_partner_facts,
    test_res_partner_links,
    test_res_partner_timeline,
    test_web_client,
)

from . import (
    test_marfanet_interaction,
    test_marfanet_rights,
    test_marfanet_task,
    test_report_representative,
    test_res_partner,
    test_res_partner_account,
)

from . import (
    test_marfanet_interaction,
    test_marfanet_rights,
    test_marfanet_task,
    test_marfanet_task_reminder,
    test_marfanet_task_repeat,
    test_report_representative,
    test_res_partner,
    test_res_partner_account,
    test_web_client,
)

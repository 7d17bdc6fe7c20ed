from . import (
    marfanet_interaction,
    marfanet_interaction_links,
    marfanet_outcome,
    marfanet_panel_plan,
    marfanet_reminder_lead,
    marfanet_task,
    marfanet_task_links,
    res_partner,
    res_partner_account,
    res_partner_links,
    res_partner_log,
)

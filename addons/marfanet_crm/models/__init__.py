# What the models take comes before them.
from . import (
    marfanet_company_lock_mixin,
    marfanet_search_mixin,
)

# isort: split
from . import (
    account_payment,
    ir_http,
    marfanet_interaction,
    marfanet_interaction_company_lock,
    marfanet_interaction_links,
    marfanet_interaction_search,
    marfanet_outcome,
    marfanet_panel_plan,
    marfanet_reminder_lead,
    marfanet_task,
    marfanet_task_chain,
    marfanet_task_life,
    marfanet_task_links,
    marfanet_task_postpone,
    marfanet_task_punctuality,
    marfanet_task_reminder,
    marfanet_task_reminders,
    marfanet_task_repeat,
    marfanet_task_search,
    res_partner,
    res_partner_account,
    res_partner_account_documents,
    res_partner_clean,
    res_partner_links,
    res_partner_log,
    res_partner_search,
)

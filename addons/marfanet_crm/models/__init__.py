# The mixins come before the models that take them.
from . import marfanet_search_mixin  # isort: skip
from . import (
    marfanet_interaction,
    marfanet_interaction_links,
    marfanet_interaction_search,
    marfanet_outcome,
    marfanet_panel_plan,
    marfanet_reminder_lead,
    marfanet_task,
    marfanet_task_links,
    marfanet_task_search,
    res_partner,
    res_partner_account,
    res_partner_clean,
    res_partner_links,
    res_partner_log,
    res_partner_search,
)

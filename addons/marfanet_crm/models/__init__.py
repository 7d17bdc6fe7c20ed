# The mixins come before the models that take them.
from . import marfanet_search_mixin  # isort: skip
from . import marfanet_changes_mixin, marfanet_reach_mixin, marfanet_rows_mixin  # isort: skip
from . import (
    marfanet_interaction,
    marfanet_interaction_links,
    marfanet_interaction_search,
    marfanet_interaction_sync,
    marfanet_outcome,
    marfanet_panel_plan,
    marfanet_reminder_lead,
    marfanet_task,
    marfanet_task_links,
    marfanet_task_search,
    marfanet_task_sync,
    res_partner,
    res_partner_account,
    res_partner_clean,
    res_partner_import,
    res_partner_links,
    res_partner_log,
    res_partner_reach,
    res_partner_search,
    res_partner_sync,
)

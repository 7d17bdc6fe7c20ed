from . import (
    marfanet_interaction,
    marfanet_outcome,
    marfanet_panel_plan,
    marfanet_reminder_lead,
    marfanet_task,
    res_partner,
)

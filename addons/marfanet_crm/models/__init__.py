from . import marfanet_interaction, marfanet_task, res_partner

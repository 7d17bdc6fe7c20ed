from . import marfanet_access_alert, marfanet_access_attempt

from . import marfanet_access_event_check

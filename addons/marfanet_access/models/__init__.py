from . import (
    marfanet_access_event,
    marfanet_access_event_chain,
    marfanet_access_event_head,
)

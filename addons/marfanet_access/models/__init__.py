from . import (
    ir_http,
    ir_http_hidden,
    ir_websocket,
    marfanet_access_alert,
    marfanet_access_attempt,
    marfanet_access_door,
    marfanet_access_door_arming,
    marfanet_access_door_rotation,
    marfanet_access_event,
    marfanet_access_event_chain,
    marfanet_access_event_head,
    res_users_session,
)

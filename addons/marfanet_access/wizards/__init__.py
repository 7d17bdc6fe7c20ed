from . import (
    mail_compose_message,
    marfanet_access_door_renewal,
    marfanet_access_event_check,
    marfanet_access_key,
    res_users_apikeys,
    res_users_identitycheck,
)

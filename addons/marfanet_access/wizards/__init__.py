from . import marfanet_access_door_renewal

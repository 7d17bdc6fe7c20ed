from . import marfanet_access_key

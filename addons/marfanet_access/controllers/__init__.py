from . import sign_in, signed_out

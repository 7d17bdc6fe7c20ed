from . import address_page, sign_in, signed_out

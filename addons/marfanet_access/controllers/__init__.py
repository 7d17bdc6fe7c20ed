from . import sign_in, signed_out
from . import address_page, sign_in

from . import phones, usernames

from . import main, share_target, uploads

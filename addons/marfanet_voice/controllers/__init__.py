from . import jobs, main, share_target, uploads

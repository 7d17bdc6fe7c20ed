from .tools.keep import release


def uninstall_hook(env):
    """Take away what PostgreSQL keeps the log by, and enter nothing any more."""
    log = env["marfanet.access.event"]
    log._unregister_hook()
    log._seal_no_more()
    release(env.cr)

from .tools.keep import release


def uninstall_hook(env):
    """Take away what PostgreSQL keeps the log by, and enter nothing any more."""
    log = env["marfanet.access.event"]
    log._unregister_hook()
    log._seal_no_more()
    release(env.cr)
    forget_settings(env)


def forget_settings(env):
    """Leave no setting behind: installed anew, the doors have no address yet.

    Armed from the start they would let in nobody at all.
    """
    parameters = env["ir.config_parameter"]
    parameters.search([("key", "=like", "marfanet_access.%")]).unlink()

"""What somebody who sets up a provider can do about each way in which it fails."""


def _lt(sentence: str) -> str:
    """Mark a sentence for the translators; the models translate it on showing it."""
    return sentence


# Beside the reason, which exceptions.REASONS says. «%(name)s» are filled in; what else
# is in the sentences is looked for by people word for word, so it stays as it is.
ADVICE = {
    # On the way
    "network": _lt(
        "%(host)s is not reached from this server: it is down, the address is wrong, or"
        " the way to it is blocked. Where it is blocked, set a proxy that resolves"
        " names itself: socks5h://… or http://…"
    ),
    "timeout": _lt(
        "%(host)s keeps silent. It is overloaded, still loading its model, or the way"
        " to it is blocked. Try again, give it a longer time-out, or set a proxy."
    ),
    "bad_certificate": _lt(
        "Somebody else answers in the place of %(host)s, which is how some networks"
        " block a service. Set a proxy that resolves names itself: socks5h://… or"
        " http://…"
    ),
    "private_address": _lt(
        "Some countries answer so for a service that they block: then set a proxy that"
        " resolves names itself, socks5h://… or http://… If the service is on your own"
        " network, add its address to allowed_hosts in section [marfanet_ai] of the"
        " server's config file."
    ),
    "host_not_allowed": _lt(
        "Add %(host)s to allowed_hosts in section [marfanet_ai] of the server's config"
        " file. No restart is needed."
    ),
    "redirected": _lt(
        "Write the address of the service itself. A page where one has to log in, or"
        " that says that the service is blocked, answers so too."
    ),
    "bad_base_url": _lt(
        "It is written as the service's documentation has it, with its version:"
        " https://host/v1"
    ),
    "not_json": _lt(
        "Most often it is the address: it ends in the version, as in https://host/v1. A"
        " page that says that the service is blocked answers so too."
    ),
    # Through a proxy
    "proxy_unreachable": _lt("Is the proxy running, and is its port right?"),
    "proxy_refused": _lt(
        "The proxy wants another username or password, does not let anybody go to"
        " %(host)s, or is of another kind: try socks5h:// in place of http://, or the"
        " other way round."
    ),
    "proxy_not_allowed": _lt(
        "Add the proxy's host to allowed_hosts in section [marfanet_ai] of the server's"
        " config file, or put the proxy's whole address there under a name ending in"
        " _PROXY and write that name here."
    ),
    "bad_proxy": _lt(
        "Put the proxy's whole address under the name %(proxy)s in section"
        " [marfanet_ai] of the server's config file, or in its environment and restart"
        " it."
    ),
    # The account
    "no_key": _lt(
        "Put the key under the name %(key_name)s in section [marfanet_ai] of the"
        " server's config file, or in its environment and restart it."
    ),
    "bad_key": _lt(
        "Compare the value of %(key_name)s with the key in your account at the service:"
        " it may be incomplete, revoked, or another service's."
    ),
    "forbidden": _lt("Give the key this right in your account at the service."),
    "region_refused": _lt(
        "Set a proxy in a country that the service serves: socks5h://… or http://…"
    ),
    "quota_exhausted": _lt("Top up your account at the service, or raise its limit."),
    "rate_limited": _lt("Wait a minute. If it stays so, raise the account's limit."),
    "over_budget": _lt(
        "Raise the limit under MarFanet AI, AI Budgets, or wait for the next period."
    ),
    # The service
    "service_down": _lt("Look at the service's status page, and try again later."),
    "unknown_model": _lt("Write the model's name as the service spells it."),
    "request_refused": _lt(
        "The model may not be made for this: a language model must answer in a given"
        " JSON schema, a speech model must take recordings."
    ),
    "invalid_output": _lt(
        "The model does not keep to the form that it is given. Choose another one."
    ),
    "unsupported_media": _lt("Choose a model that takes recordings."),
}

"""What is kept out of the database: keys, proxies with their passwords, hosts."""

import configparser
import os
import re
from functools import lru_cache

CONFIG_SECTION = "marfanet_ai"
ALLOWED_HOSTS = "allowed_hosts"

# A provider's record names its key, and its proxy. Were any name allowed, whoever
# edits the record could send another secret of the server's environment to a host of
# their choice.
KEY_NAME = re.compile(r"[A-Z][A-Z0-9_]*_API_KEY")
PROXY_NAME = re.compile(r"[A-Z][A-Z0-9_]*_PROXY")


def read_key(name: str, config_file: str | None) -> str:
    """Return the key called ``name``, or "" where none is set.

    :param name: matches ``KEY_NAME``; the environment variable of that name comes
        first, then the option in section ``[marfanet_ai]`` of the config file
    :param config_file: path of the server's config file, if it has one
    """
    return _read(name, config_file) if KEY_NAME.fullmatch(name) else ""


def read_proxy(name: str, config_file: str | None) -> str:
    """Return the proxy called ``name`` with its password, or "" where none is set.

    :param name: matches ``PROXY_NAME``; looked for where a key is
    """
    return _read(name, config_file) if PROXY_NAME.fullmatch(name) else ""


def read_allowed_hosts(config_file: str | None) -> tuple[str, ...]:
    """Return the entries of ``allowed_hosts`` in section ``[marfanet_ai]``.

    The file alone says it: what an admin of the database could write there would
    protect from no one.

    :return: names, addresses and networks, see ``hosts.Allowed``
    """
    return tuple(re.findall(r"[^\s,]+", _option(ALLOWED_HOSTS, config_file)))


def _read(name: str, config_file: str | None) -> str:
    return os.environ.get(name, "").strip() or _option(name, config_file)


def _option(name: str, config_file: str | None) -> str:
    try:
        there = os.stat(config_file or "")
    except OSError:
        return ""
    # A file that was written anew is read anew: a new key needs no restart.
    version = (there.st_mtime_ns, there.st_size, there.st_ino)
    # The parser reads names in small letters, whichever the file has.
    return _options(config_file, version).get(name.lower(), "").strip()


@lru_cache(maxsize=2)
def _options(config_file: str, _version: tuple[int, int, int]) -> dict[str, str]:
    # No interpolation: keys and passwords may contain «%».
    parser = configparser.RawConfigParser()
    parser.read(config_file)
    has_section = parser.has_section(CONFIG_SECTION)
    return dict(parser[CONFIG_SECTION]) if has_section else {}

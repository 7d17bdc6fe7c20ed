"""What the server's config file says of the doors, in section [marfanet_access]."""

import configparser
import functools

SECTION = "marfanet_access"
_OFF = {"off", "no", "false", "0"}


@functools.lru_cache
def doors_are_off(config_file: str | None) -> bool:
    """Whether ``doors = off`` stands there: the way back in when all else is lost.

    Only who may edit the file and restart the server can say so; the file is read
    once in a process's life.
    """
    parser = configparser.RawConfigParser()
    if config_file:
        parser.read(config_file)
    return parser.get(SECTION, "doors", fallback="").strip().lower() in _OFF

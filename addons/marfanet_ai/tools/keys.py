"""Where the keys of the services are: outside the database, by name."""

import configparser
import os
import re

CONFIG_SECTION = "marfanet_ai"

# A provider's record names its key. Were any name allowed, whoever edits the record
# could send another secret of the server's environment to a host of their choice.
KEY_NAME = re.compile(r"[A-Z][A-Z0-9_]*_API_KEY")


def read_key(name: str, config_file: str | None) -> str:
    """Return the key called ``name``, or "" where none is set.

    :param name: matches ``KEY_NAME``; the environment variable of that name comes
        first, then the option in section ``[marfanet_ai]`` of the config file
    :param config_file: path of the server's config file, if it has one
    """
    if not KEY_NAME.fullmatch(name):
        return ""
    if value := os.environ.get(name):
        return value.strip()
    # No interpolation: keys may contain «%».
    parser = configparser.RawConfigParser()
    if config_file:
        parser.read(config_file)
    return parser.get(CONFIG_SECTION, name, fallback="").strip()

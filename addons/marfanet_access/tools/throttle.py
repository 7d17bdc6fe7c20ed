"""When an attempt is looked at again: numbers and addresses, without a database."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Failures that cost nothing: Odoo's own number, and Chatwoot's (5 in 5 minutes).
FREE = 5
#: Seconds of the first wait, which doubles after each further failure.
FIRST_WAIT = 1
#: Seconds; Nextcloud's longest delay.
LONGEST_WAIT = 25
#: What stands where a request has no readable address.
UNKNOWN_NETWORK = "unknown"


@dataclass(frozen=True)
class Limits:
    """How often something may fail.

    :param most: failures within the period; more are refused until it is over
    :param period: from the first failure on
    """

    most: int
    period: timedelta


@dataclass(frozen=True)
class Count:
    """What has failed so far.

    :param failures: how many
    :param since: when the first of them happened, in UTC
    :param last: when the last one happened, in UTC
    """

    failures: int
    since: datetime
    last: datetime


def free_until(count: Count, limits: Limits) -> datetime:
    """Return until when further attempts are not looked at; in the past if they are."""
    end = count.since + limits.period
    if count.failures >= limits.most:
        return end
    # Where few failures are refused outright, as many fewer are slowed.
    slowed = count.failures - min(FREE, limits.most - 1)
    if slowed < 0 or not count.failures:
        return count.last
    # The exponent is bounded, since the count is not.
    wait = min(FIRST_WAIT * 2.0 ** min(slowed, 32), LONGEST_WAIT)
    return min(count.last + timedelta(seconds=wait), end)


def seconds_left(until: datetime, now: datetime) -> int:
    """Return the whole seconds to wait, 0 for none."""
    return max(math.ceil((until - now).total_seconds()), 0)


def network_of(address: str | None) -> str:
    """Return whom an address is counted with: itself, or the /64 of IPv6.

    One household or machine is given a whole /64, so that its single addresses say
    nothing; an IPv4 address may hide many people, but narrower cannot be told.

    :param address: as the server sees it; a proxy's forwarded one under ``proxy_mode``
    """
    try:
        ip = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return UNKNOWN_NETWORK
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.version == 4:
        return str(ip)
    return str(ipaddress.ip_network((ip, 64), strict=False))


def written(address: str | None) -> str:
    """Return an address as it may stand in a log: itself, and nothing else."""
    try:
        ip = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return UNKNOWN_NETWORK
    return str(ip.ipv4_mapped or ip) if ip.version == 6 else str(ip)

"""How far a share of a sample may be from the share of all."""

from math import sqrt

#: Of the normal distribution: 95 % lie within so many deviations.
Z95 = 1.959963984540054


def wilson(good: int, count: int, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's interval of a share: its lower and upper end, 0 to 1.

    Unlike the textbook's one it holds for small samples and for shares near 0 and 1
    (Brown, Cai and DasGupta, «Interval estimation for a binomial proportion»,
    Statistical Science 16 (2001)).

    :param good: how many of ``count``
    :param z: how many deviations wide it is to either side; 95 % unless told
    """
    if not count:
        return 0.0, 1.0
    share, square = good / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    margin = sqrt(share * (1 - share) / count + square / (4 * count * count))
    margin *= z / (1 + square / count)
    return max(0.0, middle - margin), min(1.0, middle + margin)

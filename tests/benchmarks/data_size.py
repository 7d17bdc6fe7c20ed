"""How much the database of the benchmarks holds."""

import os

#: Set where a thousandth will do: the voice notes' cases do not depend on the rest.
SMALL = "MARFANET_BENCH_SMALL"
_PART = 1_000 if os.environ.get(SMALL) else 1

REPRESENTATIVES = 100_000 // _PART
INTERACTIONS = 1_000_000 // _PART
TASKS = 300_000 // _PART
LEADS = 300_000 // _PART
ACTIVITIES = 100_000 // _PART
AGENTS = 40
#: Interactions of the one representative whose page is measured.
MANY = 10_000 // _PART

"""How much the database of the benchmarks holds."""

REPRESENTATIVES = 100_000
INTERACTIONS = 1_000_000
TASKS = 300_000
LEADS = 300_000
ACTIVITIES = 100_000
AGENTS = 40
#: Interactions of the one representative whose page is measured.
MANY = 10_000

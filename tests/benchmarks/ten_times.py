"""Makes the data of a benchmark's database ten times as much, in SQL.

Ten times the representatives, and ten times the history: each copy ends where the one
before it begins. What is to do lies on both sides of today and grows into the future,
for nobody has ten times as much to do today.
"""

import subprocess

TIMES = 10
# Row by row, checking references and renewing two dozen indexes would take half an
# hour. The copy is only read, and thrown away: the references go, the indexes are made
# anew. Searching is not measured here: its indexes go for good.
_TABLES = "('res_partner', 'marfanet_interaction', 'marfanet_task')"
_DROP_REFERENCES = f"""
DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT conrelid::regclass AS relation, conname FROM pg_constraint
                  WHERE contype = 'f' AND conrelid::regclass::text IN {_TABLES} LOOP
        EXECUTE format(
            'ALTER TABLE %s DROP CONSTRAINT %I', found.relation, found.conname);
    END LOOP;
END $$
"""
_INDEXES = f"""
SELECT indexdef FROM pg_indexes
 WHERE tablename IN {_TABLES} AND indexdef NOT LIKE 'CREATE UNIQUE%'
   AND indexdef NOT LIKE '%gin_trgm_ops%'
"""
_DROP_INDEXES = f"""
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT indexname FROM pg_indexes
                 WHERE tablename IN {_TABLES}
                   AND indexdef NOT LIKE 'CREATE UNIQUE%' LOOP
        EXECUTE format('DROP INDEX %I', name);
    END LOOP;
END $$
"""
# The bounds of what is copied, before there are copies of it.
_BOUNDS = """
CREATE TABLE ten_times AS
SELECT (SELECT min(id) FROM res_partner WHERE admin_username LIKE 'seller.%') AS first,
       (SELECT max(id) FROM res_partner) AS last,
       (SELECT max(date) - min(date) FROM marfanet_interaction) AS history,
       (SELECT max(date_due) - min(date_due) FROM marfanet_task WHERE state = 'done')
           AS done,
       (SELECT max(date_due) - min(date_due) FROM marfanet_task WHERE state = 'todo')
           AS ahead
"""
_PEOPLE = "(bound.last - bound.first + 1)"
_OTHERS = f"(original.partner_id + copy * {_PEOPLE})"
#: What differs in the copies, by table; every other column is copied as it is.
_COPIES = {
    "res_partner": {
        "where": "original.id BETWEEN bound.first AND bound.last",
        "id": f"original.id + copy * {_PEOPLE}",
        "commercial_partner_id": f"original.id + copy * {_PEOPLE}",
        "admin_username": "original.admin_username || '.' || copy",
    },
    "marfanet_interaction": {
        "partner_id": _OTHERS,
        "date": "original.date - copy * bound.history",
        "follow_up_date": "original.follow_up_date - copy * bound.history",
    },
    "marfanet_task": {
        "partner_id": _OTHERS,
        "date_due": "original.date_due + copy * CASE WHEN original.state = 'todo'"
        " THEN bound.ahead ELSE - bound.done END",
        "date_done": "original.date_done - copy * bound.done",
    },
}


def grow(database: str) -> None:
    """Copy each record nine times."""
    _run(database, _DROP_REFERENCES)
    indexes = _run(database, _INDEXES).splitlines()
    _run(database, _DROP_INDEXES)
    _run(database, _BOUNDS)
    for table, changed in _COPIES.items():
        _run(database, _copy_sql(database, table, dict(changed)))
        _run(
            database,
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))"
            f" FROM {table}",
        )
    for index in indexes:
        _run(database, f"SET maintenance_work_mem = '512MB'; {index}")
    _run(database, "VACUUM ANALYZE")


def _copy_sql(database: str, table: str, changed: dict[str, str]) -> str:
    where = changed.pop("where", "TRUE")
    names = _run(
        database,
        "SELECT column_name FROM information_schema.columns"
        f" WHERE table_name = '{table}' AND is_generated = 'NEVER'",
    ).split()
    kept = [name for name in names if name != "id" or "id" in changed]
    columns = ", ".join(f'"{name}"' for name in kept)
    values = ", ".join(changed.get(name, f'original."{name}"') for name in kept)
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values}"
        f" FROM {table} original, ten_times bound, generate_series(1, {TIMES - 1}) copy"
        f" WHERE {where}"
    )


def _run(database: str, sql: str) -> str:
    done = subprocess.run(
        ["psql", "-qAtd", database, "-v", "ON_ERROR_STOP=1", "-c", sql],
        check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return done.stdout

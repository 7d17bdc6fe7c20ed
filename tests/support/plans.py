"""What the product has planned for later: brought nearer, or dropped."""

import os
from contextlib import closing

import psycopg2

_PLANNED = (
    ("marfanet_voice_note", "retry_at"),
    ("marfanet_ai_breaker", "rests_until"),
    ("queue_job", "eta"),
)


def pass_time(database: str, seconds: float) -> None:
    """Bring all that is planned nearer by so many seconds."""
    for table, column in _PLANNED:
        run_sql(
            database,
            f"UPDATE {table} SET {column} = {column} - make_interval(secs => %s)"
            f" WHERE {column} IS NOT NULL",
            seconds,
        )


def drop_plans(database: str) -> None:
    """Let no note that waits be worked on any more."""
    run_sql(
        database, "UPDATE queue_job SET state = 'cancelled' WHERE state = 'pending'"
    )
    run_sql(
        database,
        "UPDATE marfanet_voice_note SET state = 'failed', retry_at = NULL"
        " WHERE state = 'waiting'",
    )


def run_sql(database: str, query: str, *values: object) -> None:
    """Change the database behind the product's back."""
    link = psycopg2.connect(dbname=database, host=os.environ["PGHOST"])
    with closing(link), link, link.cursor() as cursor:
        cursor.execute(query, values or None)

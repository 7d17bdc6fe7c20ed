"""What has PostgreSQL itself refuse to change the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odoo.tools import SQL

if TYPE_CHECKING:
    from odoo.sql_db import BaseCursor

# An entry may be sealed, once; the head may go forward. Dropping the tables, as
# uninstalling does, fires no trigger, and neither does copying a database. An upgrade
# that has to touch entries must drop the triggers, and so says what it does.
FUNCTION = """
    CREATE OR REPLACE FUNCTION marfanet_access_event_keep() RETURNS trigger AS $keep$
    BEGIN
        IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'marfanet_access_event' THEN
            IF OLD.hash IS NULL AND NEW.hash IS NOT NULL
                AND to_jsonb(NEW) - ARRAY['position', 'previous_hash', 'hash']
                  = to_jsonb(OLD) - ARRAY['position', 'previous_hash', 'hash']
            THEN
                RETURN NEW;
            END IF;
        ELSIF TG_OP = 'UPDATE' AND NEW.position > OLD.position THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'The audit log is only ever added to: % of % refused',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END
    $keep$ LANGUAGE plpgsql"""
TRIGGERS = {
    "marfanet_access_keep_rows": "BEFORE UPDATE OR DELETE ON %s FOR EACH ROW",
    "marfanet_access_keep_all": "BEFORE TRUNCATE ON %s FOR EACH STATEMENT",
}


def protect(cr: BaseCursor, table: str) -> None:
    """Have PostgreSQL refuse UPDATE, DELETE and TRUNCATE of a table of the log."""
    cr.execute(FUNCTION)
    named = SQL.identifier(table)
    for name, event in TRIGGERS.items():
        trigger = SQL.identifier(name)
        cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", trigger, named))
        cr.execute(
            SQL(
                "CREATE TRIGGER %s %s EXECUTE FUNCTION marfanet_access_event_keep()",
                trigger,
                SQL(event, named),
            )
        )


def release(cr: BaseCursor) -> None:
    """Take the triggers away again, with their function."""
    cr.execute("DROP FUNCTION IF EXISTS marfanet_access_event_keep CASCADE")

"""What must hold when all is over, whatever was killed."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from support.database import rows
from support.odoo_server import filestore

from .devices import Note
from .killing import Kills
from .numbered import LONG, NumberedAI, title

FINAL = ("ready", "failed", "untranscribed")
# Started after it was killed so often, a job is given up (queue_job's own limit).
MOST_TRIES = 7


def standing(database: str) -> list[tuple[int, str]]:
    """Return the notes that are in no final state."""
    query = "SELECT id, state FROM marfanet_voice_note WHERE state <> ALL(%s)"
    return rows(database, query, [list(FINAL)])


def states(database: str) -> Counter[str]:
    query = "SELECT state, count(*) FROM marfanet_voice_note GROUP BY state"
    return Counter(dict(rows(database, query)))


def problems(database: str, notes: list[Note], ai: NumberedAI, kills: Kills) -> list:
    """Return what is wrong, in words; nothing if all is well."""
    return [
        *_lost(database, notes),
        *_tasks(database, notes),
        *_beyond(database, notes),
        *_money(database, ai, kills),
        *_paid(ai, kills),
    ]


def _lost(database: str, notes: list[Note]) -> Iterator[str]:
    """Every recording is there, whole, once, on its representative, and done."""
    stored: dict[str, list[tuple]] = {}
    query = """
        SELECT note.client_uuid, note.id, note.sha256, note.partner_id,
               interaction.partner_id, note.state, file.store_fname
          FROM marfanet_voice_note note
          JOIN marfanet_interaction interaction ON interaction.id = note.interaction_id
     LEFT JOIN ir_attachment file ON file.id = note.attachment_id
    """
    for client_uuid, *rest in rows(database, query):
        stored.setdefault(client_uuid, []).append(tuple(rest))
    for note in notes:
        who = f"note {note.number}"
        if not note.receipt:
            yield f"{who} was never acknowledged"
        if len(stored.get(note.client_uuid, ())) != 1:
            yield f"{who} is stored {len(stored.get(note.client_uuid, ()))} times"
            continue
        [(note_id, sha256, partner, other, state, name)] = stored[note.client_uuid]
        if note.receipt and note.receipt["id"] != note_id:
            yield f"{who} is another one than was acknowledged"
        content = filestore(database) / name if name else None
        if not content or not content.exists():
            yield f"{who} has lost its recording"
        elif hashlib.sha256(content.read_bytes()).hexdigest() != note.sha256:
            yield f"{who} has another recording than was sent"
        if sha256 != note.sha256:
            yield f"{who} has the checksum of another recording"
        if {partner, other} != {note.representative}:
            yield f"{who} is about somebody else"
        if state != "ready":
            yield f"{who} ends as {state}"


def _tasks(database: str, notes: list[Note]) -> Iterator[str]:
    """Each recording's task is there, once, on its representative."""
    query = """
        SELECT note.client_uuid, task.name, task.partner_id, task.date_due::text
          FROM marfanet_task task
          JOIN marfanet_voice_note note ON note.id = task.voice_note_id
    """
    found: dict[str, list[tuple]] = {}
    for client_uuid, *rest in rows(database, query):
        found.setdefault(client_uuid, []).append(tuple(rest))
    for note in notes:
        due = "2025-12-02 05:30:00"
        wanted = [(title(note.number), note.representative, due)]
        if found.get(note.client_uuid) != wanted:
            yield f"note {note.number} has the tasks {found.get(note.client_uuid)}"


def _beyond(database: str, notes: list[Note]) -> Iterator[str]:
    """Nothing is there that no recording stands for."""
    counts = {
        "marfanet_voice_note": len(notes),
        "marfanet_interaction": len(notes),
        "marfanet_voice_upload": 0,
        "ir_attachment WHERE res_model = 'marfanet.voice.note'": len(notes),
        "marfanet_task": len(notes),
    }
    for table, wanted in counts.items():
        # A closed list of our own tables
        [(count,)] = rows(database, f"SELECT count(*) FROM {table}")  # noqa: S608
        if count != wanted:
            yield f"{count} rows in {table}, not {wanted}"


def _money(database: str, ai: NumberedAI, kills: Kills) -> Iterator[str]:
    """The ledger has each call once, and the budget has what the ledger has."""
    [(answered, running, others)] = rows(
        database,
        """SELECT count(*) FILTER (WHERE status = 'answered'),
                  count(*) FILTER (WHERE status IN ('running', 'lost')),
                  count(*) FILTER (WHERE status NOT IN ('answered', 'running', 'lost'))
             FROM marfanet_ai_call""",
    )
    paid = sum(ai.heard.values()) + sum(ai.read.values())
    [(results,)] = rows(database, "SELECT count(*) FROM marfanet_voice_result")
    if others:
        yield f"{others} calls failed, though no service did"
    if not answered <= paid <= answered + running:
        yield f"{paid} calls were paid, the ledger has {answered} and {running} lost"
    if running > kills.most_calls:
        yield f"{running} calls are lost, more than were killed"
    if answered - results > kills.most_calls:
        yield f"{answered} calls were answered, for {results} results"
    [(wrong,)] = rows(
        database,
        """SELECT count(*) FROM (
               SELECT usage.spent, usage.reserved, sum(call.cost) AS cost,
                      sum(call.reserved) AS kept
                 FROM marfanet_ai_budget_usage usage
                 JOIN marfanet_ai_call call
                   ON usage.id IN (call.user_usage_id, call.company_usage_id)
             GROUP BY usage.id) AS usage
            WHERE abs(spent - cost) > 1e-6 OR abs(reserved - kept) > 1e-6""",
    )
    if wrong:
        yield f"{wrong} budgets have not spent what the ledger says"


def _paid(ai: NumberedAI, kills: Kills) -> Iterator[str]:
    """No stage of a note is paid for again but where a kill has met its call."""
    again = 0
    for stage, paid in (("heard", ai.heard), ("read", ai.read)):
        for number, times in paid.items():
            if number == LONG:
                continue
            again += times - 1
            if times > MOST_TRIES:
                yield f"note {number} was {stage} {times} times"
    if again > kills.most_calls:
        yield f"{again} calls were paid again, more than were killed"


def orphans(database: str, temporary: Path) -> list[str]:
    """Return files and processes that nobody will ever remove.

    To be asked when the server has stopped and its daily clean-up has run.
    """
    known = {
        name
        for (name,) in rows(
            database, "SELECT store_fname FROM ir_attachment WHERE store_fname <> ''"
        )
    }
    store = filestore(database)
    left = [
        str(path.relative_to(store))
        for path in store.rglob("*")
        if path.is_file() and str(path.relative_to(store)) not in known
    ]
    left += [str(path) for path in temporary.iterdir()]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        # PostgreSQL names its own after the database; it may just be tidying up there.
        if command.startswith("postgres:"):
            continue
        if database in command and int(process.name) != os.getpid():
            left.append(f"process {process.name}: {command[:80]}")
    return left

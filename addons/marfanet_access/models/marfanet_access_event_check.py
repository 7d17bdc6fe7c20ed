import logging

from odoo import api, models
from odoo.tools import SQL, LazyTranslate

from ..tools.chain import SEALED, Walk

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)

# Entries in memory at a time.
BATCH = 5000
# Told one by one; of the others, how many there are.
MOST = 50
PROBLEMS = {
    "missing": _lt("Entries %(first)s to %(last)s are missing."),
    "missing_one": _lt("Entry %(first)s is missing."),
    "changed": _lt("Entry %(first)s was changed after it was made."),
    "unchained": _lt("Entry %(first)s does not follow from the one before it."),
    "cut": _lt("Entries %(first)s to %(last)s were removed from the end."),
    "cut_one": _lt("Entry %(first)s was removed from the end."),
    "headless": _lt(
        "The head of the log was removed: nothing is chained any more, and whether"
        " entries are missing after %(first)s cannot be told."
    ),
    "beheaded": _lt("The head of the log does not fit its last entry, %(first)s."),
    "rewritten": _lt(
        "A head that was noted earlier is not in the log any more: entries were removed"
        " from its end, or it was written anew."
    ),
}


class MarfanetAccessEvent(models.Model):
    """Tells whether and where somebody has tampered with the log."""

    _inherit = "marfanet.access.event"

    @api.model
    def _check(self, noted=()):
        """Walk the whole chain, a batch in memory at a time.

        :param noted: hashes that the log had as its head at some time, from the
            server's log or an earlier check; each must still be in the chain
        :return: a dictionary of ``is_whole``; ``problems``, sentences in the
            environment's language; ``entries``, how many are chained; ``position`` and
            ``head``, of the newest of them: note these where nobody who may write to
            the database can change them
        """
        self._seal()
        walk = Walk(noted)
        problems, entries = [], 0
        for batch in self._chained():
            entries += len(batch)
            for entry in batch:
                problems += walk.step(entry)
        problems += walk.end(*self._head())
        said = [self._say_problem(problem) for problem in problems[:MOST]]
        if len(problems) > MOST:
            more = len(problems) - MOST
            said.append(self.env._("And %(count)s more.", count=more))
        return {
            "is_whole": not problems,
            "problems": said,
            "entries": entries,
            "position": walk.position,
            "head": walk.hash,
        }

    @api.model
    def _cron_note_head(self):
        """Chain what is left over, and write the head into the server's log.

        There it is out of reach of who can write to the database alone.
        """
        self._seal()
        position, head = self._head()
        _logger.info("The audit log's head is entry %s: %s", position, head)

    def _head(self):
        cr = self.env.cr
        cr.execute("SELECT position, hash FROM marfanet_access_event_head")
        return cr.fetchone() or (None, None)

    def _chained(self):
        """Yield the chained entries in their order, as lists of dictionaries."""
        cr = self.env.cr
        columns = SQL(", ").join(
            map(SQL.identifier, (*SEALED, "position", "previous_hash", "hash"))
        )
        position = 0
        while True:
            cr.execute(
                SQL(
                    """SELECT %s FROM marfanet_access_event
                        WHERE position > %s ORDER BY position LIMIT %s""",
                    columns,
                    position,
                    BATCH,
                )
            )
            batch = cr.dictfetchall()
            if not batch:
                return
            yield batch
            position = batch[-1]["position"]

    def _say_problem(self, problem):
        what = problem.what
        if problem.first == problem.last and f"{what}_one" in PROBLEMS:
            what += "_one"
        sentence = self.env._(PROBLEMS[what])
        return sentence % problem._asdict()

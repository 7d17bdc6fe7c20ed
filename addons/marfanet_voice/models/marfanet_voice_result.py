import json

from odoo import api, fields, models
from odoo.tools import SQL


class MarfanetVoiceResult(models.Model):
    """What a stage of a note's work came to, so that nobody pays for it twice.

    It is written on a cursor of its own, at once: a job that dies or has to be run
    again after the service has answered finds the answer here.
    """

    _name = "marfanet.voice.result"
    _description = "Result of a Voice Note's Stage"
    _order = "id desc"
    _rec_name = "stage"

    note_id = fields.Many2one(
        comodel_name="marfanet.voice.note",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    stage = fields.Selection(
        selection=[("piece", "Speech to text"), ("analysis", "Reading")],
        required=True,
        readonly=True,
    )
    input_hash = fields.Char(
        required=True, readonly=True, help="Of all that the result depends on."
    )
    value = fields.Json(readonly=True)
    made_by = fields.Char(readonly=True, help="The service and its model.")

    _stage_unique = models.UniqueIndex(
        "(note_id, stage, input_hash)", "This stage has its result."
    )

    @api.model
    def _find(self, note, stage, input_hash):
        """Return the result of a stage for an input.

        :rtype: dict with ``value`` and ``made_by``, or None
        """
        # Past the ORM, as it was written: jobs have the rights of the note's agent, who
        # has none on results, but has the note.
        query = SQL(
            """SELECT value, made_by FROM %s
                WHERE note_id = %s AND stage = %s AND input_hash = %s""",
            SQL.identifier(self._table),
            note.id,
            stage,
            input_hash,
        )
        for value, made_by in self.env.execute_query(query):
            return {"value": value, "made_by": made_by}
        return None

    @api.model
    def _keep(self, note, stage, input_hash, value, made_by):
        """Store a result for good, whatever becomes of the current transaction.

        The first of two results for the same input stays.
        """
        insert = SQL(
            """INSERT INTO %s (note_id, stage, input_hash, value, made_by, create_date,
                               write_date, create_uid, write_uid)
               VALUES (%s, %s, %s, %s, %s, now() AT TIME ZONE 'UTC',
                       now() AT TIME ZONE 'UTC', %s, %s)
               ON CONFLICT (note_id, stage, input_hash) DO NOTHING""",
            SQL.identifier(self._table),
            note.id,
            stage,
            input_hash,
            json.dumps(value, ensure_ascii=False),
            made_by,
            self.env.uid,
            self.env.uid,
        )
        with self.env.registry.cursor() as cr:
            # What fails here must not be logged with its values.
            cr.execute(insert, log_exceptions=False)

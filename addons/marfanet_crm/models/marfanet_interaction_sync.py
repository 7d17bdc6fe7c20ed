from odoo import api, models
from odoo.fields import Domain

from ..tools import rows as read
from ..tools.rows import RowError, _lt, shorten

READERS = {
    "external_ref": read.name,
    "admin_username": read.name,
    "partner_id": read.whole(1, read.LARGEST),
    "agent": read.line,
    "date": read.moment,
    "duration": read.whole(0, 24 * 60),
    "type": read.choice("call", "telegram", "email", "meeting", "other"),
    "direction": read.choice("outgoing", "incoming"),
    "purpose": read.choice("support", "sales", "follow_up", "inbound"),
    "subject": read.line,
    "outcome": read.line,
    "status": read.choice("open", "follow_up", "closed"),
    "summary": read.text,
    "sentiment": read.choice("positive", "neutral", "negative"),
    "feedback": read.text,
    "next_step": read.line,
    "follow_up_date": read.moment,
    "follow_up_time_said": read.truth,
    "previous_ref": read.name,
    "settled_task_id": read.whole(1, read.LARGEST),
}
# Stored as they are read, and left to their defaults where nothing was sent.
PLAIN = (
    "date",
    "type",
    "direction",
    "purpose",
    "subject",
    "status",
    "summary",
    "sentiment",
    "feedback",
    "next_step",
    "follow_up_date",
    "follow_up_time_said",
)


class MarfanetInteraction(models.Model):
    """Interactions that other systems log, such as a telephone exchange."""

    _name = "marfanet.interaction"
    _inherit = [
        "marfanet.interaction",
        "marfanet.rows.mixin",
        "marfanet.changes.mixin",
        "marfanet.reach.mixin",
    ]

    def _marfanet_changes_fields(self):
        return [
            "external_ref",
            "active",
            "partner_id",
            "user_id",
            "company_id",
            "date",
            "duration",
            "duration_known",
            "type",
            "direction",
            "purpose",
            "subject",
            "outcome_id",
            "status",
            "summary",
            "sentiment",
            "feedback",
            "next_step",
            "follow_up_date",
            "follow_up_time_said",
            "follow_up_task_id",
            "previous_id",
            "settled_task_id",
        ]

    @api.model
    def marfanet_log(self, rows):
        """Log interactions, each once however often it is sent.

        An interaction is known by its external reference, within the company that the
        caller works in. One that is there already, archived or not, is left as it
        is, whatever the row says: correct it with ``write``.

        :param list rows: up to 1000 objects with ``external_ref``, one of
            ``admin_username`` and ``partner_id``, and any of ``agent`` (a log-in; the
            caller unless given), ``date`` (ISO 8601 with an offset or in UTC; now
            unless given), ``duration`` (whole minutes; ``null`` when nobody timed
            it), ``type`` (``call``, ``telegram``, ``email``, ``meeting``, ``other``),
            ``direction`` (``outgoing``, ``incoming``), ``purpose`` (``support``,
            ``sales``, ``follow_up``, ``inbound``), ``subject``, ``outcome`` (its
            name), ``status`` (``open``, ``follow_up``, ``closed``), ``summary``,
            ``sentiment`` (``positive``, ``neutral``, ``negative``), ``feedback``,
            ``next_step``, ``follow_up_date`` (makes the follow-up task),
            ``follow_up_time_said``, ``previous_ref`` (the external reference of the
            interaction that it continues, also of the same call) and
            ``settled_task_id`` (the task that it carries out).
        :return: a list, one object per row: ``index``, ``external_ref``, ``id``
            (``false`` after an error), ``result`` (``created``, ``existing`` or
            ``error``) and ``error`` (a sentence, or empty). A row with an error
            stores nothing and stops no other row.
        :raise AccessError: the caller may not log interactions
        :raise UserError: there are too many rows, or what was sent is no list
        """
        self.browse().check_access("create")
        self._marfanet_check_rows(rows)
        log = self._marfanet_prepare_log(rows)
        while log["waiting"]:
            self._marfanet_log_ready(log, self._marfanet_next_log_rows(log))
        return [
            {
                "index": index,
                "external_ref": log["refs"].get(index, ""),
                "id": log["ids"].get(index, False),
                "result": "error" if index in log["errors"] else log["done"][index],
                "error": log["errors"].get(index, ""),
            }
            for index in range(len(rows))
        ]

    def _marfanet_prepare_log(self, rows):
        """Read the rows and look up, once for all, whatever they name."""
        values, errors = self._marfanet_read_rows(rows, READERS, ("external_ref",))
        for index, row in list(values.items()):
            try:
                if row.get("admin_username"):
                    row["admin_username"] = self._marfanet_clean_username(
                        row["admin_username"]
                    )
                elif not row.get("partner_id"):
                    raise RowError(
                        _lt("Say whom it was with: “admin_username” or “partner_id”.")
                    )
            except RowError as error:
                errors[index] = self._marfanet_row_error(error)
                del values[index]

        def sent(key):
            return {row[key] for row in values.values() if row.get(key)}

        return {
            "waiting": values,
            "refs": {index: row["external_ref"] for index, row in values.items()},
            "errors": errors,
            "ids": {},
            "done": {},
            "known": self._marfanet_find_refs(
                sent("external_ref") | sent("previous_ref")
            ),
            "usernames": self._marfanet_find_representatives(sent("admin_username")),
            "partners": self._marfanet_find_ids("res.partner", sent("partner_id")),
            "tasks": self._marfanet_find_ids("marfanet.task", sent("settled_task_id")),
            "agents": self._marfanet_find_agents(sent("agent")),
            "outcomes": self._marfanet_find_by_name("marfanet.outcome"),
        }

    def _marfanet_find_refs(self, refs):
        if not refs:
            return {}
        interactions = self.with_context(active_test=False).search_fetch(
            Domain("external_ref", "in", list(refs))
            & Domain("company_id", "=", self.env.company.id),
            ["external_ref"],
        )
        return {
            interaction.external_ref: interaction.id for interaction in interactions
        }

    def _marfanet_find_ids(self, model, record_ids):
        """Return those of the ids that there are, and that the caller may read."""
        if not record_ids:
            return set()
        records = self.env[model].with_context(active_test=False)
        return set(records.search([("id", "in", list(record_ids))]).ids)

    def _marfanet_next_log_rows(self, log):
        """Take out the rows that continue none of the waiting ones.

        A reference that comes twice waits for its first row. In a circle the first
        one is tried, and refused as what it continues is unknown.
        """
        waiting = log["waiting"]
        first = {}
        for index, row in waiting.items():
            first.setdefault(row["external_ref"], index)
        ready = [
            index
            for index, row in waiting.items()
            if first[row["external_ref"]] == index
            and (
                not row.get("previous_ref")
                or row["previous_ref"] in log["known"]
                or row["previous_ref"] not in first
            )
        ]
        ready = ready or [next(iter(waiting))]
        return {index: waiting.pop(index) for index in ready}

    def _marfanet_log_ready(self, log, ready):
        new = {}
        for index, row in ready.items():
            if row["external_ref"] in log["known"]:
                log["ids"][index] = log["known"][row["external_ref"]]
                log["done"][index] = "existing"
                continue
            try:
                new[index] = self._marfanet_prepare_interaction(log, row)
            except RowError as error:
                log["errors"][index] = self._marfanet_row_error(error)

        def is_taken_for_good(vals_list):
            # sudo: whether it is taken, also by one that the caller may not see.
            refs = {vals["external_ref"] for vals in vals_list}
            return self.sudo()._marfanet_find_refs(refs)

        ids, errors = self._marfanet_create_rows(new, is_taken_for_good)
        log["errors"].update(errors)
        for index, interaction_id in ids.items():
            log["ids"][index] = interaction_id
            log["done"][index] = "created"
            log["known"][ready[index]["external_ref"]] = interaction_id

    def _marfanet_prepare_interaction(self, log, row):
        """Return what a row stores.

        :raise RowError: it names what is not there
        """
        vals = {key: row[key] for key in PLAIN if row.get(key)}
        vals["external_ref"] = row["external_ref"]
        vals["company_id"] = self.env.company.id
        vals["partner_id"] = self._marfanet_pick_partner(log, row)
        if row.get("duration") is not None:
            vals["duration"] = row["duration"]
            vals["duration_known"] = True
        if row.get("agent"):
            vals["user_id"] = log["agents"].get(row["agent"])
            if not vals["user_id"]:
                raise RowError(
                    _lt("There is no agent with the log-in “%(name)s”."),
                    name=shorten(row["agent"]),
                )
        if row.get("outcome"):
            vals["outcome_id"] = self._marfanet_pick(
                row["outcome"],
                log["outcomes"],
                "marfanet.outcome",
                _lt("There is no outcome “%(name)s”. There are: %(known)s."),
            )
        if row.get("previous_ref"):
            vals["previous_id"] = log["known"].get(row["previous_ref"])
            if not vals["previous_id"]:
                raise RowError(
                    _lt("There is no interaction “%(name)s” to continue."),
                    name=shorten(row["previous_ref"]),
                )
        if row.get("settled_task_id"):
            vals["settled_task_id"] = row["settled_task_id"]
            if vals["settled_task_id"] not in log["tasks"]:
                raise RowError(
                    _lt("There is no task %(task_id)s."), task_id=row["settled_task_id"]
                )
        return vals

    def _marfanet_pick_partner(self, log, row):
        username, partner_id = row.get("admin_username"), row.get("partner_id")
        if partner_id and partner_id not in log["partners"]:
            raise RowError(
                _lt("There is no representative %(partner_id)s."), partner_id=partner_id
            )
        if not username:
            return partner_id
        found = log["usernames"].get(username)
        if not found:
            raise RowError(_lt("There is no representative “%(name)s”."), name=username)
        if partner_id and partner_id != found:
            raise RowError(
                _lt("“%(name)s” is not representative %(partner_id)s."),
                name=username,
                partner_id=partner_id,
            )
        return found

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ..tools import rows as read
from ..tools.rows import RowError, _lt, shorten

READERS = {
    "admin_username": read.name,
    "name": read.line,
    "phone": read.name,
    "email": read.line,
    "telegram_username": read.line,
    "panel_plan": read.line,
    "panel_status": read.choice("trial", "active", "suspended", "closed"),
    "joined_on": read.day,
    "referrer": read.name,
    "agent": read.line,
    "tags": read.names,
    "call_hour_from": read.hour,
    "call_hour_to": read.hour,
    "street": read.line,
    "city": read.line,
    "zip": read.name,
    "ref": read.name,
    "comment": read.text,
    "active": read.truth,
}
# Stored as they are read.
PLAIN = READERS.keys() - {"admin_username", "panel_plan", "referrer", "agent", "tags"}


class ResPartner(models.Model):
    """Representatives as the panel's database knows them."""

    _name = "res.partner"
    _inherit = ["res.partner", "marfanet.rows.mixin", "marfanet.changes.mixin"]

    # In place of the mixin's: other contacts are never asked for.
    _changes_index = models.Index("(write_date, id) WHERE is_representative")

    # Archived ones too, unlike the unique one.
    _admin_username_index = models.Index(
        "(lower(admin_username)) WHERE is_representative"
    )

    def _marfanet_changes_domain(self):
        # In the index's words: PostgreSQL does not know that "is true" is the same.
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL.identifier(
                alias, "is_representative"
            )
        )

    def _marfanet_changes_fields(self):
        return [
            "name",
            "admin_username",
            "active",
            "company_id",
            "phone",
            "email",
            "telegram_username",
            "panel_plan_id",
            "panel_status",
            "joined_on",
            "referrer_id",
            "user_id",
            "category_id",
            "call_hour_from",
            "call_hour_to",
            "street",
            "city",
            "zip",
            "ref",
        ]

    @api.model
    def marfanet_upsert_representatives(self, rows):
        """Create or update representatives by their admin usernames.

        Calling it again with the same rows changes nothing. A key that a row does not
        have leaves its field as it is; ``null``, ``false`` or blank text empties it.

        :param list rows: up to 1000 objects with ``admin_username`` (in any case and
            spelling) and any of ``name`` (needed for a new one), ``phone``, ``email``,
            ``telegram_username``, ``panel_plan`` (its name), ``panel_status``
            (``trial``, ``active``, ``suspended``, ``closed``), ``joined_on``
            (``YYYY-MM-DD``), ``referrer`` (an admin username, also of the same call),
            ``agent`` (a log-in), ``tags`` (a list of names that replaces the tags;
            new ones are made), ``call_hour_from`` and ``call_hour_to`` (``13.5``),
            ``street``, ``city``, ``zip``, ``ref``, ``comment``, ``active``. An
            archived representative is updated and stays archived unless ``active``
            is true.
        :return: a list, one object per row: ``index``, ``admin_username``, ``id``
            (``false`` after an error), ``result`` (``created``, ``updated``,
            ``unchanged`` or ``error``) and ``error`` (a sentence, or empty). A row
            with an error stores nothing and stops no other row.
        :raise AccessError: the caller may not write representatives
        :raise UserError: there are too many rows, or what was sent is no list
        """
        self.browse().check_access("create")
        self.browse().check_access("write")
        self._marfanet_check_rows(rows)
        upsert = self._marfanet_prepare_upsert(rows)
        while upsert["waiting"]:
            ready = self._marfanet_next_rows(upsert)
            self._marfanet_upsert_ready(upsert, ready)
        return [
            {
                "index": index,
                "admin_username": upsert["usernames"].get(index, ""),
                "id": upsert["ids"].get(index, False),
                "result": "error"
                if index in upsert["errors"]
                else upsert["done"][index],
                "error": upsert["errors"].get(index, ""),
            }
            for index in range(len(rows))
        ]

    def _marfanet_prepare_upsert(self, rows):
        """Read the rows and look up, once for all, whatever they name."""
        values, errors = self._marfanet_read_rows(rows, READERS, ("admin_username",))
        usernames = {}
        for index, row in list(values.items()):
            try:
                usernames[index] = self._marfanet_clean_username(row["admin_username"])
                if row.get("referrer"):
                    row["referrer"] = self._marfanet_clean_username(row["referrer"])
            except RowError as error:
                errors[index] = self._marfanet_row_error(error)
                del values[index]
        named = {row["referrer"] for row in values.values() if row.get("referrer")}
        logins = {row["agent"] for row in values.values() if row.get("agent")}
        return {
            "waiting": values,
            "usernames": usernames,
            "errors": errors,
            "ids": {},
            "done": {},
            "known": self._marfanet_find_representatives({*usernames.values(), *named}),
            "plans": self._marfanet_find_by_name("marfanet.panel.plan"),
            "agents": self._marfanet_find_agents(logins),
            "tags": self._marfanet_find_tags(values.values()),
        }

    def _marfanet_find_tags(self, rows):
        """Return the ids of the tags that rows name; new ones are made if allowed."""
        names = list(
            dict.fromkeys(name for row in rows for name in row.get("tags", ()))
        )
        if not names:
            return {}
        Tag = self.env["res.partner.category"]
        ids = {tag.name: tag.id for tag in Tag.search([("name", "in", names)])}
        new = [name for name in names if name not in ids]
        if new and Tag.has_access("create"):
            tags = Tag.create([{"name": name} for name in new])
            ids.update(zip(new, tags.ids, strict=True))
        return ids

    def _marfanet_next_rows(self, upsert):
        """Take out the rows that need none of the waiting ones before them.

        A username that comes twice waits for its first row, a referrer that is new
        for the row that makes it. Those that wait for each other are refused.
        """
        waiting, usernames = upsert["waiting"], upsert["usernames"]
        first = {}
        for index in waiting:
            first.setdefault(usernames[index], index)
        ready = [
            index
            for index, row in waiting.items()
            if first[usernames[index]] == index
            and (
                not row.get("referrer")
                or row["referrer"] in upsert["known"]
                or row["referrer"] not in first
            )
        ]
        # In a circle the first one is tried, and refused as its referrer is unknown.
        ready = ready or [next(iter(waiting))]
        return {index: waiting.pop(index) for index in ready}

    def _marfanet_upsert_ready(self, upsert, ready):
        new = {}
        for index, row in ready.items():
            username = upsert["usernames"][index]
            try:
                vals = self._marfanet_prepare_representative(upsert, row)
                if username not in upsert["known"]:
                    if not vals.get("name"):
                        raise RowError(
                            _lt("A new representative needs a “%(key)s”."), key="name"
                        )
                    new[index] = {
                        **vals,
                        "admin_username": username,
                        "is_representative": True,
                    }
                    continue
                if "name" in vals and not vals["name"]:
                    raise RowError(_lt("“%(key)s” is missing."), key="name")
            except RowError as error:
                upsert["errors"][index] = self._marfanet_row_error(error)
                continue
            self._marfanet_update_row(upsert, index, vals)

        def is_taken_for_good(vals_list):
            # sudo: whether it is taken, also by somebody whom the caller may not see.
            usernames = {vals["admin_username"] for vals in vals_list}
            return self.sudo()._marfanet_find_representatives(usernames)

        ids, errors = self._marfanet_create_rows(new, is_taken_for_good)
        upsert["errors"].update(errors)
        for index, partner_id in ids.items():
            upsert["ids"][index] = partner_id
            upsert["done"][index] = "created"
            upsert["known"][upsert["usernames"][index]] = partner_id

    def _marfanet_update_row(self, upsert, index, vals):
        known = upsert["known"]
        partner = self.browse(known[upsert["usernames"][index]])
        partner = partner.with_prefetch(known.values())
        try:
            changed = partner._marfanet_changed_values(vals)
        except UserError as refusal:
            upsert["errors"][index] = str(refusal)
            return
        if changed:
            _done, error = self._marfanet_attempt(
                lambda: partner.write(changed), lambda: True
            )
            if error:
                upsert["errors"][index] = error
                return
        upsert["ids"][index] = partner.id
        upsert["done"][index] = "updated" if changed else "unchanged"

    def _marfanet_prepare_representative(self, upsert, row):
        """Return what a row stores.

        :raise RowError: it names what is not there
        """
        vals = {key: row[key] for key in row if key in PLAIN}
        if "panel_plan" in row:
            vals["panel_plan_id"] = self._marfanet_pick(
                row["panel_plan"],
                upsert["plans"],
                "marfanet.panel.plan",
                _lt("There is no panel plan “%(name)s”. There are: %(known)s."),
            )
        if "referrer" in row:
            referrer = row["referrer"]
            vals["referrer_id"] = referrer and upsert["known"].get(referrer)
            if vals["referrer_id"] is None:
                raise RowError(
                    _lt("There is no representative “%(name)s” to be the referrer."),
                    name=referrer,
                )
        if "agent" in row:
            vals["user_id"] = row["agent"] and upsert["agents"].get(row["agent"])
            if vals["user_id"] is None:
                raise RowError(
                    _lt("There is no agent with the log-in “%(name)s”."),
                    name=shorten(row["agent"]),
                )
        if "tags" in row:
            unknown = [name for name in row["tags"] if name not in upsert["tags"]]
            if unknown:
                raise RowError(
                    _lt("You may not make new tags, and there is no tag “%(name)s”."),
                    name=shorten(unknown[0]),
                )
            tag_ids = [upsert["tags"][name] for name in row["tags"]]
            vals["category_id"] = [Command.set(tag_ids)]
        return vals

    def _marfanet_changed_values(self, vals):
        """Return those of the values that the representative does not have yet."""
        vals = {**vals, **self._clean_values(vals, self.country_id)}
        changed = {}
        for name, value in vals.items():
            field = self._fields[name]
            if field.type == "many2many":
                same = set(self[name].ids) == set(value[0][2])
            elif field.type == "many2one":
                same = self[name].id == value
            elif field.type == "html":
                same = field.convert_to_cache(value, self) == (self[name] or None)
            else:
                same = self[name] == value
            if not same:
                changed[name] = value
        return changed

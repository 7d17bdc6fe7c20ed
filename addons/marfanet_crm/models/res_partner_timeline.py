from datetime import datetime, timedelta

from pytz import UTC

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.marfanet_persian.tools.writing import writer_of

_LARGEST_PAGE = 100
#: More tasks to do than anybody has for one representative; the rest is in the list.
_PINNED = 20


class ResPartner(models.Model):
    """One timeline of everything that happened with a representative.

    Entries are ordered by moment, kind and id, newest first, and a page begins where
    the last one ended: no entry is shown twice or left out, also when many happened
    at the same moment. Each source reads one page at most, from an index.
    """

    _inherit = "res.partner"

    def marfanet_timeline(self, kinds=False, before=False, limit=30):
        """Return one page of the representative's timeline, newest first.

        :param kinds: list of the kinds wanted (see ``kinds`` in what is returned), or
            false for all; unknown ones are ignored
        :param before: ``next`` of the page before, or false for the first page
        :param limit: entries a page, 1 to 100
        :return: ``pinned`` (the tasks to do, soonest first; on the first page only),
            ``pinned_more`` (how many more there are at least), ``entries``, ``next``
            (false at the end) and ``kinds`` (what can be filtered by)
        """
        self.ensure_one()
        self.check_access("read")
        self.env["marfanet.interaction"].check_access("read")
        before = self._read_timeline_cursor(before)
        limit = self._read_timeline_limit(limit)
        sources = self._marfanet_timeline_sources()
        if kinds:
            if not isinstance(kinds, list | tuple):
                raise UserError(self.env._("The kinds of entries come as a list."))
            sources = [source for source in sources if source["kind"] in kinds]
        entries = []
        for source in sources:
            # One more than wanted tells whether there is a next page.
            entries += source["read"](before, limit + 1)
        entries.sort(key=_position, reverse=True)
        page = entries[:limit]
        pinned = []
        if not before and (not kinds or "task" in kinds):
            pinned = self._timeline_open_tasks(_PINNED + 1)
        people = self._timeline_people(pinned + page)
        return {
            "pinned": [
                self._present_entry(entry, people) for entry in pinned[:_PINNED]
            ],
            "pinned_more": len(pinned) > _PINNED,
            "entries": [self._present_entry(entry, people) for entry in page],
            "next": len(entries) > limit and _cursor(page[-1]),
            "kinds": [
                {"kind": source["kind"], "label": source["label"]}
                for source in self._marfanet_timeline_sources()
            ],
        }

    def _marfanet_timeline_sources(self):
        """Return what the timeline is made of; other addons add theirs.

        :return: list of dicts: ``kind`` (a word), ``label`` (for people) and ``read``,
            a method that takes ``before``, ``None`` or the ``(moment, kind, id)`` that
            entries must come before, and ``limit``, and returns at most that many
            dicts, newest first, with at least ``kind`` and ``id`` (unique together),
            ``model``, ``date`` (naive UTC) and ``title``
        """
        self.ensure_one()
        return []

    def _timeline_own(self, model, domain):
        """Return the query of those of a model's records that are with this partner."""
        query = model._search(domain)
        # Not as a constant: of one who is in very many rows, the planner expects to
        # meet a page of theirs soon when it goes through those of everybody by date,
        # and reads on and on where they have been silent for long.
        partner = model._field_to_sql(model._table, "partner_id", query)
        query.add_where(SQL("%s = (SELECT %s)", partner, self.id))
        return query

    def _timeline_records(self, model, query, kind, moment, names, before, limit):
        """Return one page of records as a timeline orders them, in one SQL query.

        :param model: the model in the environment to read with
        :param query: the records to choose from, as ``_search`` returns it
        :param moment: SQL of a record's moment, as ``_field_to_sql`` returns it; an
            index on it, descending, and the id makes this independent of how many
            there are
        :param names: the fields to read
        """
        record_id = SQL.identifier(model._table, "id")
        if before:
            date, before_kind, before_id = before
            if kind == before_kind:
                condition = SQL(
                    "(%s, %s) < (%s, %s)", moment, record_id, date, before_id
                )
            else:
                # At the same moment, the later word comes first.
                comes_after = SQL("<=" if kind < before_kind else "<")
                condition = SQL("%s %s %s", moment, comes_after, date)
            query.add_where(condition)
        query.order = SQL("%s DESC, %s DESC", moment, record_id)
        query.limit = limit
        return model._fetch_query(query, model._determine_fields_to_fetch(names))

    # --- WHAT COMES IN FROM A CLIENT

    def _read_timeline_cursor(self, before):
        if not before:
            return None
        try:
            date, kind, record_id = before
            date = datetime.fromisoformat(date)
        except (TypeError, ValueError):
            date = kind = record_id = None
        if (
            not date
            or date.tzinfo
            or not isinstance(kind, str)
            or "\0" in kind
            or type(record_id) is not int
            or not 0 <= record_id < 2**31
        ):
            raise UserError(
                self.env._("This is no place in a timeline. Open it again.")
            )
        return date, kind, record_id

    def _read_timeline_limit(self, limit):
        if type(limit) is not int:
            raise UserError(self.env._("The number of entries must be a whole number."))
        return min(max(limit, 1), _LARGEST_PAGE)

    # --- WHAT GOES OUT TO PEOPLE

    def _timeline_people(self, entries):
        """Return names and pictures by ``(model, id)`` of whoever is in the entries."""
        users = {entry["user_id"] for entry in entries if entry.get("user_id")}
        authors = {entry["author_id"] for entry in entries if entry.get("author_id")}
        # sudo: a colleague who left, or of another company, still did what they did;
        # only the name is told.
        users_sudo = self.env["res.users"].sudo().browse(users)
        partners_sudo = users_sudo.partner_id | self.browse(authors).sudo()
        names = {partner.id: partner.name or "" for partner in partners_sudo}
        people = {
            ("user_id", user.id): {
                "name": names[user.partner_id.id],
                "avatar": f"/web/image/res.users/{user.id}/avatar_128",
            }
            for user in users_sudo
        }
        for author in authors:
            people["author_id", author] = {
                "name": names[author],
                "avatar": f"/web/image/res.partner/{author}/avatar_128",
            }
        return people

    def _present_entry(self, entry, people):
        """Return an entry with its moment in words, in the reader's calendar."""
        moment = entry["date"]
        shown = {"day": "", "day_label": "", "time": "", **entry}
        user_id, author_id = shown.pop("user_id", 0), shown.pop("author_id", 0)
        shown["person"] = (
            people.get(("user_id", user_id))
            or people.get(("author_id", author_id))
            or {"name": shown.pop("author_name", ""), "avatar": False}
        )
        if moment:
            local = self._timeline_local(moment)
            shown["day"] = local.date().isoformat()
            shown["day_label"] = self._timeline_day_label(local.date())
            if not entry.get("all_day"):
                shown["time"] = writer_of(self.env).time(local)
            shown["date"] = fields.Datetime.to_string(moment)
        return shown

    def _timeline_local(self, moment):
        try:
            return UTC.localize(moment).astimezone(self.env.tz)
        except OverflowError:
            return moment

    def _timeline_day_label(self, day):
        today = fields.Date.context_today(self)
        label = self._timeline_date(day)
        near = {
            today + timedelta(days=1): self.env._("Tomorrow"),
            today: self.env._("Today"),
            today - timedelta(days=1): self.env._("Yesterday"),
        }.get(day)
        return (
            self.env._("%(near)s, %(date)s", near=near, date=label) if near else label
        )

    def _timeline_date(self, day):
        writer = writer_of(self.env)
        return writer.day(day, "long" if writer.is_persian else "EEEE, d MMMM y")


def _position(entry):
    return entry["date"], entry["kind"], entry["id"]


def _cursor(entry):
    return [entry["date"].isoformat(), entry["kind"], entry["id"]]

from odoo import api, models
from odoo.fields import Domain

from ..tools.rows import RowError, _lt

# The whole file is one transaction, so this is also what a request has time for.
MOST_ROWS = 10_000


class ResPartner(models.Model):
    """Files of representatives: what is there is updated, what is new is created."""

    _inherit = "res.partner"

    @api.model
    def get_import_templates(self):
        templates = super().get_import_templates()
        if not self.env.context.get("default_is_representative"):
            return templates
        return [
            {
                "label": self.env._("Import Template for Representatives"),
                "template": "/marfanet_crm/static/xls/representatives.xlsx",
            }
        ]

    @api.model
    def load(self, fields, data):
        """Match the rows of a file on the admin username, where it has that column.

        Rows with the admin username of a representative update that one; the others
        become new representatives. The file is imported whole or not at all.
        """
        if "admin_username" not in fields or {"id", ".id"} & set(fields):
            return super().load(fields, data)
        if len(data) > MOST_ROWS:
            return {
                "ids": False,
                "messages": [self._marfanet_too_long(data)],
                "nextrow": 0,
            }
        fields, data, messages, has_archived = self._marfanet_match_file(
            list(fields), [list(row) for row in data]
        )
        if messages:
            messages = self._marfanet_name_rows(messages)
            return {"ids": False, "messages": messages, "nextrow": 0}
        # Batches would leave the first ones behind when a later one has a bad row.
        model = self.with_context(_import_limit=None)
        if has_archived:
            # Odoo looks for the records to update among the active ones only.
            model = model.with_context(active_test=False)
        result = super(ResPartner, model).load(fields, data)
        result["messages"] = self._marfanet_name_rows(result["messages"])
        return result

    @api.model
    def _search_display_name(self, operator, value):
        """In a file, a representative is also named by the admin username."""
        domain = super()._search_display_name(operator, value)
        if not self.env.context.get("import_file") or operator not in ("=", "in"):
            return domain
        usernames = []
        for name in [value] if operator == "=" else value:
            try:
                usernames.append(self._marfanet_clean_username(name))
            except RowError:
                continue  # then it is only a name
        if not usernames:
            return domain
        return Domain(domain) | self._marfanet_username_domain(usernames)

    def _marfanet_too_long(self, data):
        message = self.env._(
            "The file has %(count)s rows. It is imported whole or not at all, so"
            " import at most %(most)s at once: split it.",
            count=len(data),
            most=MOST_ROWS,
        )
        return {"type": "error", "message": message}

    def _marfanet_match_file(self, fields, data):
        """Return the file with the ids of those who are there, and what is wrong.

        :return: the columns, the rows, the messages for the reader of the file, and
            whether one of those who are there is archived
        """
        usernames, messages = self._marfanet_read_usernames(fields, data)
        known = self._marfanet_find_representatives(set(usernames.values()))
        column = fields.index("admin_username")
        marked = "is_representative" in fields
        for index, row in enumerate(data):
            username = usernames.get(index)
            row[column] = username or row[column]
            # Rows without one only add to the record above them.
            row.append(str(known.get(username, "")))
            if not marked:
                row.append("1" if username else "")
        fields = [*fields, ".id", *([] if marked else ["is_representative"])]
        partners = self.browse(known.values())
        return fields, data, messages, not all(partners.mapped("active"))

    def _marfanet_read_usernames(self, fields, data):
        """Return the cleaned admin usernames by row, and what is wrong with others."""
        column = fields.index("admin_username")
        # As the importer has it: such rows carry on the record above them.
        own = [
            at
            for at, name in enumerate(fields)
            if self._fields[name.split("/")[0].split(".")[0]].type != "one2many"
        ]
        usernames, rows, messages = {}, {}, []
        for index, row in enumerate(data):
            if index and not any(row[at] for at in own):
                continue
            try:
                username = self._marfanet_clean_username(row[column])
                if username in rows:
                    raise RowError(
                        _lt(
                            "The admin username “%(username)s” is in row %(row)s"
                            " already."
                        ),
                        username=username,
                        row=rows[username] + 1,
                    )
            except RowError as error:
                place = {"from": index, "to": index}
                messages.append(
                    {
                        "type": "error",
                        "message": self._marfanet_row_error(error),
                        "record": index,
                        "rows": place,
                        "field": "admin_username",
                    }
                )
            else:
                rows[username] = index
                usernames[index] = username
        return usernames, messages

    def _marfanet_name_rows(self, messages):
        """Return the messages, each naming its row in words.

        The importer shows no row for the only error of a column. Rows count from 1,
        without the headings, as it counts them.
        """
        first, others = messages[:1], messages[1:]
        # Odoo repeats the reason for which many rows failed together, as if it were
        # the first row's.
        if any(message["message"] == first[0]["message"] for message in others):
            messages = others
        return [
            {
                **message,
                "message": self.env._(
                    "Row %(row)s: %(message)s",
                    row=message["rows"]["from"] + 1,
                    message=message["message"],
                ),
            }
            if "rows" in message
            else message
            for message in messages
        ]

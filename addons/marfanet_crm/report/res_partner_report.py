import base64
from collections import defaultdict
from functools import cache

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, file_open
from odoo.tools.image import image_data_uri

from .reader import Reader

INTERACTIONS = 15
TASKS = 20
_VAZIRMATN = "marfanet_persian/static/fonts/vazirmatn-nl-33.003"
_FONTS = {
    ("Vazirmatn NL", "normal"): f"{_VAZIRMATN}-regular.ttf",
    ("Vazirmatn NL", "bold"): f"{_VAZIRMATN}-bold.ttf",
    ("Lato", "normal"): "web/static/fonts/lato/Lato-Reg-webfont.ttf",
    ("Lato", "bold"): "web/static/fonts/lato/Lato-Bol-webfont.ttf",
}


class ReportRepresentative(models.AbstractModel):
    """The profile of a representative, on paper."""

    _name = "report.marfanet_crm.report_representative"
    _description = "Profile of a representative"

    @api.model
    def _get_report_values(self, docids, data=None):
        partners = self.env["res.partner"].browse(docids)
        # The page is more than the fields of a contact, which every employee reads.
        if not self.env.user.has_group("marfanet_crm.group_marfanet_agent"):
            raise AccessError(
                self.env._(
                    "Only people of MarFanet CRM print a representative's profile."
                )
            )
        partners.check_access("read")
        for partner in partners:
            if not partner.is_representative:
                raise UserError(
                    self.env._(
                        "%(partner)s is not a representative, so there is no profile.",
                        partner=partner.display_name,
                    )
                )
        return {
            "doc_ids": docids,
            "doc_model": "res.partner",
            "docs": partners,
            "profiles": self._get_profiles(partners, Reader(self.env)),
            "direction_of": Reader.get_direction,
            **self._get_letterhead(),
        }

    @api.model
    def _get_page_values(self):
        """Return what the page needs before any of its text."""
        reader = Reader(self.env)
        return {
            "lang": reader.lang.replace("_", "-"),
            "direction": reader.direction,
            "font_faces": _get_font_faces(),
        }

    def _get_letterhead(self):
        reader = Reader(self.env)
        # The company's own contact is not among those that everybody reads, but its
        # letterhead is on every page that leaves the house.
        company_sudo = self.env.company.sudo()
        has_logo = company_sudo.logo and not company_sudo.uses_default_logo
        return {
            "company": company_sudo.name,
            "company_logo": has_logo and image_data_uri(company_sudo.logo),
            "company_contacts": [
                text
                for text in (
                    company_sudo.phone,
                    company_sudo.email,
                    company_sudo.website,
                )
                if text
            ],
            "printed_on": reader.write_moment(fields.Datetime.now()),
            "printed_by": self.env.user.name,
        }

    def _get_profiles(self, partners, reader):
        """Return what is printed of each representative, whatever their number by the
        same queries."""
        interactions = self._get_rows(
            "marfanet.interaction", partners, [], "date DESC, id DESC", INTERACTIONS
        )
        tasks = self._get_rows(
            "marfanet.task",
            partners,
            [("state", "=", "todo")],
            "date_due, id",
            TASKS,
        )
        return [
            {
                "name": partner.name,
                "status": self._get_label(partner, "panel_status"),
                "status_key": partner.panel_status,
                "identity": self._get_identity(partner, reader),
                "tags": partner.category_id.mapped("name"),
                "money": self._get_money(partner, reader),
                "facts": self._get_facts(partner, tasks[partner], reader),
                "tasks": [self._get_task(task, reader) for task in tasks[partner]],
                "tasks_left_out": reader.write_number(
                    partner.open_task_count - len(tasks[partner])
                )
                if partner.open_task_count > len(tasks[partner])
                else "",
                "interactions": [
                    self._get_interaction(interaction, reader)
                    for interaction in interactions[partner]
                ],
            }
            for partner in partners
        ]

    def _get_rows(self, model, partners, domain, order, limit):
        """Return {partner: its first records}, by one query for all of them."""
        query = self.env[model]._search(domain, order=order, limit=limit)
        field = self.env[model]._fields["partner_id"]
        partner_id = SQL.identifier(query.table, "partner_id", to_flush=field)
        query.add_where(SQL("%s = representative.id", partner_id))
        rows = self.env.execute_query(
            SQL(
                "SELECT representative.id, newest.id FROM unnest(%s)"
                " WITH ORDINALITY AS representative(id, number)"
                " CROSS JOIN LATERAL (%s) AS newest(id)"
                " ORDER BY representative.number",
                partners.ids,
                query.select(),
            )
        )
        record_ids = defaultdict(list)
        for partner_id, record_id in rows:
            record_ids[partner_id].append(record_id)
        # Read together, though they are shown apart.
        prefetch_ids = [record_id for _partner_id, record_id in rows]
        return {
            partner: self.env[model]
            .browse(record_ids[partner.id])
            .with_prefetch(prefetch_ids)
            for partner in partners
        }

    def _get_label(self, record, name):
        selection = record._fields[name]._description_selection(self.env)
        return dict(selection).get(record[name], "")

    def _get_identity(self, partner, reader):
        """Return (label, value, direction) of whatever is known, an even number."""
        telegram = partner.telegram_username
        joined = reader.write_date(partner.joined_on)
        hours = ""
        if partner.call_hour_from or partner.call_hour_to:
            hours = self.env._(
                "%(start)s to %(end)s",
                start=reader.write_hour(partner.call_hour_from),
                end=reader.write_hour(partner.call_hour_to or 24),
            )
        rows = [
            (self.env._("Admin username"), partner.admin_username, "ltr"),
            (self.env._("Telegram"), telegram and f"@{telegram}", "ltr"),
            (self.env._("Phone"), partner.phone, "ltr"),
            (self.env._("Email"), partner.email, "ltr"),
            (self.env._("Panel plan"), partner.panel_plan_id.name, None),
            (self.env._("Joined on"), joined, reader.direction),
            (self.env._("Agent"), partner.user_id.name, None),
            (self.env._("Referred by"), partner.referrer_id.display_name, None),
            (self.env._("City"), partner.city, None),
            (self.env._("Call hours"), hours, reader.direction),
        ]
        known = [
            (label, value, direction or reader.get_direction(value))
            for label, value, direction in rows
            if value
        ]
        # Shown in pairs
        return known + [("", "", None)] * (len(known) % 2)

    def _get_money(self, partner, reader):
        currency = partner.account_currency_id
        balance = abs(partner.account_balance)
        overdue = ""
        if partner.overdue_amount:
            overdue = reader.write_amount(partner.overdue_amount, currency)
        return {
            "state": partner.account_state,
            "state_label": self._get_label(partner, "account_state"),
            "balance": reader.write_amount(balance, currency),
            "balance_in_words": balance and reader.write_in_words(balance, currency),
            "overdue": overdue,
            "overdue_days": reader.write_number(partner.overdue_days),
            "last_payment": partner.last_payment_date
            and reader.write_amount(partner.last_payment_amount, currency),
            "last_payment_on": reader.write_date(partner.last_payment_date),
        }

    def _get_facts(self, partner, tasks, reader):
        last = partner.last_interaction_date
        following = tasks.filtered("date_due")[:1]
        silent = reader.write_number(partner.days_silent) if last else "–"
        recent = reader.write_number(partner.interaction_30d_count)
        open_tasks = reader.write_number(partner.open_task_count)
        return {
            "figures": [
                (self.env._("Interactions in 30 days"), recent),
                (self.env._("Open tasks"), open_tasks),
                (self.env._("Days silent"), silent),
            ],
            "last": reader.write_moment(last),
            "next": reader.write_moment(following.date_due, following.time_said),
            "next_is_overdue": following.is_overdue,
            "sentiment": partner.last_sentiment,
            "sentiment_label": self._get_label(partner, "last_sentiment"),
        }

    def _get_task(self, task, reader):
        return {
            "name": task.name,
            "due": reader.write_moment(task.date_due, task.time_said),
            "is_overdue": task.is_overdue,
            "agent": task.user_id.name or "",
            "priority": task.priority,
            "priority_label": self._get_label(task, "priority"),
        }

    def _get_interaction(self, interaction, reader):
        summary = (interaction.summary or "").strip()
        return {
            "date": reader.write_moment(interaction.date),
            "type": self._get_label(interaction, "type"),
            "direction": self._get_label(interaction, "direction"),
            "purpose": self._get_label(interaction, "purpose"),
            "subject": interaction.subject or "",
            "outcome": interaction.outcome_id.name or "",
            "sentiment": interaction.sentiment,
            "sentiment_label": interaction.sentiment
            and self._get_label(interaction, "sentiment"),
            "agent": interaction.user_id.name,
            "summary": summary,
        }


@cache
def _get_font_faces():
    """Return the style that brings our fonts, for a page that fetches nothing.

    An unpatched Qt prints text in them as drawings, and so gets those of the system
    first, where they are installed.
    """
    faces = []
    for (family, weight), path in _FONTS.items():
        with file_open(path, "rb") as font:
            content = base64.b64encode(font.read()).decode()
        local = f"{family} Bold" if weight == "bold" else family
        faces.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
            f' src: local("{local}"), url(data:font/ttf;base64,{content})'
            ' format("truetype"); }'
        )
    # Made of our own names and files alone: nothing in it is from people.
    return Markup("\n".join(faces))

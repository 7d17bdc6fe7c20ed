"""A model of a company's own, made as its administrator makes it, with every view.

Nothing of ours is in it but the calendar: what it shows, any screen of Odoo shows.
"""

from typing import Any

from support.clients import Integrator

MODEL = "x_visit"
PATH = "visits"
BY_START = "visits-by-start"
FIELDS = {
    "x_name": ("char", "Name"),
    "x_day": ("date", "Day"),
    "x_start": ("datetime", "Start"),
    "x_end": ("datetime", "End"),
    "x_count": ("integer", "Count"),
    "x_price": ("float", "Price"),
    "x_phone": ("char", "Phone"),
    "x_place": ("char", "Place"),
}
AZAR_20 = "20 Azar 1405"
# Each by the Jalali day that it falls on in Tehran; days, and moments in UTC. Midnight
# there is 20:30 in UTC: the moments are about a minute from it.
VISITS = {
    "29 Esfand 1404": ("2026-03-20", "2026-03-20 20:29:00"),
    "1 Farvardin 1405": ("2026-03-21", "2026-03-20 20:31:00"),
    "30 Aban 1405": ("2026-11-21", "2026-11-21 20:29:00"),
    "1 Azar 1405": ("2026-11-22", "2026-11-21 20:31:00"),
    AZAR_20: ("2026-12-11", "2026-12-10 20:45:00"),
}
COUNT = 1_250_000
PRICE = 1234.5
REMARK = "Came late"
# A quarter past midnight of 20 Aban 1405 in Tehran.
SAID_AT = "2026-11-10 20:45:00"
DEADLINE = "2026-12-11"
VIEWS = {
    "list": """
        <list>
            <field name="x_name"/>
            <field name="x_day"/>
            <field name="x_start" options="{'numeric': true}"/>
            <field name="x_count" sum="Total"/>
            <field name="x_phone" widget="phone"/>
        </list>""",
    "form": """
        <form>
            <sheet>
                <field name="x_name"/>
                <group>
                    <field name="x_day" placeholder="When?"/>
                    <field name="x_start" widget="daterange"
                           options="{'end_date_field': 'x_end'}"/>
                    <field name="x_count"/>
                    <field name="x_price"/>
                    <field name="x_phone" widget="phone"/>
                </group>
            </sheet>
            <chatter/>
        </form>""",
    "kanban": """
        <kanban>
            <templates>
                <t t-name="card">
                    <field name="x_name"/>
                    <field name="x_day"/>
                </t>
            </templates>
        </kanban>""",
    "calendar": """
        <calendar date_start="x_start" date_stop="x_end" mode="month">
            <field name="x_day"/>
        </calendar>""",
    "pivot": """
        <pivot>
            <field name="x_day" interval="month" type="row"/>
            <field name="x_count" type="measure"/>
        </pivot>""",
    "graph": """
        <graph>
            <field name="x_day" interval="month"/>
            <field name="x_count" type="measure"/>
        </graph>""",
    "activity": """
        <activity string="Visits">
            <templates>
                <div t-name="activity-box"><field name="x_name"/></div>
            </templates>
        </activity>""",
    "search": """
        <search>
            <field name="x_place"/>
            <field name="x_phone"/>
            <field name="x_name"/>
            <filter name="day" string="Day" date="x_day"/>
            <filter name="by_day" string="Day" context="{'group_by': 'x_day'}"/>
        </search>""",
}


def make_visits(admin: Integrator) -> dict[str, int]:
    """Make the model, its views and its records; return the records' ids by name."""
    _make_model(admin)
    _make_views(admin)
    values = [values_of(name) for name in VISITS]
    visits = dict(zip(VISITS, admin.call(MODEL, "create", values), strict=True))
    _remark(admin, visits[AZAR_20])
    return visits


def values_of(name: str) -> dict[str, Any]:
    """Return what a visit is made with."""
    day, start = VISITS[name]
    values = {
        "x_name": name,
        "x_day": day,
        "x_start": start,
        "x_end": f"{start[:-2]}30",
        "x_count": COUNT,
    }
    if name == AZAR_20:
        values |= {
            "x_end": "2026-12-13 08:00:00",
            "x_price": PRICE,
            "x_phone": "09121234567",
            "x_place": "کرمان",
        }
    return values


def _make_model(admin: Integrator) -> None:
    fields: list[dict[str, Any]] = [
        {"name": name, "ttype": kind, "field_description": label}
        for name, (kind, label) in FIELDS.items()
    ]
    model = {
        "model": MODEL,
        "name": "Visit",
        "is_mail_thread": True,
        "is_mail_activity": True,
        "field_id": [[0, 0, field] for field in fields],
    }
    model_id = admin.call("ir.model", "create", model)
    access = {"name": MODEL, "model_id": model_id}
    rights = ("perm_read", "perm_write", "perm_create", "perm_unlink")
    [_model, group] = admin.call(
        "ir.model.data", "check_object_reference", "base", "group_user"
    )
    access |= {"group_id": group, **dict.fromkeys(rights, True)}
    admin.call("ir.model.access", "create", access)


def _make_views(admin: Integrator) -> None:
    for kind, arch in VIEWS.items():
        view = {"name": f"{MODEL}.{kind}", "model": MODEL, "arch": arch}
        admin.call("ir.ui.view", "create", view)
    action = {
        "name": "Visits",
        "path": PATH,
        "res_model": MODEL,
        "view_mode": ",".join(kind for kind in VIEWS if kind != "search"),
    }
    grouped = {
        "name": "Visits by their start",
        "path": BY_START,
        "res_model": MODEL,
        "view_mode": "kanban",
        "context": "{'group_by': ['x_start:month']}",
    }
    admin.call("ir.actions.act_window", "create", [action, grouped])


def _remark(admin: Integrator, visit_id: int) -> None:
    """Let something be said and be to do about a visit, at moments that stay."""
    about = {"model": MODEL, "res_id": visit_id}
    message = {"body": REMARK, "date": SAID_AT, "message_type": "comment"}
    admin.call("mail.message", "create", {**about, **message})
    [model_id] = admin.call("ir.model", "search", [["model", "=", MODEL]])
    [_model, call_id] = admin.call(
        "ir.model.data", "check_object_reference", "mail", "mail_activity_data_call"
    )
    activity = {
        "res_model_id": model_id,
        "res_id": visit_id,
        "activity_type_id": call_id,
        "date_deadline": DEADLINE,
        "user_id": admin.user_id,
    }
    admin.call("mail.activity", "create", activity)

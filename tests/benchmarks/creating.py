"""P5 and P6: interactions created over XML-RPC, against Odoo's own leads."""

from support.clients import Integrator
from support.odoo_server import OdooServer

from .table import Row, in_turn, ms

BATCH = 500


def measure_batches(server: OdooServer) -> list[Row]:
    agent, partners = _prepare(server)
    ours, reference = in_turn(
        lambda: agent.call("marfanet.interaction", "create", _rows(partners)),
        lambda: agent.call("crm.lead", "create", _leads(partners)),
        times=3,
    )
    return [
        Row(
            "P5",
            f"interactions over XML-RPC, {BATCH} a call",
            f"{BATCH / ours:.0f} rows/s",
            f"{BATCH / reference:.0f} leads/s",
            reference / ours,
            6,
            at_least=True,
        )
    ]


def measure_single(server: OdooServer) -> list[Row]:
    agent, partners = _prepare(server)
    ours, reference = in_turn(
        lambda: agent.call("marfanet.interaction", "create", _rows(partners[:1])),
        lambda: agent.call("crm.lead", "create", _leads(partners[:1])),
        times=30,
    )
    return [
        Row(
            "P6",
            "one interaction over XML-RPC",
            ms(ours),
            f"{ms(reference)} (lead)",
            reference / ours,
            3,
            at_least=True,
        )
    ]


def _prepare(server: OdooServer) -> tuple[Integrator, list[int]]:
    agent = Integrator(server.url, server.database, "agent1", "agent1")
    domain = [["is_representative", "=", True]]
    return agent, agent.call("res.partner", "search", domain, limit=BATCH)


def _rows(partners: list[int]) -> list[dict]:
    return [
        {
            "partner_id": partner,
            "type": "call",
            "purpose": "support",
            "subject": "اتصال V2Ray",
            "summary": "روی ایرانسل وصل نمی‌شد؛ پورت عوض شد و وصل شد.",
            "sentiment": "neutral",
        }
        for partner in partners
    ]


def _leads(partners: list[int]) -> list[dict]:
    return [
        {
            "partner_id": partner,
            "name": "اتصال V2Ray",
            "description": "روی ایرانسل وصل نمی‌شد؛ پورت عوض شد و وصل شد.",
        }
        for partner in partners
    ]

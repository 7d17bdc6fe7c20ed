"""The accounts of other systems: a lead's, two agents' and an outsider's."""

from dataclasses import dataclass
from typing import Any

from support.clients import Integrator, KeyedIntegrator

PASSWORD = "integrator-password"
# What XML-RPC sends first and without its name.
FIRST = {"ids", "vals_list"}


@dataclass
class Caller:
    """One account, reached by both protocols.

    :param xml: over XML-RPC
    :param json: over JSON-2
    """

    xml: Integrator
    json: KeyedIntegrator

    def call(self, protocol: str, model: str, method: str, **arguments: Any) -> Any:
        """Call a method with named arguments, by either protocol."""
        if protocol == "json":
            return self.json.call(model, method, **arguments)
        positional = [arguments.pop(name) for name in FIRST & arguments.keys()]
        return self.xml.call(model, method, *positional, **arguments)


@dataclass
class Team:
    """The accounts of the tests, and what they work on.

    :param lead: a service account with a lead's rights
    :param agent: one with an agent's
    :param other: another agent
    :param outsider: somebody who works elsewhere in the company
    :param company_id: a company that is none of theirs
    """

    lead: Caller
    agent: Caller
    other: Caller
    outsider: Caller
    company_id: int


def create_service_account(admin: Integrator, login: str, group: str) -> int:
    """Create another system's account with the rights of a group; return its id."""
    groups = [
        admin.call("ir.model.data", "check_object_reference", *name.split("."))[1]
        for name in (group, "marfanet_access.group_marfanet_service")
    ]
    return admin.call(
        "res.users",
        "create",
        {
            "name": login,
            "login": login,
            "password": PASSWORD,
            "group_ids": [[6, 0, groups]],
        },
        context={"no_reset_password": True},
    )

"""Two agents who finish the same task at the same moment leave one result.

Each is a process of its own that talks to the running server over XML-RPC.
"""

import multiprocessing
import xmlrpc.client
from collections.abc import Iterator

import pytest
from conftest import Product
from support.clients import Integrator

ROUNDS = 5
PASSWORD = "at-once-password"
# A plain start of new processes: none inherits an open connection.
PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def agents(product: Product) -> list[tuple[str, str]]:
    """Two agents' log-ins."""
    name = "group_marfanet_agent"
    _model, group_id = product.admin.call(
        "ir.model.data", "check_object_reference", "marfanet_crm", name
    )
    logins = ["mina.at.once", "reza.at.once"]
    for login in logins:
        product.admin.call(
            "res.users",
            "create",
            {
                "name": login,
                "login": login,
                "password": PASSWORD,
                "group_ids": [[6, 0, [group_id]]],
            },
            context={"no_reset_password": True},
        )
    return [(login, PASSWORD) for login in logins]


def call_at_once(product: Product, agents, calls) -> Iterator[object]:
    """Let each agent make one call, at the same moment; return what they got.

    :param calls: one (model, method, arguments) for each agent
    """
    barrier = PROCESSES.Barrier(len(agents))
    answers = PROCESSES.SimpleQueue()
    processes = [
        PROCESSES.Process(
            target=_call,
            args=(product.server.url, product.server.database, agent, call),
            kwargs={"barrier": barrier, "answers": answers},
        )
        for agent, call in zip(agents, calls, strict=True)
    ]
    for process in processes:
        process.start()
    found = [answers.get() for _process in processes]
    for process in processes:
        process.join()
    return found


def _call(url, database, agent, call, *, barrier, answers):
    integrator = Integrator(url, database, *agent)
    model, method, arguments = call
    barrier.wait()
    try:
        answers.put((agent[0], integrator.call(model, method, *arguments), None))
    except xmlrpc.client.Fault as fault:
        answers.put((agent[0], None, fault.faultString))


def make_task(product: Product, **values: object) -> int:
    return product.admin.call(
        "marfanet.task",
        "create",
        {
            "name": "تماس برای تمدید",
            "partner_id": product.representative_id,
            "user_id": False,
            **values,
        },
    )


def read(product: Product, model: str, domain: list, *names: str) -> list[dict]:
    return product.admin.call(model, "search_read", domain, list(names))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_task_done_twice_is_done_once_and_repeated_once(
    product: Product, agents, _round
):
    task_id = make_task(product, repeat_interval=1, date_due="2027-01-01 06:00:00")
    answers = call_at_once(
        product, agents, [("marfanet.task", "action_done", [[task_id]])] * 2
    )
    assert [(answer, fault) for _login, answer, fault in answers] == [(True, None)] * 2
    [task] = read(
        product, "marfanet.task", [("id", "=", task_id)], "state", "done_by_id"
    )
    assert task["state"] == "done"
    assert task["done_by_id"][1] in {login for login, _password in agents}
    following = read(product, "marfanet.task", [("previous_task_id", "=", task_id)])
    assert len(following) == 1
    # One of them did it; the other's call changed nothing, not even the history.
    changes = read(
        product,
        "mail.tracking.value",
        [
            ("mail_message_id.model", "=", "marfanet.task"),
            ("mail_message_id.res_id", "=", task_id),
            ("field_id.name", "=", "state"),
        ],
    )
    assert len(changes) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_of_two_logs_of_the_same_task_is_its_result(
    product: Product, agents, _round
):
    task_id = make_task(product)
    values = {
        "partner_id": product.representative_id,
        "settled_task_id": task_id,
        "summary": "تمدید شد",
    }
    answers = call_at_once(
        product, agents, [("marfanet.interaction", "create", [values])] * 2
    )
    faults = [fault for _login, _answer, fault in answers if fault]
    assert len(faults) == 1
    assert "already" in faults[0]
    results = read(
        product,
        "marfanet.interaction",
        [("settled_task_id", "=", task_id)],
        "create_uid",
    )
    assert len(results) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_last_tasks_ended_at_once_close_their_interaction(
    product: Product, agents, _round
):
    interaction_id = product.admin.call(
        "marfanet.interaction",
        "create",
        {"partner_id": product.representative_id, "status": "follow_up"},
    )
    tasks = [make_task(product, interaction_id=interaction_id) for _agent in agents]
    call_at_once(
        product,
        agents,
        [("marfanet.task", "action_done", [[task_id]]) for task_id in tasks],
    )
    [interaction] = read(
        product, "marfanet.interaction", [("id", "=", interaction_id)], "status"
    )
    assert interaction["status"] == "closed"

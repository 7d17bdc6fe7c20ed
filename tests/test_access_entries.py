"""Every way in, tried with what is right but for the door: nobody gets in by any.

A real server with two workers, on a database that has every module with a way in; what
each condition and way means is said in support/access_arena.py and access_entries.py.
"""

import pytest
from support.access_arena import CONDITIONS, OTHER, Arena
from support.access_entries import (
    KEYED,
    PAGES,
    WITHIN,
    by_key,
    json_rpc,
    xml_rpc,
)

PEOPLE = list(OTHER)
# A trusted device is no second factor, and an agent has no code.
NOT_ENOUGH = {("by_trusted_device", "admin"), ("by_code_alone", "agent")}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("entry", PAGES)
def test_no_page_lets_in_who_is_not_at_their_door(
    access: Arena, entry: str, condition: str, name: str
):
    person = access.people[name]
    visitor = access.visitor_in(condition, person)
    PAGES[entry](access, visitor, person)
    assert visitor.who() is None
    assert visitor.call_model("res.users", "search_count", []) is None


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("entry", WITHIN)
def test_nothing_is_done_within_one_request_either(
    access: Arena, entry: str, condition: str, name: str
):
    person = access.people[name]
    visitor = access.visitor_in(condition, person)
    assert not WITHIN[entry](access, visitor, person)
    assert visitor.who() is None


@pytest.mark.parametrize("name", [*PEOPLE, "service"])
def test_protocols_let_in_service_accounts_alone(access: Arena, name: str):
    person = access.people[name]
    for version in ("", "/2"):
        found = xml_rpc(access, access.visitor(), person, version)
        assert bool(found) == (name == "service")
    assert bool(json_rpc(access, access.visitor(), person)) == (name == "service")


@pytest.mark.parametrize("path", KEYED)
@pytest.mark.parametrize("name", [*PEOPLE, "service"])
def test_keys_open_to_service_accounts_alone(access: Arena, name: str, path: str):
    person = access.people[name]
    assert by_key(access.visitor(), person, path) == (name == "service")


@pytest.mark.parametrize("name", PEOPLE)
def test_protocols_do_not_care_where_one_stands(access: Arena, name: str):
    person = access.people[name]
    visitor = access.visitor_at(name)
    assert not json_rpc(access, visitor, person)
    access.forget_attempts()
    for path in KEYED:
        assert not by_key(visitor, person, path)
    assert visitor.who() is None


def test_service_account_never_gets_a_session(access: Arena):
    person = access.people["service"]
    for door in PEOPLE:
        for enter in PAGES.values():
            visitor = access.visitor_at(door)
            enter(access, visitor, person)
            assert visitor.who() is None


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("entry", [one for one in PAGES if one != "by_setting_up"])
def test_right_ones_get_in_at_their_door(access: Arena, entry: str, name: str):
    person = access.people[name]
    visitor = access.visitor_at(name)
    PAGES[entry](access, visitor, person)
    expected = None if (entry, name) in NOT_ENOUGH else person.uid
    assert visitor.who() == expected

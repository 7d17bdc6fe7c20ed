from odoo.tests import BaseCase

from ..tools.reach import Reach, Row, read


def reach(*rows):
    return Reach(tuple(Row(*row, "why", "an_addon") for row in rows))


class TestReachLists(BaseCase):
    def test_a_lead_reaches_what_an_agent_does_and_more(self):
        lists = reach(
            ("model", "a.task", "agent"),
            ("model", "a.report", "lead"),
            ("model", "a.key", "admin"),
        )
        self.assertEqual(lists.models_of("agent"), {"a.task"})
        self.assertEqual(lists.models_of("lead"), {"a.task", "a.report"})

    def test_a_model_for_reading_is_not_for_writing(self):
        lists = reach(("model", "a.text:r", "agent"))
        self.assertEqual(lists.models_of("agent"), {"a.text"})
        self.assertFalse(lists.models_of("agent", "write"))

    def test_a_route_is_named_exactly_or_by_what_is_above_it(self):
        lists = reach(
            ("route", "/a/*", "admin"),
            ("route", "/a/b/*", "agent"),
            ("route", "/a/b/<int:id>", "lead"),
        )
        self.assertEqual(lists.route_class("/a/b/<int:id>"), "lead")
        self.assertEqual(lists.route_class("/a/b/c/d"), "agent")
        self.assertEqual(lists.route_class("/a/x"), "admin")
        self.assertEqual(lists.route_class("/ab"), "never")

    def test_what_no_row_names_is_for_nobody(self):
        lists = reach(("model", "a.task", "agent"))
        self.assertFalse(lists.may_ask("/new", "lead"))
        self.assertFalse(lists.is_anonymous("/new", {"auth": "public"}))
        self.assertFalse(lists.may_call("a.task", "send", "lead", "another_addon"))
        self.assertFalse(lists.may_see("another_addon.menu", "lead"))
        self.assertFalse(lists.model_class("a.new"))

    def test_a_page_of_a_website_needs_no_row(self):
        self.assertTrue(
            reach().is_anonymous("/shop", {"auth": "public", "website": True})
        )

    def test_who_wants_a_session_would_show_the_log_in_page(self):
        lists = reach(("route", "/my", "portal"), ("route", "/pay", "portal"))
        self.assertFalse(lists.is_anonymous("/my", {"auth": "user"}))
        self.assertTrue(lists.is_anonymous("/pay", {"auth": "public"}))

    def test_routes_of_service_accounts_are_for_them_alone(self):
        lists = reach(("route", "/json/2", "service"))
        self.assertFalse(lists.may_ask("/json/2", "lead"))
        self.assertTrue(lists.may_ask("/json/2", "lead", is_service=True))

    def test_an_addon_with_a_list_answers_for_its_own_methods(self):
        lists = reach(
            ("model", "a.task", "agent"),
            ("model", "a.door", "admin"),
            ("method", "*/read", "agent"),
            ("method", "a.task/purge", "lead"),
        )
        self.assertFalse(lists.may_call("a.door", "rotate", "lead", "an_addon"))
        self.assertTrue(lists.may_call("a.board", "show", "agent", "an_addon"))
        self.assertTrue(lists.may_call("a.task", "read", "agent", "base"))
        self.assertFalse(lists.may_call("a.key", "read", "agent", "base"))
        self.assertFalse(lists.may_call("a.task", "purge", "agent", "an_addon"))
        self.assertTrue(lists.may_call("a.task", "purge", "lead", "an_addon"))

    def test_the_lists_of_our_addons_have_no_void_line(self):
        modules = [
            "marfanet_access",
            "marfanet_ai",
            "marfanet_ai_brief",
            "marfanet_crm",
            "marfanet_voice",
        ]
        lists = read(modules)
        self.assertEqual(lists.problems, ())
        self.assertEqual({row.module for row in lists.rows}, set(modules))

    def test_an_addon_without_a_list_adds_nothing(self):
        self.assertEqual(read(["no_such_addon", "uom"]).rows, ())

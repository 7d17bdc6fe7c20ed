import json
import select

import psycopg2

from odoo.sql_db import connection_info_for
from odoo.tests import TransactionCase

from ..tools import notify_line
from ..tools.succession import CONTEXT_KEY, Succession

PATIENCE = 20  # seconds; a message comes at once


class TestNotifyLine(TransactionCase):
    """A note's messages are told on one connection, and never lost with it."""

    def setUp(self):
        super().setUp()
        _database, where = connection_info_for(notify_line.DATABASE)
        self.listener = psycopg2.connect(**where)
        self.addCleanup(self.listener.close)
        self.listener.autocommit = True
        with self.listener.cursor() as cr:
            cr.execute("LISTEN imbus")

    def _tell(self, channel, **context):
        """Send a message, as in a transaction that is committed; return who told."""
        self.env["bus.bus"].with_context(**context)._sendone(channel, "test", {})
        self.env.cr.postcommit.run()
        wanted = [[self.env.cr.dbname, channel]]
        while True:
            self.assertTrue(
                select.select([self.listener], [], [], PATIENCE)[0], "Nobody was told"
            )
            self.listener.poll()
            while self.listener.notifies:
                heard = self.listener.notifies.pop(0)
                if json.loads(heard.payload) == wanted:
                    return heard.pid

    def test_jobs_of_notes_tell_on_one_connection(self):
        context = {CONTEXT_KEY: Succession()}
        first = self._tell("marfanet_first", **context)
        self.assertEqual(self._tell("marfanet_second", **context), first)
        self.assertNotEqual(self._tell("marfanet_third"), first)

    def test_connection_that_was_cut_is_made_anew_and_nothing_is_lost(self):
        context = {CONTEXT_KEY: Succession()}
        first = self._tell("marfanet_before", **context)
        with self.listener.cursor() as cr:
            cr.execute("SELECT pg_terminate_backend(%s, 10000)", [first])
        self.assertNotEqual(self._tell("marfanet_after", **context), first)

    def test_several_messages_of_one_transaction_are_told_at_once(self):
        bus = self.env["bus.bus"]
        of_note = bus.with_context(**{CONTEXT_KEY: Succession()})
        of_note._sendone("marfanet_one", "test", {})
        bus._sendone("marfanet_two", "test", {})
        self.env.cr.postcommit.run()
        self.assertTrue(select.select([self.listener], [], [], PATIENCE)[0])
        self.listener.poll()
        [heard] = [n for n in self.listener.notifies if "marfanet_one" in n.payload]
        self.assertIn("marfanet_two", heard.payload)

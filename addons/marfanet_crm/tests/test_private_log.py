import psycopg2

from odoo.tests import TransactionCase

PHONE = "09128837465"


class TestPrivateLog(TransactionCase):
    def log_of(self, query, *values):
        """Return what is logged of a query that fails."""
        with (
            self.assertLogs("odoo.sql_db", "ERROR") as logs,
            self.assertRaises(psycopg2.Error),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(query, values)
        [line] = [record.getMessage() for record in logs.records]
        return line

    def test_failing_query_is_logged_without_what_people_say(self):
        line = self.log_of("INSERT INTO marfanet_task (name) VALUES (%s)", PHONE)
        self.assertIn("INSERT … marfanet_task", line)
        self.assertIn("NotNullViolation 23502", line)
        self.assertNotIn(PHONE, line)

    def test_constraint_is_named(self):
        one, other = self.env["res.partner"].create([{"name": "علی"}, {"name": "زهرا"}])
        line = self.log_of(
            "UPDATE res_partner SET phone = %s, id = %s WHERE id = %s",
            PHONE,
            one.id,
            other.id,
        )
        self.assertIn("res_partner_pkey", line)
        self.assertNotIn(PHONE, line)

    def test_other_queries_are_logged_whole(self):
        line = self.log_of("SELECT %s::integer", "seven")
        self.assertIn("SELECT 'seven'::integer", line)

from contextlib import contextmanager

from psycopg2.errors import InsufficientPrivilege

from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL, mute_logger


class EventCase(TransactionCase):
    """An agent, a lead and both kinds of administrators; all of it is rolled back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry_enter_test_mode_cls()
        cls.log = cls.env["marfanet.access.event"]
        for name, group in (
            ("agent", "marfanet_crm.group_marfanet_agent"),
            ("lead", "marfanet_crm.group_marfanet_lead"),
            ("crm_admin", "marfanet_crm.group_marfanet_admin"),
            ("system", "base.group_system"),
        ):
            login = f"event.{name.replace('_', '.')}"
            setattr(cls, name, new_test_user(cls.env, login, group))
        cls.representative = cls.env["res.partner"].create(
            {"name": "علی رضایی", "is_representative": True}
        )

    def enter(self, count=1):
        """Enter some refusals; return them as they are chained."""
        known = self.log.search([])
        for number in range(count):
            self.log._enter("refused", "Refused %(number)s", details={"number": number})
        self.log._seal()
        self.log.invalidate_model()
        return (self.log.search([], order="id") - known).sorted("position")

    @contextmanager
    def entered(self, kind, user=None):
        """Hand out a list that holds the one entry that the block has made."""
        known = self.log.search([])
        made = []
        yield made
        new = self.log.search([]) - known
        self.assertEqual(new.mapped("kind"), [kind], new.mapped("summary"))
        if user:
            self.assertEqual(new.login, user.login)
        made.append(new)

    @contextmanager
    def nothing_entered(self):
        known = self.log.search_count([])
        yield
        self.assertEqual(self.log.search_count([]), known)

    def sql(self, query, *values):
        """Ask PostgreSQL itself, as whoever has the database's password can."""
        with self.env.cr.savepoint():
            self.env.cr.execute(query, values)

    def assertRefusedBySQL(self, query, *values):
        with mute_logger("odoo.sql_db"), self.assertRaises(InsufficientPrivilege):
            self.sql(query, *values)

    @contextmanager
    def unprotected(self, table="marfanet_access_event"):
        """Do what the owner of the tables can: switch the triggers off."""
        name = SQL.identifier(table)
        self.env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", name))
        yield
        self.env.cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", name))
        self.env.invalidate_all()

"""A server of one database answers by that one, whatever a header names.

Without a database there are no doors, and Odoo shows its own pages of log-in and of the
database manager to whoever has named one that is not there.
"""

from odoo.http import Request, db_list

_get_session_and_dbname = Request._get_session_and_dbname


def get_session_and_dbname(self):
    session, database = _get_session_and_dbname(self)
    if database is None:
        host = self.httprequest.environ["HTTP_HOST"]
        databases = db_list(force=True, host=host)
        if len(databases) == 1:
            [database] = databases
            session.db = database
            session.is_dirty = False
    return session, database


Request._get_session_and_dbname = get_session_and_dbname

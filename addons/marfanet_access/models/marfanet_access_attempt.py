from datetime import timedelta

from werkzeug.exceptions import TooManyRequests

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.http import request
from odoo.tools import SQL, hmac
from odoo.tools.translate import LazyTranslate

from ..exceptions import TooManyAttempts
from ..tools.client import current_client
from ..tools.guard_log import guard
from ..tools.own_cursor import own_cursor
from ..tools.throttle import (
    Count,
    Limits,
    free_until,
    network_of,
    seconds_left,
)

_lt = LazyTranslate(__name__)

#: Name to default of the settings, in the system parameters as marfanet_access.<name>.
#: Nextcloud refuses after 10 of an address in 30 minutes; Chatwoot after 10 of a name
#: in 15, whatever the address, and after 5 of an address in 5.
SETTINGS = {
    "attempt_minutes": 30,
    "attempts_person": 10,
    "attempts_elsewhere": 20,
    "attempts_network": 30,
    "attempts_path": 10,
}
#: Days after which a network where somebody signed in is forgotten.
_KNOWN_DAYS = 90


class MarfanetAccessAttempt(models.Model):
    """What failed lately, counted for all workers together, and who came from where.

    A row counts a person at a network, a person anywhere (no network) or anybody at a
    network (no account). It is written on cursors of its own: what is refused is
    rolled back, and must count all the same.

    Who has signed in from a network is judged there only by their own failures at it,
    so that nobody elsewhere, and no neighbour who tries other names, can keep them out.

    Calls of other systems are counted apart from what happens on pages: to these one
    comes by a door, and those anybody can make.
    """

    _name = "marfanet.access.attempt"
    _description = "Attempt to Get In"
    _order = "last desc, id desc"
    _rec_name = "network"

    kind = fields.Selection(
        selection=[
            ("path", "Secret address"),
            ("login", "Sign-in"),
            ("call", "Call of another system"),
        ],
        required=True,
        readonly=True,
    )
    network = fields.Char(readonly=True)
    # «user:7», or a keyed hash: what is typed as a name may be a password. No relation,
    # whose key would wait for a user's row that the caller holds.
    account = fields.Char(
        string="Key of the account", readonly=True, groups=fields.NO_ACCESS
    )

    failures = fields.Integer(readonly=True)
    since = fields.Datetime(string="First failure", readonly=True)
    last = fields.Datetime(string="Last failure", readonly=True)
    signed_in = fields.Datetime(string="Last sign-in", readonly=True)

    # For people
    who = fields.Char(string="Person", compute="_compute_shown")
    place = fields.Char(string="Network Address", compute="_compute_shown")
    refused_until = fields.Datetime(compute="_compute_shown")

    _key_unique = models.UniqueIndex("(kind, network, account)")

    def _compute_shown(self):
        now = fields.Datetime.now()
        for attempt in self:
            # sudo: what stands there of a name is shown as the person it belongs to.
            account = attempt.sudo().account or ""
            attempt.who = self._user_of(account).name or (
                self.env._("a name that nobody has")
                if account
                else self.env._("anybody")
            )
            attempt.place = attempt.network or self.env._("anywhere")
            attempt.refused_until = False
            if attempt.failures:
                limits = self._limits(attempt.kind, attempt.network, account)
                count = Count(attempt.failures, attempt.since, attempt.last)
                until = free_until(count, limits)
                attempt.refused_until = until > now and until

    def action_forget(self):
        """Let these try again at once; where people have signed in stays known."""
        self.check_access("read")
        # sudo: administrators read the rows, and change nothing but this.
        self.sudo().write({"failures": 0})
        self.env["marfanet.access.event"]._enter(
            "settings", _lt("Wrong attempts were forgotten.")._source
        )
        return True

    @api.autovacuum
    def _gc_attempts(self):
        """Delete the rows that decide nothing any more."""
        now = fields.Datetime.now()
        self.env.execute_query(
            SQL(
                """DELETE FROM marfanet_access_attempt
                    WHERE (failures = 0 OR since <= %(begin)s)
                      AND (signed_in IS NULL OR signed_in <= %(known)s)
                RETURNING id""",
                begin=now - self._period(),
                known=now - timedelta(days=_KNOWN_DAYS),
            )
        )
        self.invalidate_model()

    # --- WHAT THE DOORS AND LOG-INS CALL

    @api.model
    def _missed_path(self):
        """Count a wrong path, and refuse it if there were too many from its network.

        The same is done for every wrong path, however wrong it is. A right one is not
        to come here: it always opens, since it cannot be guessed, and a neighbour's
        guesses must not keep anybody out.

        :raise werkzeug.exceptions.TooManyRequests: it is too early for another one, or
            this one is beyond what is allowed, counted for all workers together
        """
        wait = self._wait("path", self._keys("path"))
        counted = self._failed("path")
        for key, failures in counted.items():
            limits = self._limits("path", *key)
            if failures > limits.most:
                wait = max(wait, 1)
        if wait:
            raise TooManyRequests(retry_after=wait)

    @api.model
    def _refuse_if_too_many(self, kind, account=None):
        """Refuse an attempt that is not to be looked at yet.

        Does nothing outside of a request.

        :param str kind: "path", "login", or "call" where only a key is shown
        :param account: of a log-in: the name that was typed, or a user's id; None
            where only the network counts, as for a key
        :raise TooManyAttempts: it is too early
        """
        if not (client := current_client()):
            return
        kind = self._kind_of(kind, client)
        wait = self._wait(kind, self._keys(kind, account))
        if not wait:
            return
        guard("Too many attempts", client.address)
        if client.is_rpc:
            raise TooManyAttempts(*AccessDenied().args, wait)
        if request:
            # For the answer, which is the log-in page (ir_http_attempts.py).
            request.retry_after = wait
        raise TooManyAttempts(self._sentence(wait), wait)

    @api.model
    def _failed(self, kind, account=None):
        """Count a wrong path or log-in, and write the line that fail2ban reads.

        :param str kind: as of ``_refuse_if_too_many``
        :param account: as of ``_refuse_if_too_many``
        :return: key of each row that was counted, to its failures
        """
        if not (client := current_client()):
            return {}
        kind = self._kind_of(kind, client)
        what = "Wrong path" if kind == "path" else "Wrong log-in"
        guard(what, client.address)
        keys = self._keys(kind, account)
        with own_cursor(self.env.registry, durable=False) as cr:
            judging = self._judging(keys, self._read_counts(cr, kind, keys))
            counted = self._count(cr, kind, judging)
        for key, failures in counted.items():
            if failures == self._limits(kind, *key).most:
                self._tell_of(kind, *key)
        return counted

    @api.model
    def _succeeded(self, account):
        """Forget what failed for somebody here, who is known here from now on.

        Call it once they are in, second factor and door included.

        :param account: the name or the user's id
        """
        if not (client := current_client()):
            return
        kind = self._kind_of("login", client)
        [pair, *_others] = self._keys(kind, account)
        now = fields.Datetime.now()
        with own_cursor(self.env.registry, durable=False) as cr:
            cr.execute(
                SQL(
                    """INSERT INTO marfanet_access_attempt AS attempt
                              (kind, network, account, failures, signed_in)
                       VALUES (%(kind)s, %(network)s, %(account)s, 0, %(now)s)
                  ON CONFLICT (kind, network, account)
                    DO UPDATE SET failures = 0, signed_in = %(now)s""",
                    kind=kind,
                    network=pair[0],
                    account=pair[1],
                    now=now,
                )
            )

    # --- COUNTING

    @staticmethod
    def _kind_of(kind, client):
        return "call" if kind == "login" and client.is_rpc else kind

    def _keys(self, kind, account=None):
        """Return the keys of the rows that an attempt touches, the closest first."""
        network = network_of(current_client().address)
        if kind == "path" or not account:
            return [(network, "")]
        key = self._account_key(account)
        return [(network, key), ("", key), (network, "")]

    def _account_key(self, account):
        users = self.env["res.users"].sudo().with_context(active_test=False)
        # sudo: who is not in yet may read no users; the id goes no further.
        if isinstance(account, int):
            user = users.browse(account).exists()
        else:
            user = users.search(users._get_login_domain(account), limit=1)
        if user:
            return f"user:{user.id}"
        # sudo: the secret of the database, which nobody gets to see.
        return hmac(self.env(su=True), "marfanet_access.attempt", str(account))

    @staticmethod
    def _judging(keys, found):
        """Return those of the keys whose rows decide.

        :param keys: as of ``_keys``
        :param found: what the database has of them
        """
        is_known = len(keys) > 1 and keys[0] in found and found[keys[0]][3]
        return keys[:1] if is_known else keys

    def _wait(self, kind, keys):
        """Return the seconds until an attempt is looked at; 0 for now."""
        found = self._read_counts(self.env.cr, kind, keys)
        now = fields.Datetime.now()
        waits = [0]
        for key in self._judging(keys, found):
            failures, since, last, _signed_in = found.get(key) or (0, *[None] * 3)
            if failures:
                count = Count(failures, since, last)
                until = free_until(count, self._limits(kind, *key))
                waits.append(seconds_left(until, now))
        return max(waits)

    @staticmethod
    def _read_counts(cr, kind, keys):
        cr.execute(
            SQL(
                """SELECT network, account, failures, since, last, signed_in
                     FROM marfanet_access_attempt
                    WHERE kind = %s AND (network, account) IN %s""",
                kind,
                tuple(keys),
            )
        )
        return {(row[0], row[1]): row[2:] for row in cr.fetchall()}

    def _count(self, cr, kind, keys):
        """Add a failure to each row, in one statement.

        :return: key to its failures in the period that runs
        """
        now = fields.Datetime.now()
        # Always in this order: two who lock the same rows never wait for each other.
        values = SQL(", ").join(
            SQL("(%s, %s, %s, 1, %s, %s)", kind, network, account, now, now)
            for network, account in sorted(keys)
        )
        cr.execute(
            SQL(
                """INSERT INTO marfanet_access_attempt AS attempt
                          (kind, network, account, failures, since, last)
                   VALUES %(values)s
              ON CONFLICT (kind, network, account) DO UPDATE SET
                          failures = CASE WHEN attempt.failures > 0
                                           AND attempt.since > %(begin)s
                                     THEN attempt.failures + 1 ELSE 1 END,
                          since = CASE WHEN attempt.failures > 0
                                        AND attempt.since > %(begin)s
                                  THEN attempt.since ELSE excluded.since END,
                          last = excluded.last
                RETURNING network, account, failures""",
                values=values,
                begin=now - self._period(),
            )
        )
        return {(row[0], row[1]): row[2] for row in cr.fetchall()}

    # --- SETTINGS AND WORDS

    def _limits(self, kind, network, account):
        if kind == "path":
            name = "attempts_path"
        elif not account:
            name = "attempts_network"
        else:
            name = "attempts_person" if network else "attempts_elsewhere"
        return Limits(self._setting(name), self._period())

    def _period(self):
        return timedelta(minutes=self._setting("attempt_minutes"))

    def _setting(self, name):
        # sudo: the numbers are the administrators'; those who try are nobody.
        parameters = self.env["ir.config_parameter"].sudo()
        value = parameters.get_param(f"marfanet_access.{name}")
        return max(int(value or SETTINGS[name]), 1)

    def _sentence(self, wait):
        if wait < 60:
            return self.env._(
                "Too many attempts. Try again in %(seconds)s seconds.", seconds=wait
            )
        return self.env._(
            "Too many attempts. Try again in %(minutes)s minutes.",
            minutes=-(-wait // 60),
        )

    def _tell_of(self, kind, network, account):
        """Tell the administrators of what is refused from now on."""
        user = self._user_of(account)
        if kind == "path":
            sentence = _lt("Somebody guesses at secret paths.")
        elif not account:
            sentence = _lt("Somebody tries many names and passwords.")
        elif not user:
            sentence = _lt("Somebody tries to sign in under a name that nobody has.")
        else:
            sentence = _lt(
                "Somebody guesses at the password of %(name)s.", name=user.name
            )
        self.env["marfanet.access.alert"]._tell_admins(sentence, user=user)

    def _user_of(self, account):
        word, _colon, number = (account or "").partition(":")
        # sudo: whose row it is, for alerts and for the administrators' list.
        users = self.env["res.users"].sudo()
        return users.browse(int(number) if word == "user" else []).exists()

import secrets

from odoo import models, tools
from odoo.exceptions import AccessDenied
from odoo.tools.translate import LazyTranslate

from ..exceptions import TooManyAttempts

_lt = LazyTranslate(__name__)


class ResUsers(models.Model):
    """Signing in: who has the right password must stand at the right door, too.

    Until the doors are armed nobody is refused here who was not before.
    """

    _inherit = "res.users"

    def _login(self, credential, user_agent_env):
        if not isinstance(credential.get("login"), str | None):
            # By JSON it may be anything: a number would be counted as a person's id.
            credential = {**credential, "login": str(credential["login"])}
        try:
            auth_info = super()._login(credential, user_agent_env)
        except TooManyAttempts:
            # Nothing was looked at.
            raise
        except AccessDenied:
            # Of a passkey the account is known only now.
            account = credential.get("login")
            domain = self._get_login_domain(account)
            # sudo: whether there is such an account, of which nothing is told: without
            # this an unknown name would be refused faster than a known one
            if account and not self.sudo().search_count(domain, limit=1):
                self._spend_the_time_of_a_password(credential)
            self._count_refusal(account)
            raise
        self._who(auth_info)._refuse_unless_at_door(_is_interactive(user_agent_env))
        return auth_info

    def authenticate(self, credential, user_agent_env):
        auth_info = super().authenticate(credential, user_agent_env)
        user = self._who(auth_info)
        interactive = _is_interactive(user_agent_env)
        # Once more: a module that is loaded after this one may let somebody in by a
        # `_login` of its own after ours has refused. auth_ldap does.
        user._refuse_unless_at_door(interactive)
        if not interactive:
            self.env["marfanet.access.attempt"]._succeeded(user.id)
        elif auth_info.get("mfa") == "skip" or not user._mfa_url():
            user._note_sign_in(second_factor=auth_info.get("mfa") == "skip")
        return auth_info

    def _check_uid_passwd(self, uid, passwd):
        """Check an account's password or key, at every call of XML-RPC or JSON-RPC.

        Not cached, as what it overrides is: who may come in changes, and a right
        password that is refused must take as long as a wrong one each time.
        """
        uid = int(uid)
        # sudo: whose account it is, before the password is looked at
        user = self.sudo().browse(uid).exists().filtered("active")
        try:
            if user and user._may_come_in(interactive=False):
                return super()._check_uid_passwd(uid, passwd)
            with self._assert_can_auth(user=uid):
                user._check_in_vain(passwd)
        except TooManyAttempts:
            raise
        except AccessDenied:
            self._count_refusal(uid)
            raise
        return user._refuse_unless_at_door(interactive=False)

    def _check_in_vain(self, password):
        """Find out if it is the password of this account, which may not come in.

        As fast for a wrong one as for a right one, and for no account at all.

        :raise AccessDenied: it is wrong
        """
        credential = {"login": self.login, "password": password, "type": "password"}
        if self:
            self.with_user(self)._check_credentials(credential, {"interactive": False})
        else:
            self._spend_the_time_of_a_password(credential)
            raise AccessDenied()

    def _may_come_in(self, interactive):
        """Return whether this account may sign in here, with the right password.

        :param bool interactive: whether to pages; else over XML-RPC or JSON-RPC
        """
        self.ensure_one()
        if not self.env["marfanet.access.door"]._armed():
            return True
        if self._is_service() or not interactive:
            return self._is_service() and not interactive
        return bool(self._standing_at())

    def _refuse_unless_at_door(self, interactive):
        """Refuse as a wrong password is, and alert: this one was right.

        :raise AccessDenied: the account may not sign in here
        """
        if self._may_come_in(interactive):
            return
        self._count_refusal(self.id)
        self._alert_of_right_password()
        raise AccessDenied()

    def _alert_of_right_password(self):
        self.env["marfanet.access.alert"]._tell_admins(
            _lt(
                "Somebody has the password of %(name)s, but did not come by the right "
                "door.",
                name=self.name,
            ),
            user=self,
        )

    def _alert_of_refused_key(self):
        self.env["marfanet.access.alert"]._tell_admins(
            _lt(
                "A key of %(name)s was refused: only service accounts may use keys.",
                name=self.name,
            ),
            user=self,
        )

    def _count_refusal(self, account):
        """Count a refusal, and enter it into the audit log.

        The same for a wrong password and for a right one at no door: a clock tells
        nothing.

        :param account: the login that was given, or the account's id, or None
        """
        self.env["marfanet.access.attempt"]._failed("login", account)
        # sudo: whose account was tried, for the log. What else was typed as a login is
        # not entered: now and then it is a password.
        users = self.sudo().with_context(active_test=False)
        if isinstance(account, str):
            user = users.search(self._get_login_domain(account), limit=1)
        else:
            user = users.browse(account or None).exists()
        self.env["marfanet.access.event"]._enter(
            "refused", _lt("Sign-in refused.")._source, user=user, apart=True
        )

    def _note_sign_in(self, second_factor):
        """Enter that this person is in, and let them arm the doors if it is up to them.

        :param bool second_factor: whether they have shown one
        """
        self.env["marfanet.access.attempt"]._succeeded(self.id)
        door = self._standing_at()
        self.env["marfanet.access.event"]._enter(
            "sign_in",
            (
                _lt("Signed in with a second factor.")
                if second_factor
                else _lt("Signed in.")
            )._source,
            user=self,
            door=door,
        )
        if door and second_factor:
            door._arm(self)

    def _note_sign_out(self):
        self.env["marfanet.access.event"]._enter(
            "sign_out", _lt("Signed out.")._source, user=self
        )

    def _note_becoming_superuser(self):
        self.env["marfanet.access.event"]._enter(
            "sign_in", _lt("Became the superuser.")._source, user=self
        )

    def _who(self, auth_info):
        # sudo: groups and names of one who is about to come in
        return self.sudo().browse(auth_info["uid"])

    def _spend_the_time_of_a_password(self, credential):
        if password := credential.get("password"):
            self._crypt_context().verify(password, self._hash_of_nobody())

    @tools.ormcache(cache="stable")
    def _hash_of_nobody(self):
        return self._crypt_context().hash(secrets.token_hex())


def _is_interactive(user_agent_env):
    # As `_check_credentials` takes it.
    return (user_agent_env or {}).get("interactive", True)

from werkzeug.datastructures import ImmutableMultiDict

from odoo.http import request, route

from odoo.addons.auth_totp.controllers.home import TRUSTED_DEVICE_COOKIE, Home
from odoo.addons.web.controllers.session import Session

from ..models.res_users_second_factor import SET_UP_PATH

# Which of auth_totp's wizards this session has been shown.
_SHOWN = "marfanet_second_factor"


def _is_entered(_controller, _rule, _args):
    """Return whether to read only: never, where Odoo's own does and the log writes."""
    return False


class SignIn(Home):
    """The steps after the password: the second factor, and setting one up."""

    @route()
    def web_totp(self, redirect=None, **kwargs):
        user = _who_is_signing_in()
        if user and not user._may_come_in(interactive=True):
            # The door changed, or another one was opened, after the password.
            request.session.logout(keep_db=True)
            return request.redirect("/web/login")
        if user and user._must_set_up_second_factor():
            return request.redirect_query(SET_UP_PATH, {"redirect": redirect or ""})
        required = bool(user and user._standing_at().requires_second_factor)
        if required:
            # A device that is trusted is no second factor here: neither is one taken
            # for it, nor does this one become such.
            request.cookies = _without(request.cookies, TRUSTED_DEVICE_COOKIE)
            kwargs.pop("remember", None)
        response = super().web_totp(redirect, **kwargs)
        if user and request.session.uid:
            user._note_sign_in(second_factor=user.totp_enabled)
        elif user and kwargs.get("totp_token") and not _is_too_early():
            user._count_refusal(user.id)
        if response.is_qweb:
            response.qcontext["second_factor_required"] = required
        return response

    @route(readonly=_is_entered)
    def switch_to_admin(self):
        person = request.env.user
        response = super().switch_to_admin()
        if request.session.uid != person.id:
            person._note_becoming_superuser()
        return response

    @route(
        SET_UP_PATH,
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
        # As auth_totp's own page.
        website=True,
        multilang=False,
    )
    def set_up_second_factor(self, redirect=None, code=None, **_kwargs):
        """Let who came in by a door that requires a second factor set one up."""
        if request.session.uid:
            return request.redirect(self._login_redirect(request.session.uid, redirect))
        user = _who_is_signing_in()
        if not user or not user._must_set_up_second_factor():
            return request.redirect("/web/login")
        # Nobody is in yet: the page would be in the browser's language.
        request.update_context(lang=user.lang)
        if user._has_passkey():
            return _page(user, redirect)
        wizard = user._second_factor_to_set_up(request.session.get(_SHOWN))
        request.session[_SHOWN] = wizard.id
        if request.httprequest.method == "GET":
            return _page(user, redirect, wizard)
        if not user._set_up_second_factor(wizard, code or ""):
            return _page(user, redirect, wizard, wrong=True)
        request.session.pop(_SHOWN)
        request.session.finalize(request.env)
        request.update_env(user=request.session.uid)
        request.update_context(**request.session.context)
        user._note_sign_in(second_factor=True)
        return request.redirect(self._login_redirect(request.session.uid, redirect))


class SignOut(Session):
    @route(readonly=_is_entered)
    def destroy(self):
        _note_sign_out()
        return super().destroy()

    @route(readonly=_is_entered)
    def logout(self, redirect="/odoo"):
        _note_sign_out()
        return super().logout(redirect)


def _who_is_signing_in():
    """Return the user whose password was right, and who is not in yet."""
    users = request.env["res.users"]
    if request.session.uid:
        return users
    # sudo: their groups and door; nobody is in yet who could read them
    return users.sudo().browse(request.session.get("pre_uid")).exists()


def _without(cookies, name):
    kept = [cookie for cookie in cookies.items(multi=True) if cookie[0] != name]
    return ImmutableMultiDict(kept)


def _page(user, redirect, wizard=None, wrong=False):
    values = {
        "user": user,
        "wizard": wizard,
        "redirect": redirect,
        "wrong": wrong,
    }
    response = request.render("marfanet_access.second_factor_page", values)
    # It shows the secret of the person's second factor.
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_too_early():
    """Return whether the code was not even looked at."""
    return bool(getattr(request, "retry_after", 0))


def _note_sign_out():
    if request.session.uid:
        request.env["res.users"].browse(request.session.uid)._note_sign_out()

from odoo.http import request, route

from .sign_in import SignOut


class SignedOut(SignOut):
    """The last that somebody sees who signs out: for them there is no log-in page."""

    @route()
    def logout(self, redirect="/odoo"):
        was_in = request.session.uid is not None
        lang = request.session.context.get("lang")
        response = super().logout(redirect)
        if not was_in or not request.env["marfanet.access.door"]._armed():
            return response
        request.update_context(lang=lang)
        # sudo: what the language is called and which way it runs
        language = request.env["res.lang"].sudo()._get_data(code=lang)
        page = request.render(
            "marfanet_access.signed_out_page",
            {
                "html_data": {
                    "lang": language.iso_code or "en",
                    "dir": language.direction or "ltr",
                }
            },
        )
        page.headers["Cache-Control"] = "no-store"
        return page

from datetime import datetime

from .common import MarfanetCrmCommon

#: Tuesday 10 Azar 1405, 12:00 in Tehran.
NOW = datetime(2026, 12, 1, 8, 30)


class WorkLogCommon(MarfanetCrmCommon):
    """The daily work log as an agent's browser asks for it."""

    def _log(self, user, **context):
        context = {"lang": "en_US", "tz": user.tz or "Asia/Tehran", **context}
        # As in a request of its own: nothing is known yet.
        self.env.flush_all()
        self.env.invalidate_all()
        return (
            self.env["marfanet.daily.work.log"].with_user(user).with_context(**context)
        )

    def _retrieve(self, user, team=False, **context):
        return self._log(user, **context).retrieve(team)

    def _add_partner(self, name, **values):
        return self.env["res.partner"].create(
            {"name": name, "is_representative": True, **values}
        )

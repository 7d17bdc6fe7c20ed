import random

from ..models import marfanet_interaction_sync, res_partner_sync
from .common import MarfanetCrmCommon

ODD = [
    *(None, True, False, 0, -1, 1, 7.5, 2**31, 2**70, float("nan"), float("inf"), ""),
    *([], {}, [[]], ["یک", 2], {"a": 1}, b"x", "ali.rezaei", "sara", "0912", "call"),
    *("2025-11-29", "2025-11-29T10:30:00Z", "9999-12-31T23:59:59-14:00", "طلایی"),
    *("\0", "\ud800", "%(key)s %s %", "{0}", "<b>x</b>", "'; DROP TABLE", "\u202e"),
    "\U0001f600" * 500,
    "ن" * 100_001,
]


class TestSyncRobustness(MarfanetCrmCommon):
    """Whatever other systems send: each row is answered, and nothing is raised."""

    def _rows(self, readers, count):
        generator = random.Random(1405)
        keys = [*readers, "nonsense"]
        for n in range(count):
            row = {
                key: self._value(generator)
                for key in generator.sample(keys, generator.randint(0, 4))
            }
            # Most get past the first check, to be refused further in or stored.
            if generator.random() < 0.8:
                row |= {"admin_username": f"odd{n % 50}", "external_ref": f"odd{n}"}
                row |= {"name": "نام"} if generator.random() < 0.3 else {}
                row = {key: row[key] for key in row if key in readers}
            yield generator.choice([row] * 20 + ODD)

    def _value(self, generator):
        if generator.random() < 0.5:
            return generator.choice(ODD)
        length = generator.randint(0, 40)
        return "".join(chr(generator.randint(0, 0x2FFF)) for _n in range(length))

    def test_odd_representatives(self):
        rows = list(self._rows(res_partner_sync.READERS, 1000))
        Partner = self.env["res.partner"].with_user(self.lead)
        Partner.marfanet_upsert_representatives(
            [{"admin_username": f"odd{n}", "name": "نام"} for n in range(0, 50, 2)]
        )
        results = Partner.marfanet_upsert_representatives(rows)
        self._check(results, {"created", "updated", "unchanged", "error"})

    def test_odd_interactions(self):
        rows = list(self._rows(marfanet_interaction_sync.READERS, 1000))
        for row in rows:
            if isinstance(row, dict) and "admin_username" in row:
                row["admin_username"] = "ali.rezaei"
        Interaction = self.env["marfanet.interaction"].with_user(self.sara)
        self._check(Interaction.marfanet_log(rows), {"created", "error"})

    def _check(self, results, kinds):
        self.env.flush_all()
        self.assertEqual([row["index"] for row in results], list(range(1000)))
        self.assertEqual({row["result"] for row in results} - {"existing"}, kinds)
        for row in results:
            self.assertEqual(bool(row["id"]), row["result"] != "error")
            self.assertEqual(bool(row["error"]), row["result"] == "error")
            row["error"].encode()
            self.assertNotIn("\0", row["error"])

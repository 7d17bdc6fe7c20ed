import random

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .common import MarfanetCrmCommon

COUNT = 10_000
BATCH = 500
PIECES = [
    *"اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءأؤۀكيىة",
    *"abcXYZ019۰۱۹٠١٩",
    *("علی", "رضا", "می", "ها", "0912", "+98", "0098", "t.me/", "https://", "@"),
    *("\u200c", "\u200b", "\u200d", "\u200e", "\u200f", "\u202e", "\u2066", "\ufeff"),
    *("😀", "👩\u200d👩\u200d👧", "\U0010ffff", "\ufdfa", "İ", "ß", "e\u0301"),
    *("\x00", "\ud800", "\udfff", "\ud83d", "\x07", "\x1b", "\x7f", "\x85"),
    *("%", "_", "\\", "'", '"', "--", ";", "$$", "{0}", "%s", "%(x)s", "<b>", "&#0;"),
    *("\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "(", ")", "+", "-", ".", "/", ","),
]
OPERATORS = ("ilike", "not ilike", "=", "!=", "like", "=like", "=ilike", "not like")


def random_texts(count: int, seed: int = 7) -> list[str]:
    dice = random.Random(seed)
    texts = ["".join(dice.choices(PIECES, k=dice.randrange(25))) for _ in range(count)]
    for n in range(0, count, count // 20):
        texts[n] *= dice.choice((100, 1000))
    for n in range(5, count, count // 20):
        texts[n] = "\\" * dice.randrange(4) + texts[n] + "\\" * dice.randrange(1, 4)
    dice.shuffle(texts)
    return texts


class TestRobustness(MarfanetCrmCommon):
    """10,000 random strings in every text, phone and search field."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.texts = random_texts(COUNT)
        cls.extra = {
            "marfanet.interaction": {"partner_id": cls.representative.id},
            "marfanet.task": {"partner_id": cls.representative.id},
            "res.partner": {},
        }

    def _text_fields(self, model):
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field.type in ("char", "text", "html")
            and field.store
            and not field.compute
            and not field.related
            and not field.company_dependent
        ]

    def _values(self, model):
        """Return for each text the values of a record that has it everywhere."""
        names = self._text_fields(model)
        return [
            {
                **dict.fromkeys(names, text),
                **self.extra[model],
                # Unique: what happens to a second one is the interactions' matter.
                **({"external_ref": f"{n} {text}"} if "external_ref" in names else {}),
            }
            for n, text in enumerate(self.texts)
        ]

    def _try(self, values_list, call):
        """Call with many values at once, with one where some are refused.

        :return: how many were taken; UserErrors are, of the others, the only errors
        """
        # Many of the long ones are refused: by themselves, they cost no repetitions.
        values_list.sort(key=lambda values: max(map(len, map(str, values.values()))))
        taken, start, size = 0, 0, BATCH
        while start < len(values_list):
            part = values_list[start : start + size]
            try:
                with self.env.cr.savepoint():
                    call(part)
                    self.env.flush_all()
            except UserError:
                if size > 1:
                    size = size // 5 or 1
                    continue
            else:
                taken += len(part)
            start += len(part)
        return taken

    def test_records_take_any_text_or_say_what_is_wrong(self):
        for model in self.extra:
            with self.subTest(model=model):
                taken = self._try(self._values(model), self.env[model].create)
                self.assertGreater(taken, COUNT * 0.9)

    def test_records_are_changed_to_any_text_or_say_what_is_wrong(self):
        for model, extra in self.extra.items():
            with self.subTest(model=model):
                required = {"name": "یک"} if "name" in self.env[model]._fields else {}
                records = self.env[model].create([{**required, **extra}] * BATCH)

                def write(values_list, records=records):
                    for record, values in zip(records, values_list, strict=False):
                        record.write(values)

                # Writing contacts is slow, and they were created with all texts.
                values = self._values(model)[:: 10 if model == "res.partner" else 1]
                self.assertGreater(self._try(values, write), len(values) * 0.9)

    def test_phones_and_user_names_are_clean_or_refused(self):
        partner = self.representative
        for name in ("phone", "telegram_username", "admin_username"):
            taken = 0
            for text in self.texts:
                try:
                    partner.write({name: text})
                except ValidationError:
                    continue
                taken += 1
            self.env.flush_all()
            with self.subTest(field=name):
                self.assertGreater(taken, 10)
                self.assertLess(taken, COUNT * 0.5)

    def test_anything_can_be_searched_for(self):
        dice = random.Random(11)
        for model in self.extra:
            records = self.env[model].with_user(self.sara)
            names = [
                name
                for name in self._text_fields(model)
                if not self.env[model]._fields[name].groups
            ]
            with self.subTest(model=model):
                for start in range(0, COUNT, 10):
                    conditions = [
                        condition
                        for text in self.texts[start : start + 10]
                        for condition in (
                            ("marfanet_search", "ilike", text),
                            (dice.choice(names), dice.choice(OPERATORS), text),
                        )
                    ]
                    records.search(Domain.OR([c] for c in conditions))

    def test_names_can_be_looked_up_by_anything(self):
        dice = random.Random(13)
        for model in self.extra:
            records = self.env[model].with_user(self.sara)
            name = "parent_id.name" if model == "res.partner" else "partner_id.name"
            with self.subTest(model=model):
                for text in self.texts[::10]:
                    operator = dice.choice(OPERATORS)
                    records.name_search(text, operator=operator, limit=8)
                    records.search_count([("marfanet_search", operator, text)])
                    records.search_count([(name, operator, text)])

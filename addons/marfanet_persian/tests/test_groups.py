from datetime import date, datetime

from odoo.tests import TransactionCase, new_test_user, tagged

_TEHRAN = {"tz": "Asia/Tehran", "lang": "fa_IR", "persian_calendar": "jalali"}


@tagged("post_install", "-at_install")
class TestGroups(TransactionCase):
    """Groups as the web client asks for them, on a model of Odoo's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.reader = new_test_user(
            cls.env,
            "group_reader",
            groups="base.group_user,base.group_partner_manager",
            lang="fa_IR",
            tz="Asia/Tehran",
            context={"no_reset_password": True},
        )
        cls.partners = cls.env["res.partner"]

    def _partner(self, name, created):
        partner = self.partners.create({"name": name, "ref": "grouped"})
        partner.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = %s WHERE id = %s",
            [created, partner.id],
        )
        partner.invalidate_recordset()
        self.partners += partner
        return partner

    def _read(self, method="formatted_read_group", context=None, **kwargs):
        model = self.env["res.partner"].with_user(self.reader)
        model = model.with_context(**(_TEHRAN if context is None else context))
        return getattr(model, method)([("ref", "=", "grouped")], **kwargs)

    def _groups(self, spec, context=None, **kwargs):
        found = self._read(
            groupby=[spec], aggregates=["__count"], context=context, **kwargs
        )
        return [(group[spec][1], group["__count"]) for group in found]

    def _records_in(self, group):
        model = self.env["res.partner"].with_user(self.reader)
        return model.search([("ref", "=", "grouped"), *group["__extra_domain"]])

    def test_months_are_jalali_and_begin_at_midnight_in_tehran(self):
        last = self._partner("30 Aban, 23:59", "2026-11-21 20:29:59")
        first = self._partner("1 Azar, 00:00", "2026-11-21 20:30:00")
        groups = self._read(groupby=["create_date:month"], aggregates=["__count"])
        self.assertEqual(
            [group["create_date:month"] for group in groups],
            [
                ("2026-10-22 20:30:00", "آبان ۱۴۰۵"),
                ("2026-11-21 20:30:00", "آذر ۱۴۰۵"),
            ],
        )
        self.assertEqual(self._records_in(groups[0]), last)
        self.assertEqual(self._records_in(groups[1]), first)

    def test_the_thirtieth_of_esfand_of_leap_years_is_the_old_years(self):
        self._partner("30 Esfand 1403", "2025-03-20 12:00:00")
        self._partner("1 Farvardin 1404", "2025-03-20 20:30:00")
        self._partner("30 Esfand 1408", "2030-03-20 20:29:00")
        self._partner("1 Farvardin 1409", "2030-03-20 20:30:00")
        self.assertEqual(
            self._groups("create_date:year"),
            [("۱۴۰۳", 1), ("۱۴۰۴", 1), ("۱۴۰۸", 1), ("۱۴۰۹", 1)],
        )

    def test_quarters_are_the_seasons(self):
        self._partner("31 Shahrivar", "2026-09-22 12:00:00")
        self._partner("1 Mehr", "2026-09-23 12:00:00")
        self._partner("30 Azar", "2026-12-21 12:00:00")
        self._partner("1 Dey", "2026-12-22 12:00:00")
        self.assertEqual(
            self._groups("create_date:quarter"),
            [("تابستان ۱۴۰۵", 1), ("پاییز ۱۴۰۵", 2), ("زمستان ۱۴۰۵", 1)],
        )

    def test_weeks_begin_on_saturday_and_are_named_by_their_days(self):
        self._partner("Friday 29 Aban", "2026-11-20 12:00:00")
        self._partner("Saturday 30 Aban", "2026-11-21 12:00:00")
        self._partner("Friday 6 Azar", "2026-11-27 12:00:00")
        self.assertEqual(
            self._groups("create_date:week"),
            [("۲۳ تا ۲۹ آبان ۱۴۰۵", 1), ("۳۰ آبان تا ۶ آذر ۱۴۰۵", 2)],
        )

    def test_days_are_named_in_the_calendar(self):
        self._partner("after midnight", "2026-11-20 20:30:00")
        self._partner("before midnight", "2026-11-21 20:29:00")
        self.assertEqual(self._groups("create_date:day"), [("۳۰ آبان ۱۴۰۵", 2)])

    def test_a_choice_of_latin_digits_holds_for_names(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        self.reader.persian_digits = "latin"
        self.assertEqual(self._groups("create_date:month"), [("آبان 1405", 1)])

    def test_an_english_reader_of_jalali_has_latin_names(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        self.reader.write({"lang": "en_US", "persian_calendar": "jalali"})
        context = {**_TEHRAN, "lang": "en_US"}
        for period, name in (
            ("day", "29 Aban 1405"),
            ("month", "Aban 1405"),
            ("quarter", "Q3 1405"),
            ("year", "1405"),
        ):
            spec = f"create_date:{period}"
            self.assertEqual(self._groups(spec, context), [(name, 1)])

    def test_without_the_web_clients_context_groups_are_odoos(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        plain = {"tz": "Asia/Tehran", "lang": "en_US"}
        for reader in (self.reader, self.env.user):
            model = self.env["res.partner"].with_user(reader).with_context(**plain)
            (group,) = model.formatted_read_group(
                [("ref", "=", "grouped")], ["create_date:month"], ["__count"]
            )
            self.assertEqual(
                group["create_date:month"], ("2026-10-31 20:30:00", "November 2026")
            )

    def test_business_code_of_the_same_request_groups_as_it_was_written_to(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        model = self.env["res.partner"].with_user(self.reader)
        ((start, count),) = model.with_context(**_TEHRAN)._read_group(
            [("ref", "=", "grouped")], ["create_date:month"], ["__count"]
        )
        self.assertEqual((start, count), (datetime(2026, 11, 1), 1))

    def test_kanban_and_list_open_jalali_groups_and_count_them_all(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        azar = self._partner("Azar", "2026-11-22 12:00:00")
        result = self._read(
            "web_read_group",
            groupby=["create_date:month", "create_date:day"],
            aggregates=["__count"],
            limit=1,
            order="create_date desc",
            auto_unfold=True,
            unfold_read_specification={"name": {}},
        )
        self.assertEqual(result["length"], 2)
        (month,) = result["groups"]
        self.assertEqual(month["create_date:month"][1], "آذر ۱۴۰۵")
        (partial,) = self._read(
            "web_read_group",
            groupby=["create_date:month"],
            limit=1,
            order="create_date desc",
            auto_unfold=True,
            unfold_read_specification={"name": {}},
        )["groups"]
        self.assertEqual(partial["__records"], [{"id": azar.id, "name": "Azar"}])

    def test_opened_groups_hold_their_subgroups(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        self._partner("Azar", "2026-11-22 12:00:00")
        opened = [
            {
                "value": "2026-11-21 20:30:00",
                "folded": False,
                "limit": 80,
                "offset": 0,
                "groups": [],
            }
        ]
        result = self._read(
            "web_read_group",
            groupby=["create_date:month", "create_date:day"],
            opening_info=opened,
        )
        aban, azar = result["groups"]
        self.assertNotIn("__groups", aban)
        (day,) = azar["__groups"]["groups"]
        self.assertEqual(day["create_date:day"][1], "۱ آذر ۱۴۰۵")

    def test_pivot_and_graph_group_by_several_at_once(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        self._partner("Azar", "2026-11-22 12:00:00")
        total, years, both = self._read(
            "formatted_read_grouping_sets",
            grouping_sets=[
                [],
                ["create_date:year"],
                ["create_date:year", "create_date:month"],
            ],
            aggregates=["__count"],
        )
        self.assertEqual(total[0]["__count"], 2)
        self.assertEqual([group["create_date:year"][1] for group in years], ["۱۴۰۵"])
        self.assertEqual(
            [group["create_date:month"][1] for group in both],
            ["آبان ۱۴۰۵", "آذر ۱۴۰۵"],
        )

    def test_empty_months_between_are_filled(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        self._partner("Bahman", "2027-01-22 12:00:00")
        context = {**_TEHRAN, "fill_temporal": True}
        self.assertEqual(
            self._groups("create_date:month", context),
            [("آبان ۱۴۰۵", 1), ("آذر ۱۴۰۵", 0), ("دی ۱۴۰۵", 0), ("بهمن ۱۴۰۵", 1)],
        )

    def test_filling_goes_from_and_to_what_is_asked(self):
        self._partner("Azar", "2026-11-22 12:00:00")
        asked = {"fill_from": "2026-10-01", "fill_to": "2026-11-23", "min_groups": 4}
        context = {**_TEHRAN, "fill_temporal": asked}
        self.assertEqual(
            self._groups("create_date:month", context),
            [("مهر ۱۴۰۵", 0), ("آبان ۱۴۰۵", 0), ("آذر ۱۴۰۵", 1), ("دی ۱۴۰۵", 0)],
        )

    def test_filled_days_are_named_in_the_calendar(self):
        self._partner("Aban", "2026-11-20 12:00:00")
        self._partner("Azar", "2026-11-22 12:00:00")
        context = {**_TEHRAN, "fill_temporal": True}
        self.assertEqual(
            self._groups("create_date:day", context),
            [("۲۹ آبان ۱۴۰۵", 1), ("۳۰ آبان ۱۴۰۵", 0), ("۱ آذر ۱۴۰۵", 1)],
        )

    def test_numbers_of_months_are_jalali_and_their_domain_finds_the_same(self):
        azar = self._partner("Azar 1405", "2026-11-22 12:00:00")
        azar += self._partner("Azar 1404", "2025-11-22 12:00:00")
        self._partner("Aban 1405", "2026-11-21 12:00:00")
        groups = self._read(
            groupby=["create_date:month_number"], aggregates=["__count"]
        )
        self.assertEqual(
            [(group["create_date:month_number"], group["__count"]) for group in groups],
            [(8, 1), (9, 2)],
        )
        self.assertEqual(self._records_in(groups[1]), azar)
        domain = groups[1]["__extra_domain"]
        self.assertEqual(self.partners.filtered_domain(domain), azar)

    def test_progress_bars_count_in_jalali_groups(self):
        self._partner("Aban", "2026-11-20 12:00:00").write({"type": "contact"})
        self._partner("Azar", "2026-11-22 12:00:00").write({"type": "contact"})
        bars = self._read(
            "read_progress_bar",
            group_by="create_date:month",
            progress_bar={"field": "type", "colors": {"contact": "success"}},
        )
        self.assertEqual(
            bars,
            {
                "2026-10-22 20:30:00": {"contact": 1},
                "2026-11-21 20:30:00": {"contact": 1},
            },
        )

    def test_dates_without_time_have_no_zone(self):
        currency = self.env["res.currency"].create(
            {"name": "TMN", "symbol": "T", "rate_ids": []}
        )
        for day in (date(2025, 3, 20), date(2025, 3, 21)):
            self.env["res.currency.rate"].create(
                {"currency_id": currency.id, "name": day, "rate": 2}
            )
        groups = (
            self.env["res.currency.rate"]
            .with_context(**_TEHRAN)
            .formatted_read_group(
                [("currency_id", "=", currency.id)], ["name:year"], ["__count"]
            )
        )
        self.assertEqual(
            [group["name:year"] for group in groups],
            [("2024-03-20", "۱۴۰۳"), ("2025-03-21", "۱۴۰۴")],
        )
        self.assertEqual(
            groups[0]["__extra_domain"],
            ["&", ("name", ">=", "2024-03-20"), ("name", "<", "2025-03-21")],
        )

    def test_a_date_of_a_related_record_groups_in_the_calendar(self):
        parent = self._partner("Aban", "2026-11-20 12:00:00")
        self.partners.create(
            {"name": "child", "ref": "grouped", "parent_id": parent.id}
        )
        groups = self._read(
            groupby=["parent_id.create_date:month"], aggregates=["__count"]
        )
        names = [group["parent_id.create_date:month"] for group in groups]
        self.assertIn("آبان ۱۴۰۵", [name[1] for name in names if name])

    def test_a_date_among_the_properties_of_a_record_groups_in_the_calendar(self):
        visited = {"name": "visited", "string": "Visited", "type": "date"}
        first = self._partner("Aban", "2026-11-20 12:00:00")
        first.properties = [
            {**visited, "value": "2026-11-21", "definition_changed": True}
        ]
        second = self._partner("Azar", "2026-11-20 12:00:00")
        second.properties = {"visited": "2026-11-22"}
        self.env.flush_all()
        spec = "properties.visited:month"
        groups = self._read(groupby=[spec], aggregates=["__count"])
        self.assertEqual(
            [group[spec] for group in groups],
            [("2026-10-23", "آبان ۱۴۰۵"), ("2026-11-22", "آذر ۱۴۰۵")],
        )
        self.assertEqual(self._records_in(groups[0]), first)

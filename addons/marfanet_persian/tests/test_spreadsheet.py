from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open

PATCH = "marfanet_persian/static/src/spreadsheet/gregorian_pivot.js"
PATCHED = "spreadsheet/static/src/pivot/pivot_model.js"


@tagged("post_install", "-at_install")
class TestSpreadsheet(TransactionCase):
    """Odoo's spreadsheets are no dependency: only what they read is looked at."""

    def _paths(self, bundle):
        assets = self.env["ir.asset"]._get_asset_paths(bundle, {})
        return [asset[0].lstrip("/") for asset in assets]

    def test_the_pivot_of_sheets_still_loads_where_it_is_told_the_calendar(self):
        with file_open(PATCHED) as source:
            text = source.read()
        self.assertIn("export class OdooPivotModel extends PivotModel", text)
        self.assertIn("async load(searchParams)", text)

    def test_it_is_told_in_the_bundle_of_sheets_alone(self):
        self.assertIn(PATCH, self._paths("spreadsheet.o_spreadsheet"))
        self.assertNotIn(PATCH, self._paths("web.assets_backend"))

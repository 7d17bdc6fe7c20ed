from odoo import api, models
from odoo.tools.translate import TranslationImporter

from ..tools.extra_terms import record_terms


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        # Addons that are loaded already bring terms for modules that come after them.
        importer = TranslationImporter(self.env.cr, verbose=False)
        for addon in sorted(self.env.registry._init_modules - set(modules)):
            for lang in langs:
                importer._load(record_terms(addon, lang, set(modules)), lang)
        importer.save(overwrite=overwrite)
        return result

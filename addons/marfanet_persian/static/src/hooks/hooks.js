// @odoo-module ignore

/**
 * Where Odoo's web client asks this addon how to show and read dates and numbers: the
 * exported functions of nine of Odoo's modules, a getter of ``mail``, and four functions of
 * luxon.
 *
 * `patch()` cannot replace a function that a module exports, for those who import it keep
 * the function itself. So the exports are replaced when the module has started, before any
 * module that imports them does: that is why this is a plain script after luxon, the first
 * thing that the bundle runs after the loader.
 *
 * Each replacement asks a module of ours, which is given Odoo's own function first; as
 * long as that module has not started (or is not in a bundle), Odoo's own answers.
 */
(function (odoo) {
    "use strict";

    /** Odoo's module: the module of ours, and the exports that it answers for. */
    const EXPORTS = {
        "@web/core/l10n/dates": [
            "@marfanet_persian/jalali/dates",
            [
                "formatDate",
                "formatDateTime",
                "parseDate",
                "parseDateTime",
                "toLocaleDateString",
                "toLocaleDateTimeString",
            ],
        ],
        "@web/core/currency": ["@marfanet_persian/digits/amounts", ["formatCurrency"]],
        "@web/core/l10n/translation": [
            "@marfanet_persian/digits/terms",
            ["appTranslateFn"],
        ],
        "@web/core/utils/numbers": [
            "@marfanet_persian/digits/numbers",
            ["formatFloat", "humanNumber", "insertThousandsSep"],
        ],
        "@web/views/fields/formatters": [
            "@marfanet_persian/digits/formatters",
            ["formatFloatTime", "formatPercentage"],
        ],
        "@web/views/fields/parsers": [
            "@marfanet_persian/digits/parsers",
            [
                "parseFloat",
                "parseFloatTime",
                "parseInteger",
                "parseMonetary",
                "parsePercentage",
            ],
        ],
        "@web/core/tree_editor/virtual_operators": [
            "@marfanet_persian/jalali/ranges",
            ["eliminateVirtualOperators", "introduceVirtualOperators"],
        ],
        "@web/search/utils/dates": [
            "@marfanet_persian/jalali/periods",
            ["constructDateDomain", "getPeriodOptions"],
        ],
        "@web/views/calendar/utils": [
            "@marfanet_persian/jalali/calendar_view/spans",
            ["getFormattedDateSpan"],
        ],
    };

    /** The same for a getter of a class; its module need not be there. */
    const GETTERS = {
        "@mail/core/common/attachment_model": [
            "@marfanet_persian/jalali/attachments",
            "Attachment",
            "monthYear",
        ],
    };

    /**
     * @param {object} owner what holds the function
     * @param {string} name
     * @param {string} by the module of ours that exports its replacement under that name
     */
    function hook(owner, name, by) {
        const original = owner[name];
        if (typeof original !== "function") {
            // Odoo has changed: its own way is better than no web client. A test tells.
            return;
        }
        owner[name] = function (...args) {
            const ours = odoo.loader.modules.get(by);
            return ours
                ? ours[name].call(this, original, ...args)
                : original.apply(this, args);
        };
        owner[name].original = original;
    }

    /** As `hook`, for what is got from ``owner``. */
    function hookGetter(owner, name, by) {
        const getter = owner && Object.getOwnPropertyDescriptor(owner, name);
        if (getter?.get) {
            const got = { [name]: getter.get };
            hook(got, name, by);
            Object.defineProperty(owner, name, { ...getter, get: got[name] });
        }
    }

    const { prototype } = odoo.loader.constructor;
    const { startModule } = prototype;
    prototype.startModule = function (name) {
        const module = startModule.call(this, name);
        const [by, names] = (module && EXPORTS[name]) || [];
        names?.forEach((exported) => hook(module, exported, by));
        if (module && GETTERS[name]) {
            const [ours, exported, getter] = GETTERS[name];
            hookGetter(module[exported]?.prototype, getter, ours);
        }
        return module;
    };

    const moments = "@marfanet_persian/jalali/moments";
    hook(luxon.DateTime.prototype, "toFormat", moments);
    hook(luxon.DateTime.prototype, "toLocaleString", moments);
    hook(luxon.DateTime.prototype, "toRelativeCalendar", moments);
    hook(luxon.Info, "months", moments);
})(globalThis.odoo);

const odooGlobals = { odoo: "readonly", luxon: "readonly" };
const browserGlobals = Object.fromEntries(
    [
        ...["Event", "FormData", "File", "KeyboardEvent", "Response"],
        ...["AbortController", "Blob", "DOMException", "Headers", "IDBKeyRange", "URL"],
        ...["TextDecoder", "TextDecoderStream", "TextEncoder", "TransformStream"],
        ...["crypto", "document", "getComputedStyle", "indexedDB", "window"],
    ].map((name) => [name, "readonly"]),
);

export default [
    {
        files: ["addons/*/static/{src,tests}/**/*.js"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: { ...browserGlobals, ...odooGlobals },
        },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: {
            curly: "error",
            eqeqeq: "error",
            "no-console": "error",
            "no-restricted-globals": [
                "error",
                // So that tests can patch them: @web/core/browser/browser.
                ...["fetch", "localStorage", "navigator", "setTimeout", "setInterval"],
            ],
            "no-undef": "error",
            "no-unused-vars": "error",
            "no-var": "error",
            "prefer-const": "error",
        },
    },
];

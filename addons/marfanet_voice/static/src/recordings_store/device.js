/**
 * What the browser may or may not have, beside `@web/core/browser/browser`: one place,
 * so that tests can take it away.
 */
export const device = {
    get indexedDB() {
        return window.indexedDB;
    },
    get isSecureContext() {
        return window.isSecureContext;
    },
    get MediaRecorder() {
        return window.MediaRecorder;
    },
};

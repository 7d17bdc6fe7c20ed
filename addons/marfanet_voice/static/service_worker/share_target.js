// @odoo-module ignore

// Part of the service worker: keeps what the phone's share sheet hands over until a page
// of the web client takes it (static/src/share_target/shared_files.js has the names).
(() => {
    const PATH = "/odoo/voice-share";
    const DATABASE = "marfanet_voice_shared";
    const FILES = "files";

    function openDatabase() {
        return new Promise((resolve, reject) => {
            const request = indexedDB.open(DATABASE, 1);
            request.onupgradeneeded = () =>
                request.result.createObjectStore(FILES, { autoIncrement: true });
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
    }

    async function keep(request) {
        const form = await request.formData();
        const database = await openDatabase();
        await new Promise((resolve, reject) => {
            const transaction = database.transaction(FILES, "readwrite", {
                durability: "strict",
            });
            for (const file of form.getAll("recordings")) {
                transaction.objectStore(FILES).add(file);
            }
            transaction.oncomplete = resolve;
            transaction.onabort = () => reject(transaction.error);
        });
        database.close();
    }

    self.addEventListener("fetch", (event) => {
        const { pathname } = new URL(event.request.url);
        if (event.request.method !== "POST" || pathname !== PATH) {
            return;
        }
        event.stopImmediatePropagation();
        event.respondWith(
            keep(event.request).then(
                () => Response.redirect("/odoo?marfanet_share=kept", 303),
                () => Response.redirect("/odoo?marfanet_share=lost", 303),
            ),
        );
    });
})();

import { onWillDestroy, useExternalListener } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { useBus, useService } from "@web/core/utils/hooks";

export const NOTIFICATION = "marfanet_work_log";
const GATHER = 300; // milliseconds: what is changed together is asked for together
const SPREAD = 700; // and not by all agents in the same moment
const FIGURES_EVERY = 30_000; // alerts and figures may lag behind the tasks
const TICK = 60_000; // tasks become overdue as time passes
const STALE_AFTER = 5 * TICK;

/**
 * Keeps the daily work log as the server has it.
 *
 * Only a tab that is looked at asks: a hidden one remembers what it heard, and catches
 * up when it is shown. After the connection was away everything is read anew.
 *
 * @param {import("./work_log").WorkLog} workLog
 * @param {{ offline: boolean }} state
 */
export function useWorkLogLive(workLog, state) {
    const bus = useService("bus_service");
    const heard = new Set();
    let stale = false;
    let gathering = false;
    let figures = false;

    const hidden = () => document.visibilityState === "hidden";

    function hear({ task_ids: ids }) {
        if (ids) {
            ids.forEach((id) => heard.add(id));
        } else {
            stale = true;
        }
        askSoon();
    }

    function askSoon() {
        if (hidden() || gathering) {
            return;
        }
        gathering = browser.setTimeout(ask, GATHER + Math.random() * SPREAD);
    }

    async function ask() {
        gathering = false;
        if (hidden()) {
            return;
        }
        const ids = [...heard];
        const all = stale;
        heard.clear();
        stale = false;
        try {
            if (all) {
                await workLog.load();
            } else if (ids.length) {
                await workLog.refresh(ids);
                figuresSoon();
            }
            state.offline = false;
        } catch (error) {
            stale = true; // asked again with the next tick, or when it is back
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            state.offline = true;
        }
    }

    function figuresSoon() {
        figures ||= browser.setTimeout(() => {
            figures = false;
            catchUp();
        }, FIGURES_EVERY);
    }

    function catchUp() {
        stale = true;
        askSoon();
    }

    function tick() {
        if (hidden()) {
            return;
        }
        workLog.now = luxon.DateTime.local();
        if (stale || heard.size) {
            askSoon();
        } else if (workLog.now - workLog.loadedAt > STALE_AFTER) {
            catchUp();
        }
    }

    bus.subscribe(NOTIFICATION, hear);
    useBus(bus, "BUS:RECONNECT", catchUp);
    bus.start();
    const ticking = browser.setInterval(tick, TICK);
    useExternalListener(document, "visibilitychange", tick);
    useExternalListener(browser, "online", catchUp);
    onWillDestroy(() => {
        bus.unsubscribe(NOTIFICATION, hear);
        browser.clearInterval(ticking);
        browser.clearTimeout(gathering);
        browser.clearTimeout(figures);
    });
}

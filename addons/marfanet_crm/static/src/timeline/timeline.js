/* global IntersectionObserver */
import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { reloadView, useLogInteraction } from "../contact_links/log_interaction";
import { TimelineEntry } from "./timeline_entry";

const PAGE = 30;
/** On a phone something follows beneath: pages are short, and come when asked for. */
const PHONE_PAGE = 10;
/** Where this browser remembers which kinds its person looks at. */
const REMEMBERED = "marfanet_timeline_kinds";
/** How far from the end the next page is fetched. */
const AHEAD = "600px";

/** Everything that happened with a representative, newest first, page by page. */
export class Timeline extends Component {
    static template = "marfanet_crm.Timeline";
    static components = { TimelineEntry };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.logInteraction = useLogInteraction();
        this.ui = useService("ui");
        this.last = new KeepLast();
        this.end = useRef("end");
        this.state = useState({
            chosen: readRemembered(),
            entries: [],
            failed: false,
            kinds: [],
            loading: false,
            next: false,
            pinned: [],
            pinnedMore: false,
            ready: false,
        });
        onWillStart(() => {
            // Not waited for: the record is shown meanwhile.
            this.refresh();
        });
        this.watchEnd();
        // What was logged or planned elsewhere on the page changes these.
        let known = this.signature;
        useEffect(
            (signature) => {
                if (signature !== known) {
                    known = signature;
                    this.refresh();
                }
            },
            () => [this.signature],
        );
    }

    get partnerId() {
        return this.props.record.resId;
    }

    get signature() {
        const { data } = this.props.record;
        return JSON.stringify([
            this.partnerId,
            data.interaction_count,
            data.open_task_count,
            data.last_interaction_date,
            data.next_follow_up_date,
        ]);
    }

    /** Entries with the day's name above the first of each day. */
    get days() {
        const days = [];
        for (const entry of this.state.entries) {
            if (days.at(-1)?.day !== entry.day) {
                days.push({ day: entry.day, entries: [], label: entry.day_label });
            }
            days.at(-1).entries.push(entry);
        }
        return days;
    }

    get isEmpty() {
        const { entries, failed, pinned, ready } = this.state;
        return ready && !failed && !entries.length && !pinned.length;
    }

    // --- READING

    fetch(before) {
        return this.orm.silent.call("res.partner", "marfanet_timeline", [
            [this.partnerId],
            this.state.chosen,
            before,
            this.ui.isSmall ? PHONE_PAGE : PAGE,
        ]);
    }

    async refresh() {
        if (!this.partnerId) {
            return;
        }
        await this.load(false, (page) => {
            this.state.entries = page.entries;
            this.state.pinned = page.pinned;
            this.state.pinnedMore = page.pinned_more;
            this.state.kinds = page.kinds;
        });
    }

    async loadMore() {
        if (this.state.next && !this.state.loading) {
            await this.load(this.state.next, (page) =>
                this.state.entries.push(...page.entries),
            );
        }
    }

    async load(before, show) {
        this.state.loading = true;
        this.state.failed = false;
        let page;
        try {
            page = await this.last.add(this.fetch(before));
        } catch (error) {
            this.state.loading = false;
            this.state.failed = true;
            if (error?.name !== "ConnectionLostError") {
                throw error;
            }
            return;
        }
        show(page);
        this.state.next = page.next;
        this.state.loading = false;
        this.state.ready = true;
    }

    retry() {
        return this.state.entries.length ? this.loadMore() : this.refresh();
    }

    /** Fetches the next page before the reader comes to the end of this one. */
    watchEnd() {
        useEffect(
            (element) => {
                if (!element || this.ui.isSmall) {
                    return;
                }
                const observer = new IntersectionObserver(
                    (seen) =>
                        seen.some(({ isIntersecting }) => isIntersecting) &&
                        this.loadMore(),
                    { root: element.closest(".o_content"), rootMargin: AHEAD },
                );
                observer.observe(element);
                return () => observer.disconnect();
            },
            // A page that did not fill the screen leaves the end in sight: look again.
            () => [this.end.el, this.state.entries.length],
        );
    }

    // --- CHOOSING

    isChosen(kind) {
        return this.state.chosen.includes(kind);
    }

    toggleKind(kind) {
        const { chosen } = this.state;
        this.state.chosen = this.isChosen(kind)
            ? chosen.filter((other) => other !== kind)
            : [...chosen, kind];
        return this.remember();
    }

    showAll() {
        this.state.chosen = [];
        return this.remember();
    }

    remember() {
        browser.localStorage.setItem(REMEMBERED, JSON.stringify(this.state.chosen));
        return this.refresh();
    }

    // --- DOING

    async afterChange() {
        await reloadView(this.props.record);
        await this.refresh();
    }

    log() {
        return this.logInteraction(this.partnerId, {}, () => this.afterChange());
    }

    addTask() {
        return this.openDialog("marfanet.task", _t("New task"), {
            default_partner_id: this.partnerId,
        });
    }

    addNote() {
        return this.openDialog("mail.compose.message", _t("Log note"), {
            clicked_on_full_composer: true,
            default_composition_mode: "comment",
            default_model: "res.partner",
            default_partner_ids: [],
            default_res_ids: [this.partnerId],
            default_subtype_xmlid: "mail.mt_note",
        });
    }

    openDialog(resModel, name, context) {
        return this.action.doAction(
            {
                context,
                name,
                res_model: resModel,
                target: "new",
                type: "ir.actions.act_window",
                views: [[false, "form"]],
            },
            { onClose: () => this.afterChange() },
        );
    }

    async taskDone(entry) {
        const log = await this.orm.call("marfanet.task", "action_done_and_log", [
            [entry.id],
        ]);
        await this.action.doAction(log, { onClose: () => this.afterChange() });
    }

    open(entry) {
        return this.action.doAction({
            res_id: entry.id,
            res_model: entry.model,
            type: "ir.actions.act_window",
            views: [[false, "form"]],
        });
    }

    openTasks() {
        return this.action.doAction("marfanet_crm.marfanet_task_action", {
            additionalContext: {
                search_default_partner_id: this.partnerId,
                search_default_todo: 1,
            },
        });
    }
}

/** Returns the kinds that were chosen last in this browser; all when in doubt. */
function readRemembered() {
    try {
        const kinds = JSON.parse(browser.localStorage.getItem(REMEMBERED));
        return Array.isArray(kinds)
            ? kinds.filter((kind) => typeof kind === "string")
            : [];
    } catch {
        return [];
    }
}

export const timeline = {
    component: Timeline,
    fieldDependencies: [
        { name: "interaction_count", type: "integer" },
        { name: "open_task_count", type: "integer" },
        { name: "last_interaction_date", type: "datetime" },
        { name: "next_follow_up_date", type: "datetime" },
    ],
};

registry.category("view_widgets").add("marfanet_timeline", timeline);

import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatNumber, formatPercent } from "../numbers";
import { KpiChart } from "./kpi_chart";
import { trend } from "./figure";

const PERIODS = [
    { key: "today", label: _t("Today"), before: _t("yesterday: %(number)s") },
    { key: "week", label: _t("This week"), before: _t("last week: %(number)s") },
    { key: "month", label: _t("This month"), before: _t("last month: %(number)s") },
];
const FIGURES = [
    { name: "calls", label: _t("Calls made"), icon: "fa-phone" },
    { name: "resolved", label: _t("Issues resolved"), icon: "fa-check-circle-o" },
    { name: "tasks_done", label: _t("Tasks done"), icon: "fa-check-square-o" },
    { name: "tasks_open", label: _t("Tasks open"), icon: "fa-square-o" },
    {
        name: "kept_percent",
        label: _t("Follow-ups kept on time"),
        icon: "fa-clock-o",
        percent: true,
    },
    {
        name: "days_to_follow_up",
        label: _t("Days to follow up"),
        icon: "fa-hourglass-half",
        lessIsBetter: true,
    },
    { name: "sales_presented", label: _t("Sales presented"), icon: "fa-bullhorn" },
    { name: "sales_won", label: _t("Sales won"), icon: "fa-trophy" },
];
const TYPES = [
    { name: "call", label: _t("Calls"), icon: "fa-phone" },
    { name: "telegram", label: _t("Telegram"), icon: "fa-paper-plane" },
    { name: "email", label: _t("Emails"), icon: "fa-envelope-o" },
    { name: "meeting", label: _t("Meetings"), icon: "fa-handshake-o" },
    { name: "other", label: _t("Other"), icon: "fa-ellipsis-h" },
];
const MOODS = [
    { name: "positive", label: _t("Satisfied"), icon: "fa-smile-o", color: "success" },
    { name: "neutral", label: _t("Neutral"), icon: "fa-meh-o", color: "secondary" },
    { name: "negative", label: _t("Unhappy"), icon: "fa-frown-o", color: "danger" },
];

/** Figures of a period against the one before, each a link to what it counts. */
export class KpiPanel extends Component {
    static template = "marfanet_crm.KpiPanel";
    static components = { KpiChart };
    static props = { kpi: Object };

    setup() {
        this.action = useService("action");
        this.periods = PERIODS;
        this.state = useState({ period: "today" });
    }

    get period() {
        return PERIODS.find(({ key }) => key === this.state.period);
    }

    get figures() {
        return FIGURES.map((figure) => this.prepare(figure));
    }

    get types() {
        const { by_type: byType } = this.props.kpi[this.state.period];
        return TYPES.map((type) => this.prepare(type, byType[type.name]));
    }

    get moods() {
        const { mood } = this.props.kpi[this.state.period];
        const known = MOODS.reduce((sum, { name }) => sum + mood[name].value, 0);
        return MOODS.map((entry) => ({
            ...this.prepare(entry, mood[entry.name]),
            share: known ? (100 * mood[entry.name].value) / known : 0,
        }));
    }

    get hasMoods() {
        return this.moods.some(({ share }) => share);
    }

    prepare(figure, pair = this.props.kpi[this.state.period][figure.name]) {
        const isKnown = pair.value !== null;
        const format = figure.percent ? formatPercent : formatNumber;
        const movement = trend(pair, figure);
        const before = movement && format(pair.before);
        return {
            ...figure,
            ...pair,
            isKnown,
            trend: movement && { ...movement, before },
            text: isKnown ? format(pair.value) : "–",
            title: movement ? this.sayBefore(before) : _t("Nothing to compare with"),
        };
    }

    sayBefore(number) {
        const { before } = this.period;
        return before.toString().replace("%(number)s", number);
    }

    open(figure) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: figure.label.toString(),
            res_model: figure.model,
            domain: figure.domain,
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }
}

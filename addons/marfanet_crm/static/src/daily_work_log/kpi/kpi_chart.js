/* global Chart */
import { Component, onMounted, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { formatNumber } from "../numbers";

const KINDS = {
    contacts: {
        label: _t("Contacts of the last 14 days"),
        sets: [
            { name: "calls", label: _t("Calls"), color: "--o-marfanet-chart-calls" },
            { name: "others", label: _t("Others"), color: "--o-marfanet-chart-others" },
        ],
    },
    mood: {
        label: _t("Mood of the last 14 days"),
        sets: [
            {
                name: "positive",
                label: _t("Satisfied"),
                color: "--o-marfanet-chart-good",
            },
            { name: "neutral", label: _t("Neutral"), color: "--o-marfanet-chart-even" },
            { name: "negative", label: _t("Unhappy"), color: "--o-marfanet-chart-bad" },
        ],
    },
};

/** Bars of the last days; a picture beside the figures, which say it in words. */
export class KpiChart extends Component {
    static template = "marfanet_crm.KpiChart";
    static props = {
        days: Array,
        kind: { type: String, validate: (kind) => kind in KINDS },
    };

    setup() {
        this.canvas = useRef("canvas");
        this.isRtl = localization.direction === "rtl";
        // The page does not wait for the library.
        onMounted(async () => {
            await loadBundle("web.chartjs_lib");
            this.draw();
        });
        useEffect(
            () => this.draw(),
            () => [this.props.days],
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    get kind() {
        return KINDS[this.props.kind];
    }

    value(day, name) {
        return name === "others"
            ? Math.max(0, day.interactions - day.calls)
            : day[name];
    }

    draw() {
        const canvas = this.canvas.el;
        if (!canvas || typeof Chart === "undefined") {
            return;
        }
        this.chart?.destroy();
        const style = getComputedStyle(canvas);
        const color = (name) => style.getPropertyValue(name).trim();
        const font = { family: style.fontFamily, size: 11 };
        const { days } = this.props;
        this.chart = new Chart(canvas, {
            type: "bar",
            data: {
                labels: days.map((day) => day.label),
                datasets: this.kind.sets.map((set) => ({
                    label: set.label.toString(),
                    data: days.map((day) => this.value(day, set.name)),
                    backgroundColor: color(set.color),
                    borderRadius: 2,
                    maxBarThickness: 14,
                })),
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: {
                    legend: { display: false },
                    tooltip: {
                        rtl: this.isRtl,
                        titleFont: font,
                        bodyFont: font,
                        callbacks: {
                            title: ([item]) => days[item.dataIndex].title,
                            label: ({ dataset, raw }) =>
                                `${dataset.label}: ${formatNumber(raw)}`,
                        },
                    },
                },
                scales: {
                    x: {
                        border: { display: false },
                        grid: { display: false },
                        reverse: this.isRtl,
                        stacked: true,
                        ticks: { color: color("--o-marfanet-chart-text"), font },
                    },
                    y: {
                        border: { display: false },
                        grid: { color: color("--o-marfanet-chart-line") },
                        position: this.isRtl ? "right" : "left",
                        stacked: true,
                        ticks: {
                            callback: (value) => formatNumber(value),
                            color: color("--o-marfanet-chart-text"),
                            font,
                            maxTicksLimit: 4,
                            precision: 0,
                        },
                    },
                },
            },
        });
    }
}

import { Component } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";

const WIDTH = 96;
const HEIGHT = 28;
const EDGE = 4;
const TONES = { "-1": "negative", 0: "neutral", 1: "positive" };

/** How the mood went, as a small line; its words stand beside it. */
export class MoodLine extends Component {
    static template = "marfanet_ai_brief.MoodLine";
    static props = { label: String, points: Array };

    get box() {
        return `0 0 ${WIDTH} ${HEIGHT}`;
    }

    /** Oldest first, in the direction of reading. */
    get dots() {
        const { points } = this.props;
        const step = (WIDTH - 2 * EDGE) / Math.max(points.length - 1, 1);
        return points.map(({ value }, place) => {
            const along = EDGE + place * step;
            return {
                x: localization.direction === "rtl" ? WIDTH - along : along,
                y: HEIGHT / 2 - value * (HEIGHT / 2 - EDGE),
                tone: TONES[value],
                isLast: place === points.length - 1,
            };
        });
    }

    get line() {
        return this.dots.map(({ x, y }) => `${x},${y}`).join(" ");
    }
}

import { Component, onMounted, onWillUnmount, useRef } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

const BARS = 28;
/** Milliseconds that a bar stands for. */
const STEP = 70;

/** How loud it is and was a moment ago, so that one sees that one is heard. */
export class LevelMeter extends Component {
    static template = "marfanet_voice.LevelMeter";
    static props = { level: Function };

    setup() {
        this.root = useRef("root");
        this.levels = new Array(BARS).fill(0);
        this.drawn = 0;
        onMounted(() => this.draw(0));
        onWillUnmount(() => browser.cancelAnimationFrame(this.frame));
    }

    get bars() {
        return [...this.levels.keys()];
    }

    /** Past the framework: a new picture many times a second. */
    draw(now) {
        this.frame = browser.requestAnimationFrame((time) => this.draw(time));
        if (now - this.drawn < STEP) {
            return;
        }
        this.drawn = now;
        this.levels.push(this.props.level());
        this.levels.shift();
        const bars = this.root.el.children;
        this.levels.forEach((level, i) => {
            bars[i].style.transform = `scaleY(${Math.max(0.06, level)})`;
        });
    }
}

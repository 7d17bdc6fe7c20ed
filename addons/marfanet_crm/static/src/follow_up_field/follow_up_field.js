import {
    Component,
    onWillUnmount,
    onWillUpdateProps,
    useRef,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useDateTimePicker } from "@web/core/datetime/datetime_picker_hook";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatDue } from "./due_label";

const TYPING_PAUSE = 350; // milliseconds

/** What the chips say, and the words by which the server reads them. */
const CHIPS = [
    { label: _t("Tomorrow"), name: "tomorrow", phrase: "فردا" },
    { label: _t("Saturday"), name: "saturday", phrase: "شنبه" },
    { label: _t("Next week"), name: "next_week", phrase: "هفته بعد" },
];

/**
 * A moment to follow up: one click, a typed phrase that the server reads, or a date
 * picker; what was understood is shown in words before anything is saved.
 */
export class FollowUpField extends Component {
    static template = "marfanet_crm.FollowUpField";
    static props = {
        ...standardFieldProps,
        placeholder: { type: String, optional: true },
        timeSaidField: { type: String, optional: true },
    };

    setup() {
        this.chips = CHIPS;
        this.orm = useService("orm");
        this.input = useRef("phrase");
        // `read` is the server's last answer, `failed` the reason for there being none.
        this.state = useState({ failed: "", phrase: "", read: null, reading: false });
        this.asked = 0;
        const field = this;
        this.picker = useDateTimePicker({
            endDateRefName: "no-input",
            get pickerProps() {
                return { type: "datetime", value: field.value };
            },
            onApply: (value) => this.pick(value),
            startDateRefName: "no-input",
            target: "picker",
        });
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) =>
            detail.proms.push(this.settle()),
        );
        onWillUpdateProps((nextProps) => {
            if (nextProps.record.id !== this.props.record.id) {
                this.forgetPhrase();
                this.state.failed = "";
            }
        });
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get timeSaid() {
        const { timeSaidField } = this.props;
        return timeSaidField ? this.props.record.data[timeSaidField] : true;
    }

    get label() {
        if (!this.value) {
            return "";
        }
        const { read } = this.state;
        if (read && read.date === serializeDateTime(this.value)) {
            return read.label;
        }
        return formatDue(this.value, this.timeSaid);
    }

    onInput() {
        this.state.phrase = this.input.el.value;
        this.state.failed = "";
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.readPhrase(), TYPING_PAUSE);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.ctrlKey && !ev.metaKey) {
            ev.preventDefault();
            this.settle();
        }
    }

    /** Reads at once what is still waiting for a pause, so that no save misses it. */
    async settle() {
        if (this.timer) {
            await this.readPhrase();
        } else {
            await this.pending;
        }
    }

    readPhrase() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.pending = this.read(this.state.phrase);
        return this.pending;
    }

    chooseChip(chip) {
        this.state.phrase = "";
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.pending = this.read(chip.phrase);
        return this.pending;
    }

    /** @param {string} phrase */
    async read(phrase) {
        const turn = ++this.asked;
        if (!phrase.trim()) {
            await this.setValue(false, false);
            return;
        }
        this.state.reading = true;
        let read;
        try {
            read = await this.orm.silent.call("marfanet.task", "read_due_phrase", [
                phrase,
            ]);
        } catch (error) {
            if (turn === this.asked) {
                this.state.reading = false;
                await this.fail(
                    _t("The date could not be read just now. Choose it by the icon."),
                );
            }
            if (error?.name !== "ConnectionLostError") {
                throw error;
            }
            return;
        }
        if (turn !== this.asked) {
            return; // the agent has typed on, or clicked
        }
        this.state.reading = false;
        if (!read) {
            await this.fail(
                _t("No date in “%(phrase)s”. Try «فردا عصر» or «دوشنبه ۱۰ صبح».", {
                    phrase: phrase.trim(),
                }),
            );
            return;
        }
        this.state.read = read;
        await this.setValue(deserializeDateTime(read.date), read.time_said);
    }

    /** Says in words what is wrong, and keeps the form from being saved without it. */
    async fail(reason) {
        await this.setValue(false, false);
        this.state.failed = reason;
        await this.props.record.setInvalidField(this.props.name);
    }

    async pick(value) {
        this.forgetPhrase();
        await this.setValue(value || false, Boolean(value));
    }

    async clear() {
        this.forgetPhrase();
        await this.setValue(false, false);
    }

    forgetPhrase() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.asked++;
        this.state.phrase = "";
        this.state.reading = false;
    }

    async setValue(value, timeSaid) {
        const { record, name, timeSaidField } = this.props;
        this.state.failed = "";
        await record.resetFieldValidity(name);
        const changes = { [name]: value };
        if (timeSaidField) {
            changes[timeSaidField] = timeSaid;
        }
        await record.update(changes);
        record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }
}

export const followUpField = {
    component: FollowUpField,
    displayName: _t("Follow-up date"),
    supportedOptions: [
        {
            availableTypes: ["boolean"],
            help: _t("Holds whether the time of day matters, or only the day."),
            label: _t("Time said"),
            name: "time_said_field",
            type: "field",
        },
    ],
    supportedTypes: ["datetime"],
    fieldDependencies: ({ options }) =>
        options.time_said_field
            ? [{ name: options.time_said_field, readonly: false, type: "boolean" }]
            : [],
    extractProps: ({ options, placeholder }) => ({
        placeholder,
        timeSaidField: options.time_said_field,
    }),
};

registry.category("fields").add("marfanet_follow_up", followUpField);

import { expect, test } from "@odoo/hoot";
import { press, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import { readPersian } from "@marfanet_persian/../tests/persian_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    clickSave,
    contains,
    defineModels,
    defineParams,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Contact extends models.Model {
    _name = "contact";
    due = fields.Datetime();
    due_said = fields.Boolean();
    _records = [{ due: "2026-11-28 06:30:00", due_said: true, id: 1 }, { id: 2 }];
}

class Task extends models.Model {
    _name = "marfanet.task";
}

defineModels([Contact, Task]);
defineMailModels();

const PHRASE = ".o-marfanet-FollowUp-phrase";
const LABEL = ".o-marfanet-FollowUp-label";
const SATURDAY = {
    date: "2026-11-28 06:30:00",
    label: "شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
    time_said: true,
};

/** Mounts a form; `answer` is what the server reads in a phrase. */
async function mountForm(resId, answer = () => SATURDAY) {
    mockDate("2026-11-22 11:00:00", 3.5);
    const asked = [];
    const saved = [];
    onRpc("marfanet.task", "read_due_phrase", ({ args }) => {
        asked.push(args[0]);
        return answer(args[0]);
    });
    onRpc("contact", "web_save", ({ args }) => {
        saved.push(args[1]);
    });
    await mountView({
        arch: `<form>
            <field name="due" widget="marfanet_follow_up"
                   options="{'time_said_field': 'due_said'}"/>
        </form>`,
        resId,
        resModel: "contact",
        type: "form",
    });
    return { asked, saved };
}

async function type(text) {
    await contains(PHRASE).edit(text, { confirm: false });
}

test("one click on a chip sets the date, shown in words before it is saved", async () => {
    const { asked, saved } = await mountForm(2);
    await contains("[data-chip=saturday]").click();
    expect(asked).toEqual(["شنبه"]);
    expect(LABEL).toHaveText(SATURDAY.label);
    expect(saved).toEqual([]);
    await clickSave();
    expect(saved).toEqual([{ due: SATURDAY.date, due_said: true }]);
});

test("a typed phrase is read once the agent pauses", async () => {
    const { asked } = await mountForm(2);
    await type("شنبه ۱۰ صبح");
    expect(asked).toEqual([]);
    await advanceTime(400);
    expect(asked).toEqual(["شنبه ۱۰ صبح"]);
    await animationFrame();
    expect(LABEL).toHaveText(SATURDAY.label);
});

test("saving reads a phrase that is still waiting", async () => {
    const { saved } = await mountForm(2);
    await type("شنبه ۱۰ صبح");
    await clickSave();
    expect(saved).toEqual([{ due: SATURDAY.date, due_said: true }]);
});

test("a phrase without a date says so and is not lost in silence", async () => {
    const { saved } = await mountForm(2, () => false);
    await type("سلام");
    await advanceTime(400);
    await animationFrame();
    expect(".o-marfanet-FollowUp-answer").toHaveText(/No date in “سلام”/);
    expect(".o_form_button_save").not.toBeEnabled();
    expect(saved).toEqual([]);
    await type("");
    await advanceTime(400);
    await animationFrame();
    expect(".o-marfanet-FollowUp-answer").toHaveText("");
});

test("an answer that comes late does not undo a newer one", async () => {
    const late = new Deferred();
    await mountForm(2, (phrase) => (phrase === "فردا" ? late : SATURDAY));
    await contains("[data-chip=tomorrow]").click();
    await contains("[data-chip=saturday]").click();
    late.resolve({ date: "2026-11-23 05:30:00", label: "فردا", time_said: false });
    await animationFrame();
    expect(LABEL).toHaveText(SATURDAY.label);
});

test("the follow-up is taken back by one click", async () => {
    const { saved } = await mountForm(1);
    await contains(".o-marfanet-FollowUp-clear").click();
    expect(LABEL).toHaveCount(0);
    await clickSave();
    expect(saved).toEqual([{ due: false, due_said: false }]);
});

test("the date picker is behind its icon", async () => {
    const { saved } = await mountForm(1);
    await contains(".o-marfanet-FollowUp-pick").click();
    await contains(".o_date_item_cell:contains(/^30$/)").click();
    await press("escape");
    await animationFrame();
    await clickSave();
    expect(saved).toEqual([{ due: "2026-11-30 06:30:00", due_said: true }]);
});

test("a stored date is shown in Persian readers' calendar", async () => {
    defineParams({ lang: "fa_IR", lang_parameters: { code: "fa_IR" } });
    readPersian({ digits: "persian" });
    await mountForm(1);
    expect(queryOne(LABEL).innerText).toBe(SATURDAY.label);
});

test("a stored date is shown in the calendar of other readers", async () => {
    await mountForm(1);
    expect(LABEL).toHaveText("Saturday, November 28, 2026 at 10:00");
});

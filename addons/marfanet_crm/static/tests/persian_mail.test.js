/** What Odoo's discuss and chatter show a Persian reader; `marfanet_persian` knows no mail. */
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import {
    click,
    contains,
    defineMailModels,
    openDiscuss,
    openFormView,
    start,
    startServer,
} from "@mail/../tests/mail_test_helpers";
import { Attachment } from "@mail/core/common/attachment_model";
import { readPersian } from "@marfanet_persian/../tests/persian_helpers";
import { defineParams, serverState } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

async function openAttachments() {
    const pyEnv = await startServer();
    const channel = pyEnv["discuss.channel"].create({ name: "فروش" });
    pyEnv["ir.attachment"].create(
        // The same Gregorian month; 30 Aban and 1 Azar.
        ["2026-11-21 10:00:00", "2026-11-22 10:00:00"].map((date) => ({
            res_id: channel,
            res_model: "discuss.channel",
            name: "price.pdf",
            create_date: date,
        })),
    );
    await start();
    await openDiscuss(channel);
    await contains(".o-discuss-ChannelMemberList");
    await click(".o-mail-DiscussContent-header button[title='Attachments']");
}

async function openChatter() {
    const pyEnv = await startServer();
    const partner = pyEnv["res.partner"].create({ name: "علی" });
    pyEnv["mail.message"].create({
        author_id: serverState.partnerId,
        body: "سلام",
        date: "2026-11-20 08:00:00",
        message_type: "comment",
        model: "res.partner",
        res_id: partner,
    });
    pyEnv["ir.attachment"].create(
        [1, 2, 3].map((id) => ({
            name: `price${id}.pdf`,
            res_id: partner,
            res_model: "res.partner",
        })),
    );
    pyEnv["mail.followers"].create({
        partner_id: serverState.partnerId,
        res_id: partner,
        res_model: "res.partner",
    });
    pyEnv["mail.activity"].create({
        date_deadline: "2026-12-05",
        res_id: partner,
        res_model: "res.partner",
        user_id: serverState.userId,
    });
    await start();
    await openFormView("res.partner", partner, {
        arch: `<form><sheet><field name="name"/></sheet><chatter/></form>`,
    });
}

test("the getter that names the month of a file asks this addon", () => {
    const { get } = Object.getOwnPropertyDescriptor(Attachment.prototype, "monthYear");
    expect(get.original).toBeInstanceOf(Function);
});

describe("a Persian reader", () => {
    defineParams({ lang: "fa_IR", lang_parameters: { week_start: 6 } });
    beforeEach(() => {
        mockDate("2026-11-22 12:00:00");
        readPersian({ digits: "persian" });
    });

    test("finds files under Jalali months", async () => {
        await openAttachments();
        await contains(".o-mail-DateSection", { text: "آذر ۱۴۰۵" });
        await contains(".o-mail-DateSection", { text: "آبان ۱۴۰۵" });
    });

    test("has the chatter's counts and days in their digits", async () => {
        await openChatter();
        await contains(".o-mail-Followers-counter", { text: "۱" });
        await contains("button[aria-label='Attach files'] sup", { text: "۳" });
        await contains(".o-mail-Activity span", { text: "Due in ۱۳ days:" });
        await contains(".o-mail-Message-date");
        expect(".o-mail-Message-date:first").toHaveText("۲۹ آبان، ۹:۰۰");
    });
});

describe("everyone else", () => {
    beforeEach(() => mockDate("2026-11-22 12:00:00"));

    test("finds files under Odoo's months", async () => {
        await openAttachments();
        await contains(".o-mail-DateSection", { count: 1, text: "November, 2026" });
    });

    test("has the chatter of Odoo", async () => {
        await openChatter();
        await contains(".o-mail-Followers-counter", { text: "1" });
        await contains("button[aria-label='Attach files'] sup", { text: "3" });
        await contains(".o-mail-Activity span", { text: "Due in 13 days:" });
        await contains(".o-mail-Message-date");
        expect(".o-mail-Message-date:first").toHaveText("Nov 20, 9:00 AM");
    });
});

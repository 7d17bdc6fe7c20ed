import { useComponent } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { isTodo } from "../work_log";
import { ShortcutsDialog } from "./shortcuts_dialog";
import { useWorkLogKeys } from "./work_log_keys";

/**
 * The keys of the daily work log, and the overlay that shows them all.
 *
 * @param {import("../daily_work_log").DailyWorkLog} page
 */
export function useShortcuts(page) {
    const dialog = useService("dialog");
    const component = useComponent();

    /** Runs something on the selected task; the first one where none is selected. */
    function onTask(run) {
        return () => {
            if (!page.selectedCard) {
                page.step(0);
            }
            const card = page.selectedCard;
            return card && run(card);
        };
    }

    /** Presses the icon of the selected task, so that what it says is what it does. */
    function pressIcon(card, type) {
        component.root.el
            .querySelector(`[data-task-id="${card.id}"] [data-type=${type}]`)
            ?.click();
    }

    function showAll() {
        dialog.add(ShortcutsDialog, {
            shortcuts: shortcuts().map(({ label, shown }) => ({ keys: shown, label })),
        });
    }

    function shortcuts() {
        const list = [
            {
                key: "j",
                label: _t("Next task"),
                repeats: true,
                run: () => page.step(1),
            },
            {
                key: "k",
                label: _t("Task before"),
                repeats: true,
                run: () => page.step(-1),
            },
            {
                key: "Enter",
                label: _t("Open the task"),
                run: onTask(page.actions.open),
            },
            {
                key: "d",
                label: _t("Done: log the contact"),
                run: onTask((card) => page.actions.doneAndLog(card)),
            },
            {
                key: "l",
                label: _t("Log a contact, the task stays"),
                run: onTask((card) => page.actions.log(card)),
            },
            {
                key: "c",
                label: _t("Call"),
                run: onTask((card) => pressIcon(card, "call")),
            },
            {
                key: "t",
                label: _t("Telegram"),
                run: onTask((card) => pressIcon(card, "telegram")),
            },
            {
                key: "s",
                label: _t("Postpone"),
                run: onTask(() => page.state.postponeAsked++),
            },
            {
                key: "u",
                label: _t("Undo what was just done"),
                run: () => page.undoLast(),
            },
        ];
        if (page.mode === "plan") {
            list.push(
                {
                    key: "p",
                    label: _t("Pin to the top"),
                    run: onTask((card) => page.togglePin(card.id)),
                },
                {
                    key: "J",
                    label: _t("Move down"),
                    run: onTask((card) => page.movePlanned(card.id, 1)),
                },
                {
                    key: "K",
                    label: _t("Move up"),
                    run: onTask((card) => page.movePlanned(card.id, -1)),
                },
            );
        }
        for (const offer of page.actions.addonActions(null)) {
            if (offer.key) {
                const run = onTask(
                    (card) =>
                        isTodo(card) &&
                        page.actions.addonActions(card).includes(offer) &&
                        page.actions.runAddonAction(offer, card),
                );
                list.push({ key: offer.key, label: offer.label, run });
            }
        }
        list.push({ key: "?", label: _t("Show these keys"), run: showAll });
        return list.map((entry) => ({ ...entry, shown: shownKeys(entry.key) }));
    }

    useWorkLogKeys(() =>
        Object.fromEntries(shortcuts().map((entry) => [entry.key, entry])),
    );
    return { showAll };
}

function shownKeys(key) {
    return /^[A-Z]$/.test(key) ? ["Shift", key.toLowerCase()] : [key];
}

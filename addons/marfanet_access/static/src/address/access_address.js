import { Component, useRef } from "@odoo/owl";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** Shows a door's new address this once: it came with the action, and is kept nowhere. */
export class AccessAddress extends Component {
    static template = "marfanet_access.AccessAddress";
    static components = { CopyButton };
    static props = { ...standardActionServiceProps };

    setup() {
        this.sheet = useRef("sheet");
        this.copyText = _t("Copy");
        this.copiedText = _t("Copied");
    }

    get shown() {
        return this.props.action.params;
    }

    get told() {
        return _t("%s people were told in their inbox.", this.shown.told);
    }

    /** Prints the sheet alone, on a page of its own: the web client stays as it is. */
    onPrint() {
        const frame = document.createElement("iframe");
        frame.className = "d-none";
        document.body.append(frame);
        const page = frame.contentDocument;
        const { dir, lang } = document.documentElement;
        Object.assign(page.documentElement, { dir, lang });
        page.body.append(page.importNode(this.sheet.el, true));
        page.body.style.textAlign = "center";
        frame.contentWindow.addEventListener("afterprint", () => frame.remove());
        frame.contentWindow.print();
    }

    onClose() {
        this.env.dialogData.close();
    }
}

registry.category("actions").add("marfanet_access_address", AccessAddress);

import { ContactLinks } from "@marfanet_crm/contact_links/contact_links";

/** The same icons as everywhere; the contact is logged as what the task is done by. */
export class TaskContactLinks extends ContactLinks {
    static props = { card: Object, actions: Object };

    get contact() {
        return this.props.card.contact_links || {};
    }

    get inLog() {
        return false;
    }

    onContact(type) {
        this.props.actions.doneAndLog(this.props.card, {
            default_direction: "outgoing",
            default_type: type,
        });
    }

    openLog() {
        return this.props.actions.log(this.props.card);
    }
}

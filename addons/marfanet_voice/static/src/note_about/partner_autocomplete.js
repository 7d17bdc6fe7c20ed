import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";

/** Names to choose from; without a connection, it says so and leaves the recording be. */
export class PartnerAutocomplete extends RecordAutocomplete {
    async loadOptionsSource(name) {
        try {
            return await super.loadOptionsSource(name);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return [{ label: _t("No connection to the server.") }];
        }
    }
}

import { Domain } from "@web/core/domain";
import { patch } from "@web/core/utils/patch";
import { SearchModel } from "@web/search/search_model";
import { toLatinDigits, toPersianLetters } from "./digits";

const inOneSpelling = (value) =>
    typeof value === "string" ? toPersianLetters(toLatinDigits(value)) : value;

patch(SearchModel.prototype, {
    /**
     * What is typed in the letters or digits of another keyboard is looked for as typed
     * and in the common spelling: what is stored may be either.
     */
    _getFieldDomain(field, autocompleteValues) {
        const asTyped = super._getFieldDomain(...arguments);
        const others = autocompleteValues
            .map((searched) => ({
                ...searched,
                label: inOneSpelling(searched.label),
                value: inOneSpelling(searched.value),
            }))
            .filter(
                ({ label, value }, index) =>
                    label !== autocompleteValues[index].label ||
                    value !== autocompleteValues[index].value,
            );
        return others.length
            ? Domain.or([asTyped, super._getFieldDomain(field, others)])
            : asTyped;
    },
});

import { useEffect, useRef } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PhoneField } from "@web/views/fields/phone/phone_field";
import { toLatinDigits } from "./digits";

patch(PhoneField.prototype, {
    /** A number typed in Persian digits is stored, and dialled, in Latin ones. */
    setup() {
        const input = useRef("input");
        const plain = ({ target }) => {
            const latin = toLatinDigits(target.value);
            if (latin !== target.value) {
                const { selectionStart, selectionEnd } = target;
                target.value = latin;
                target.setSelectionRange(selectionStart, selectionEnd);
            }
        };
        useEffect(
            (el) => {
                el?.addEventListener("input", plain, { capture: true });
                return () => el?.removeEventListener("input", plain, { capture: true });
            },
            () => [input.el],
        );
        super.setup(...arguments);
    },
});

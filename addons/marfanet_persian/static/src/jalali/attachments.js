/** What `@mail/core/common/attachment_model` writes above the files of a month. */
import { isJalaliOn } from "./calendar";

export function monthYear(original) {
    return isJalaliOn() && this.create_date
        ? this.create_date.toFormat("MMMM yyyy")
        : original.call(this);
}

import { serializeDate, serializeDateTime } from "@web/core/l10n/dates";

// What was written in a record of a form, as a draft can hold it.

const PLAIN = ["boolean", "char", "integer", "selection", "text"];
const WORDS = ["char", "text"];

/** @returns {object} by field; what no draft can hold is left out */
export function plainValues({ activeFields, data, fields }) {
    const values = {};
    for (const name of Object.keys(activeFields)) {
        const { type } = fields[name];
        const value = data[name];
        if (PLAIN.includes(type)) {
            values[name] = value;
        } else if (type === "date") {
            values[name] = value && serializeDate(value);
        } else if (type === "datetime") {
            values[name] = value && serializeDateTime(value);
        } else if (type === "many2one") {
            values[name] = value && { id: value.id, display_name: value.display_name };
        }
    }
    return values;
}

/**
 * @param {HTMLElement[]} inputs
 * @param {object} fields of the record that they are of
 * @returns {object} what stands in a field that has not been left yet, by field
 */
export function typedValues(inputs, fields) {
    const typed = {};
    for (const input of inputs) {
        const name = input.closest(".o_field_widget").getAttribute("name");
        if (WORDS.includes(fields[name]?.type)) {
            typed[name] = input.value;
        }
    }
    return typed;
}

/**
 * @param {object} list of a one2many field
 * @param {HTMLElement[]} inputs of the row that is being written
 * @returns {object[]} the lines that were added and say something
 */
export function writtenLines(list, inputs) {
    return list.records
        .filter((line) => line.isNew)
        .map((line) => ({
            ...plainValues(line),
            ...(line.isInEdition ? typedValues(inputs, line.fields) : {}),
        }))
        .filter((values) => saysSomething(values, list.fields));
}

function saysSomething(values, fields) {
    return Object.keys(values).some(
        (name) => WORDS.includes(fields[name].type) && values[name],
    );
}

import { x2ManyCommands } from "@web/core/orm_service";

// What was asked and objected in a contact, as its log form holds it.

/** The fields of an interaction in which it is kept. */
export const ASKED = "questions_asked";
export const HEARD = "objection_ids";

/** @returns {string} one line, so that a question stays one in the log */
export function oneLine(text) {
    return (text || "").replace(/\s+/g, " ").trim();
}

/** @returns {string[]} the questions that were asked */
export function askedOf(record) {
    return (record.data[ASKED] || "").split("\n").map(oneLine).filter(Boolean);
}

/** Writes a question into the log, or takes it out again. */
export function toggleAsked(record, question) {
    const text = oneLine(question);
    const asked = askedOf(record);
    const others = asked.filter((other) => other !== text);
    const now = others.length < asked.length ? others : [...asked, text];
    return record.update({ [ASKED]: now.join("\n") || false });
}

/** @returns {object[]} the objections that were heard, as records of the form's list */
export function heardOf(record) {
    return record.data[HEARD]?.records || [];
}

export function findHeard(record, text) {
    return heardOf(record).find((heard) => oneLine(heard.data.text) === oneLine(text));
}

/**
 * Writes an objection into the log with what it was answered; heard before, it gets
 * the new answer.
 */
export function hear(record, text, answer) {
    const heard = findHeard(record, text);
    if (heard) {
        return answer ? heard.update({ answer }) : undefined;
    }
    const values = { answer: answer || false, text: oneLine(text) };
    return record.data[HEARD].applyCommands([x2ManyCommands.create(false, values)]);
}

export function unhear(record, heard) {
    return record.data[HEARD].delete(heard);
}

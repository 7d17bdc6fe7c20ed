/** The field of an interaction that names what was recorded on its form. */
export const CLAIMS = "voice_note_uuids";

/**
 * What a recording is about that is made on a record's form.
 *
 * @param {object} record of a form view
 * @returns {import("../voice/voice_notes").About|null} null where none can be made
 */
export function aboutRecord({ data, resId, resModel }) {
    if (resModel === "res.partner") {
        const isOne = resId && data.is_representative !== false;
        const partner = { id: resId, name: data.display_name || data.name };
        return isOne ? { partner, purpose: "support", taskId: false } : null;
    }
    const partner = data.partner_id && {
        id: data.partner_id.id,
        name: data.partner_id.display_name,
    };
    return {
        interactionId: resId || false,
        partner: partner || null,
        purpose: data.purpose || "support",
        taskId: data.settled_task_id?.id || false,
    };
}

/**
 * @typedef {{ start: number, end: number, text: string }} Line seconds, and what was said
 */

/**
 * Finds the line that is heard at a moment: the last one that has begun.
 *
 * @param {Line[]} lines in the order of time
 * @param {number} time second
 * @returns {number} its place, or -1 before the first
 */
export function lineAt(lines, time) {
    let low = 0;
    let high = lines.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (lines[middle].start <= time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low - 1;
}

/**
 * Yields the events of a stream of server-sent events as they arrive.
 *
 * EventSource, which the browser has for this, only sends GET requests.
 *
 * @param {ReadableStream} body
 * @returns {AsyncGenerator<{type: string, data: any}>} data as it was before JSON
 */
async function* readEvents(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let held = "";
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) {
                return;
            }
            held += value;
            // Our server ends its lines with \n and each event with an empty one.
            const blocks = held.split("\n\n");
            held = blocks.pop();
            yield* blocks.map(parseEvent).filter((event) => event.data !== undefined);
        }
    } finally {
        await reader.cancel().catch(() => {});
    }
}

function parseEvent(block) {
    const event = { type: "message", data: undefined };
    for (const line of block.split("\n")) {
        if (line.startsWith("event: ")) {
            event.type = line.slice(7);
        } else if (line.startsWith("data: ")) {
            event.data = JSON.parse(line.slice(6));
        }
    }
    return event;
}

// Odoo's bundler knows no `export async function*`.
export { readEvents };


// The rest of the module. `cargo xtask dist` puts this at the glue's end and fills in the constants: docs/size.md.
const REST = "REST";
const FIRST = "FIRST";
const rest = { address: new URL(REST, import.meta.url), there: false };

function instantiateRest(module) {
    if (rest.there) return;
    new WebAssembly.Instance(module, { [FIRST]: wasm });
    rest.there = true;
}

/** Called by the first function of the rest that is needed before it was fetched: it has to be there when this returns. */
function loadRest() {
    const request = new XMLHttpRequest();
    request.open("GET", rest.address, false);
    // The one type in which a document, too, may take bytes at once: each becomes a character whose lower half it is.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(`${rest.address}: ${request.status}`);
    instantiateRest(new WebAssembly.Module(Uint8Array.from(request.response, (c) => c.charCodeAt(0))));
}

/** Fetches the rest. What fails here is tried again when it is needed. */
async function fetchRest() {
    try {
        const response = await fetch(rest.address);
        if (response.ok) instantiateRest(await WebAssembly.compile(await response.arrayBuffer()));
    } catch {
        // No network for the moment.
    }
}

/** Called when the module has started: fetches the rest when the page has nothing else to do. A worker does not; it asks for the rest when
 * something is pasted that needs it. */
function fetchRestWhenIdle() {
    if (globalThis.document) (globalThis.requestIdleCallback ?? setTimeout)(fetchRest);
}

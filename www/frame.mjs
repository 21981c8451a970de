// The page for frames, embed.html: the element, with its options from the address, and the little that passes between the frame and the
// page around it. docs/embedding.md describes both.

/** The version of the messages, in both directions. */
const VERSION = 1;

const element = document.querySelector("hop-check");
const asked = new URLSearchParams(location.search);
for (const name of ["example", "kinds", "theme", "layout"]) {
  if (asked.has(name)) element[name] = asked.get(name);
}
// In the fragment only, which browsers send to no server.
const text = new URLSearchParams(location.hash.slice(1)).get("text");
if (text !== null) element.text = text;

/** The one origin that may say something; none unless it is given as browsers write it. */
const allowed = asked.get("origin");
/** What that origin may say. */
const HEARD = {
  "hopcheck:theme": ({ theme }) => (element.theme = ["light", "dark"].includes(theme) ? theme : "auto"),
  "hopcheck:text": ({ text }) => typeof text === "string" && (element.text = text),
};

addEventListener("message", ({ source, origin, data }) => {
  // A frame without an origin calls itself "null", as any other such frame does.
  if (source !== parent || origin !== allowed || origin === "null" || data?.version !== VERSION) return;
  if (Object.hasOwn(HEARD, data.type)) HEARD[data.type](data);
});

const sheet = new CSSStyleSheet();
sheet.replaceSync("body { margin: 0; }");
document.adoptedStyleSheets = [sheet];

if (parent !== window) {
  // A height is no secret: whoever frames the page may know it, named as the origin or not.
  new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    parent.postMessage({ type: "hopcheck:height", version: VERSION, height }, "*");
  }).observe(element);
  // What is taken along is for the named origin only, though all of it is redacted.
  element.addEventListener("hopcheck-share", ({ detail: { way, link, markdown } }) => {
    if (!allowed || allowed === "null") return;
    parent.postMessage({ type: "hopcheck:share", version: VERSION, way, link, markdown }, allowed);
  });
}

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
// While it waits the element is as high as the frame, so that it starts whichever part of the frame comes into sight.
sheet.replaceSync("html { min-height: 100vh; } body { margin: 0; } hop-check::part(waiting) { min-height: 100vh; }");
document.adoptedStyleSheets = [sheet];

/** What a dialog has at least, in CSS pixels, where less of the frame is in sight. */
const LEAST = 480;

// A frame that is as high as what it shows does not scroll, and its own measures do not tell where the reader is; an observer of
// intersections does, also across origins. It is asked at whatever may open a dialog, which www/embed.css then places there.
const sight = new IntersectionObserver((entries) => {
  const { top, height } = entries.at(-1).intersectionRect;
  const high = Math.max(height, Math.min(LEAST, innerHeight));
  element.style.setProperty("--sight-top", `${Math.max(0, Math.min(top, innerHeight - high))}px`);
  element.style.setProperty("--sight-height", `${high}px`);
});
for (const type of ["pointerdown", "focusin", "keydown"]) {
  addEventListener(
    type,
    () => {
      // One that is open stays where it is, under the pointer.
      if (element.shadowRoot?.querySelector("dialog[open]")) return;
      sight.disconnect();
      sight.observe(document.documentElement);
    },
    true,
  );
}

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

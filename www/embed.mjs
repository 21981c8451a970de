// The custom element <hop-check>: the page inside somebody else's. `cargo xtask dist` fills in the three constants and names the
// result hopcheck-embed.js.
//
// It starts when it comes near the visible part of the page, and fetches the module once for all elements. Styles go neither in nor
// out: a shadow root with a constructed style sheet, which no content security policy forbids.

const GLUE = "GLUE";
const WASM = "WASM";
const STYLES = "STYLES";

/** How near, in CSS pixels. */
const NEAR = "300px";

const beside = (name) => new URL(name, import.meta.url).href;

let loading;

/** The module and the style sheet; what failed is tried again by the next element. */
function load() {
  loading ??= (async () => {
    const [{ default: start, mount }, { default: styles }] = await Promise.all([import(beside(GLUE)), import(beside(STYLES))]);
    await start({ module_or_path: beside(WASM) });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    return { mount, sheet };
  })().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

class HopCheck extends HTMLElement {
  #observer;
  #started = false;

  connectedCallback() {
    if (this.#started) return;
    this.#observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#start(), {
      rootMargin: NEAR,
    });
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    this.#observer?.disconnect();
  }

  async #start() {
    this.#observer.disconnect();
    this.#started = true;
    try {
      const { mount, sheet } = await load();
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const place = document.createElement("div");
      root.replaceChildren(place);
      mount(place, true);
    } catch (error) {
      // What the author put between the tags stays to be read.
      this.#started = false;
      throw error;
    }
  }
}

if (!customElements.get("hop-check")) customElements.define("hop-check", HopCheck);

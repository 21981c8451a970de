// The custom element <hop-check>: the page inside somebody else's. `cargo xtask dist` fills in the three constants and names the
// result hopcheck-embed.js. docs/embedding.md says what it takes and tells.
//
// It starts when it comes near the visible part of the page or into focus, ends when it is taken out of the document, and shares the
// module and its worker with all other elements. Styles go neither in nor out: a shadow root with constructed style sheets, which no
// content security policy forbids.

const GLUE = "GLUE";
const WASM = "WASM";
const STYLES = "STYLES";

/** How near, in CSS pixels. */
const NEAR = "300px";

/** What a host's style sheet can reach with ::part(), and where that is. */
const PARTS = {
  header: "header",
  input: "textarea",
  texts: ".text-column",
  answer: ".answer-column",
  summary: ".summary",
  path: "figure.path",
  finding: "[data-finding]",
  code: "pre",
  footer: "footer",
};

/** Options that are attributes, and properties of the same names. */
const REFLECTED = ["example", "kinds", "theme", "layout"];
/** Where a prefilled text stands in the element. Bare text is what is shown until the page has come, and without scripts. */
const PREFILLED = ':scope > script[type="text/plain"], :scope > pre';

const beside = (name) => new URL(name, import.meta.url).href;
/** The words of a list whose words are such as names of files and kinds are made of. */
const words = (list) => (list ?? "").split(/[\s,]+/).filter((word) => /^[a-z0-9-]+$/.test(word));

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
  static observedAttributes = ["text", "example", "kinds"];

  #near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#start(), {
    rootMargin: NEAR,
  });
  #shown = new MutationObserver((changes) => this.#onShown(changes));
  #kinds = new CSSStyleSheet();
  #started = false;
  /** Takes the page out again. */
  #unmount;
  /** Whether the page has been given what it begins with. */
  #begun;
  #focused;
  /** The text that the host wants. */
  #text;
  /** The text that stood there when it was taken out of the document. */
  #left;

  connectedCallback() {
    // Set before this class was defined, they hide the class's own.
    for (const name of ["text", ...REFLECTED]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (this.#started) return;
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).addEventListener("focusin", () => this.#start());
    if (!this.shadowRoot.hasChildNodes()) this.#wait();
    this.#near.observe(this);
  }

  disconnectedCallback() {
    this.#near.disconnect();
    // Whoever moves it takes it out and puts it in again within one task.
    setTimeout(() => this.isConnected || this.#end());
  }

  attributeChangedCallback(name, _, value) {
    if (name === "text" && value !== null) this.text = value;
    if (name === "example") {
      this.#left = undefined;
      if (this.#box) this.#fillExample();
    }
    if (name === "kinds") this.#showKinds();
  }

  /** What stands in the paste box, or will. */
  get text() {
    return this.#box?.value ?? this.#left ?? this.#text ?? "";
  }

  set text(text) {
    this.#text = String(text ?? "");
    this.#left = undefined;
    if (this.#box) this.#fill(this.#text);
  }

  /** The focus is the paste box's. */
  focus(options) {
    (this.#box ?? this.shadowRoot?.firstElementChild)?.focus(options);
  }

  get #box() {
    return this.shadowRoot?.querySelector("textarea");
  }

  /** Shows what the author put between the tags, and takes a place in the order of the Tab key. */
  #wait() {
    const place = document.createElement("div");
    place.tabIndex = 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Hopcheck");
    place.part = "waiting";
    place.append(document.createElement("slot"));
    this.shadowRoot.replaceChildren(place);
  }

  async #start() {
    this.#near.disconnect();
    if (this.#started) return;
    this.#started = true;
    try {
      const { mount, sheet } = await load();
      if (!this.isConnected) {
        this.#started = false;
        return;
      }
      const root = this.shadowRoot;
      root.adoptedStyleSheets = [sheet, this.#kinds];
      this.#focused = this.matches(":focus-within");
      const place = document.createElement("div");
      place.className = "hopcheck";
      // Whatever is written around it.
      place.lang = "en";
      place.dir = "ltr";
      root.replaceChildren(place);
      this.#shown.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-analysis"] });
      this.#unmount = mount(place, true);
    } catch (error) {
      // What the author put between the tags stays to be read.
      this.#started = false;
      throw error;
    }
  }

  #end() {
    if (!this.#unmount) return;
    this.#left = this.text;
    this.#shown.disconnect();
    this.#unmount();
    this.#unmount = undefined;
    this.#started = this.#begun = false;
    this.#wait();
  }

  /** The page has drawn something. */
  #onShown(changes) {
    if (this.#box && !this.#begun) this.#begin();
    for (const [part, where] of Object.entries(PARTS)) {
      for (const element of this.shadowRoot.querySelectorAll(where)) element.part.add(part);
    }
    const analysed = changes.some(({ attributeName }) => attributeName === "data-analysis");
    if (analysed) this.#tell(this.shadowRoot.querySelector("[data-analysis]")?.dataset.analysis);
  }

  #begin() {
    this.#begun = true;
    if (this.#focused) this.#box.focus();
    const text = this.#left ?? (this.#text || this.querySelector(PREFILLED)?.textContent.trim());
    if (text) this.#fill(text);
    else if (this.#left === undefined) this.#fillExample();
  }

  /** A text goes the way of a typed one. */
  #fill(text) {
    this.#box.value = text;
    this.#box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async #fillExample() {
    const [name] = words(this.example);
    if (!name) return;
    const before = this.text;
    const response = await fetch(beside(`./examples/${name}.txt`));
    if (!response.ok) throw new Error(`hop-check: there is no example ${name}`);
    const text = await response.text();
    // Meanwhile another one may be wanted, or something else stand there.
    if (this.#box && this.text === before && words(this.example)[0] === name) this.#fill(text);
  }

  /** Tells the host what was found, and nothing of what was pasted but what the summary says. */
  #tell(phase) {
    if (phase !== "done" && phase !== "not-understood") return;
    const findings = [...this.shadowRoot.querySelectorAll("[data-finding]")].map(({ dataset }) => ({
      id: dataset.finding,
      certainty: dataset.certainty,
    }));
    const summary = this.shadowRoot.querySelector(".summary p")?.textContent ?? "";
    const detail = { understood: phase === "done", findings, summary };
    this.dispatchEvent(new CustomEvent("hopcheck-diagnosis", { detail, bubbles: true, composed: true }));
  }

  /** Offers only examples that hold a piece of one of these kinds. */
  #showKinds() {
    const kinds = words(this.kinds).map((kind) => `[data-kinds~="${kind}"]`);
    this.#kinds.replaceSync(kinds.length ? `.examples > :not(${kinds}) { display: none; }` : "");
  }
}

for (const name of REFLECTED) {
  Object.defineProperty(HopCheck.prototype, name, {
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
    enumerable: true,
    configurable: true,
  });
}

if (!customElements.get("hop-check")) customElements.define("hop-check", HopCheck);

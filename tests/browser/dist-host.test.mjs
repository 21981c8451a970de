// The element in pages that make it hard: style sheets that reset or restyle everything, another direction of writing, a flexible box
// around it; and the keyboard's way in, through and out.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { answered, boxOf, openPortal, script } from "./portal.mjs";
import { LINE } from "./shipped.mjs";

/** What a page may do to everything in it, to what stands around the element, and to the element itself. */
const HOSTILE = `<style>
  html { font-size: 10px; direction: rtl; }
  * { all: unset; --paper: red; --sans: fantasy; --rem: 40px; }
  body { display: block; font: italic 40px/3 fantasy; letter-spacing: 5px; word-spacing: 9px; text-transform: uppercase;
    text-align: right; text-indent: 3em; color: lime; cursor: wait; white-space: pre; list-style: square; }
  button, a, textarea, h2, p, pre, li { background: red !important; font-size: 60px !important; border: 9px dotted lime !important; }
  .summary, .finding, .app, main, [hidden] { display: flex !important; color: magenta !important; }
  hop-check { font-size: 50px; line-height: 5; color: yellow; direction: rtl; visibility: visible; }
</style>`;
const FRAME = (inner) => `<div style="all: initial; display: block; width: 900px">${inner}</div>`;
const WAY = (inner) => `<a href="#before">before</a>${inner}<a href="#after">after</a>`;

/** Every style as the browser computes it, of each kind of thing in the element, by what it is: the first of those of the same classes. */
const looks = (element) => element.evaluate((it) => {
  const kinds = new Map();
  for (const inner of it.shadowRoot.querySelectorAll(".hopcheck, .hopcheck *")) {
    const kind = `${inner.localName} ${inner.getAttribute("class") ?? ""}`;
    if (kinds.has(kind)) continue;
    const style = getComputedStyle(inner);
    kinds.set(kind, Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)])));
  }
  return [...kinds];
});

test("a page that resets and restyles everything changes nothing in the element", async (t) => {
  const shown = async (body) => {
    const { page } = await openPortal(t, body, { viewport: { width: 1000, height: 1400 } });
    const element = page.locator("hop-check");
    await boxOf(element).fill(LINE);
    await answered(element);
    await element.locator("[data-message]").first().waitFor({ timeout: 30_000 });
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement.blur());
    await page.waitForTimeout(300);
    if (process.env.HOPCHECK_SCREENSHOTS) {
      await mkdir(process.env.HOPCHECK_SCREENSHOTS, { recursive: true });
      const name = body === plain ? "host-plain" : "host-hostile";
      await page.screenshot({ path: `${process.env.HOPCHECK_SCREENSHOTS}/${name}.png`, fullPage: true });
    }
    return looks(element);
  };
  const plain = (url) => script(url) + FRAME("<hop-check></hop-check>");
  const hostile = (url) => HOSTILE + script(url) + `<p>Portal</p>${FRAME("<hop-check></hop-check>")}`;
  const [before, after] = [await shown(plain), await shown(hostile)];
  assert.ok(before.length > 50, `${before.length} kinds of elements`);
  assert.deepEqual(after.map(([what]) => what), before.map(([what]) => what));
  const differences = before.flatMap(([what, style], at) =>
    Object.keys(style).filter((name) => style[name] !== after[at][1][name]).map((name) => `${what} ${name}: ${style[name]} / ${after[at][1][name]}`));
  assert.deepEqual(differences, []);
});

test("it is written in English from left to right, whatever the page around it is", async (t) => {
  const { page } = await openPortal(t, (url) => `<script>document.documentElement.lang = "ar"; document.documentElement.dir = "rtl";</script>
    ${script(url)}<hop-check></hop-check>`);
  await boxOf(page.locator("hop-check")).waitFor();
  const inner = page.locator("hop-check").locator("main");
  assert.deepEqual(await inner.evaluate((it) => [getComputedStyle(it).direction, it.closest("[lang]").lang]), ["ltr", "en"]);
});

test("beside others in a flexible box it has the width that they leave", async (t) => {
  const body = (url) => `${script(url)}<div style="display: flex; width: 1000px"><nav style="width: 200px; flex-shrink: 0">nav</nav><hop-check></hop-check></div>`;
  const { page } = await openPortal(t, body);
  await boxOf(page.locator("hop-check")).waitFor();
  assert.equal(await page.locator("hop-check").evaluate((it) => it.getBoundingClientRect().width), 800);
});

test("the page around it keeps its own styles, fonts, properties and shortcuts", async (t) => {
  const { page } = await openPortal(t, (url) => `<style>.summary { color: rgb(1, 2, 3); }</style>${script(url)}
    <p class="summary finding app">Portal</p><input><hop-check></hop-check>`);
  const own = () => page.evaluate(() => {
    const style = getComputedStyle(document.querySelector("p"));
    return [[...style].map((name) => style.getPropertyValue(name)).join(), document.adoptedStyleSheets.length, document.styleSheets.length,
      document.fonts.size, document.cookie, document.querySelectorAll("body > *, head > *").length, Object.keys(localStorage).length];
  });
  await boxOf(page.locator("hop-check")).waitFor();
  const before = await own();
  await boxOf(page.locator("hop-check")).fill(LINE);
  await answered(page.locator("hop-check"));
  assert.deepEqual(await own(), before);
  assert.deepEqual(before.slice(1), [0, 1, 0, "", before[5], 0]);
  await page.locator("body > input").focus();
  await page.keyboard.type("?/a b");
  assert.equal(await page.locator("body > input").inputValue(), "?/a b");
});

/** Where the focus is: the host's element, or the one in the shadow root, and whether it can be seen that it has it. */
const focused = (page) => page.evaluate(() => {
  const outer = document.activeElement;
  const inner = outer.shadowRoot?.activeElement;
  if (!inner) return { where: outer.textContent, seen: true };
  const { outlineStyle, outlineWidth } = getComputedStyle(inner.type === "file" ? inner.parentElement : inner);
  return { where: "inside", what: inner.textContent || inner.localName, seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 };
});

test("the Tab key goes in, through everything, and out, and the same way back", async (t) => {
  const { page } = await openPortal(t, (url) => script(url) + WAY("<hop-check layout=compact></hop-check>"));
  const element = page.locator("hop-check");
  await boxOf(element).fill(LINE);
  await answered(element);
  await element.locator("[data-message]").first().waitFor({ timeout: 30_000 });
  await page.getByRole("link", { name: "before" }).focus();
  const walk = async (key, end) => {
    const way = [];
    for (let presses = 0; presses < 200; presses++) {
      await page.keyboard.press(key);
      const at = await focused(page);
      if (at.where === end) return way;
      assert.ok(at.seen, `the focus on ${at.what} cannot be seen`);
      way.push(`${at.where} ${at.what}`);
    }
    return assert.fail(`the focus does not come to ${end}: ${way.join(", ")}`);
  };
  const there = await walk("Tab", "after");
  assert.ok(there.length > 5 && there.every((at) => at.startsWith("inside")), there.join(", "));
  const back = await walk("Shift+Tab", "before");
  assert.deepEqual(back.reverse(), there);
});

test("a dialog opens in sight, holds the focus, gives it back, and jumps to the evidence and back arrive", async (t) => {
  const far = "<p>far</p>".repeat(100);
  const { page } = await openPortal(t, (url) => script(url) + far + WAY("<hop-check></hop-check>") + far);
  const element = page.locator("hop-check");
  await element.scrollIntoViewIfNeeded();
  await boxOf(element).fill(LINE);
  await answered(element);
  const opener = element.locator("[aria-haspopup=dialog]").first();
  await opener.focus();
  const before = await page.evaluate(() => scrollY);
  await page.keyboard.press("Enter");
  const dialog = element.locator("dialog[open]");
  await dialog.waitFor();
  const { top, bottom } = await dialog.evaluate((it) => it.getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && bottom <= page.viewportSize().height, `the dialog reaches from ${top} to ${bottom}`);
  assert.equal(await page.evaluate(() => scrollY), before, "the page around it has moved");
  const inside = () => page.evaluate(() => Boolean(document.activeElement.shadowRoot?.activeElement?.closest("dialog")));
  assert.equal(await inside(), true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" }).catch(() => dialog.waitFor({ state: "hidden" }));
  assert.equal(await opener.evaluate((it) => it.getRootNode().activeElement === it), true, "the focus is where it was");

  await element.locator("[data-finding] .evidence").getByRole("button").first().click();
  const marked = await page.evaluate(() => {
    const inner = document.activeElement.shadowRoot.activeElement;
    return [Boolean(inner.closest(".text-column")), inner.getBoundingClientRect().top >= 0];
  });
  assert.deepEqual(marked, [true, true]);
});

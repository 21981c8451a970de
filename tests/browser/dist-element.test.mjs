// What the custom element takes and tells, with the snippets of docs/embedding.md, in a page of another origin.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { names, snippet } from "./guide.mjs";
import { linkOf, unfolded } from "./links.mjs";
import { answered, boxOf, openPortal, script } from "./portal.mjs";
import { LINE, serve } from "./shipped.mjs";

const element = (page) => page.locator("hop-check");
const done = (page) => answered(element(page));
const box = (page) => boxOf(element(page));
/** A custom property's effect on the page in the element, as the browser computes it. */
const style = (page, property) =>
  element(page).locator(".hopcheck").evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), property);

test("a text to begin with is analysed, and the host is told what was found and not what was pasted", async (t) => {
  const { page } = await openPortal(t, (url) => `${script(url)}${snippet("events")}
    <script type="module">addEventListener("hopcheck-diagnosis", ({ detail }) => { window.told = detail; });</script>
    ${snippet("prefilled")}`);
  await done(page);
  await page.waitForFunction(() => window.told);
  const told = await page.evaluate(() => window.told);
  assert.equal(told.understood, true);
  assert.ok(told.findings.length > 0 && told.summary.length > 0, JSON.stringify(told));
  const shown = await element(page).locator("[data-finding]").evaluateAll((all) =>
    all.map(({ dataset }) => ({ id: dataset.finding, certainty: dataset.certainty })));
  assert.deepEqual(told.findings, shown);
  assert.equal(await page.title(), shown.map(({ id, certainty }) => `${id}: ${certainty}`).join(", "));
  assert.deepEqual(Object.keys(told).sort(), ["findings", "summary", "understood"]);
  assert.ok(!JSON.stringify(told).includes(LINE.slice(0, 40)), "the pasted text");
  assert.equal(await element(page).evaluate((it) => it.text), LINE.trim());
  assert.equal(await element(page).locator("header").isVisible(), false, "compact");
  assert.equal(await style(page, "background-color"), "rgb(19, 24, 25)", "dark");
  const before = await page.evaluate(() => document.cookie + Object.keys(localStorage));
  assert.equal(before, "", "nothing is kept");
});

test("a property that is set before the element is known counts, and one that is set later is analysed too", async (t) => {
  const { page } = await openPortal(t, (url) => `${snippet("plain", url)}
    <script>
      window.told = [];
      document.querySelector("hop-check").text = ${JSON.stringify(LINE)};
      addEventListener("hopcheck-diagnosis", ({ detail }) => told.push(detail.understood));
    </script>`);
  await page.waitForFunction(() => window.told.length, null, { timeout: 60_000 });
  assert.equal(await box(page).inputValue(), LINE);
  await element(page).evaluate((it) => (it.text = "nothing that anybody prints"));
  await element(page).locator('[data-analysis="not-understood"]').waitFor();
  await page.waitForFunction(() => window.told.at(-1) === false);
  assert.equal(await page.evaluate(() => window.told[0]), true);
});

test("an example is shown, and only those of the chosen kinds are offered", async (t) => {
  const { page } = await openPortal(t, (url) => `${snippet("plain", url).replace("<hop-check>", '<hop-check kinds="php-fpm-pool">')}`);
  await element(page).locator('[data-analysis="idle"]').waitFor({ timeout: 60_000 });
  const offered = () => element(page).locator(".examples > li").evaluateAll((all) =>
    all.filter((item) => item.checkVisibility()).map((item) => item.dataset.kinds));
  assert.deepEqual((await offered()).map((kinds) => kinds.split(" ").includes("php-fpm-pool")), [true]);
  await element(page).evaluate((it) => (it.kinds = null));
  assert.ok((await offered()).length > 1);
  await element(page).evaluate((it) => (it.example = "php-fpm-socket"));
  await done(page);
  assert.equal(await box(page).inputValue(), readFileSync(new URL("../../www/examples/php-fpm-socket.txt", import.meta.url), "utf8"));
});

test("what is changed after the start is followed, as an attribute and as a property", async (t) => {
  const { page } = await openPortal(t, (url) => `${script(url)}<hop-check></hop-check>`);
  await box(page).waitFor();
  const set = (change) => element(page).evaluate(change);
  const shown = async () => [await style(page, "background-color"), await element(page).locator("header").isVisible()];
  const light = await shown();
  await set((it) => it.setAttribute("theme", "dark"));
  assert.equal((await shown())[0], "rgb(19, 24, 25)");
  await set((it) => ((it.theme = "light"), (it.layout = "compact")));
  assert.deepEqual(await shown(), [light[0], false]);
  assert.deepEqual(await set((it) => [it.getAttribute("theme"), it.getAttribute("layout"), it.kinds]), ["light", "compact", null]);
  await set((it) => (it.layout = undefined));
  assert.deepEqual(await shown(), light);
  await set((it) => it.setAttribute("text", "nothing that anybody prints"));
  await element(page).locator('[data-analysis="not-understood"]').waitFor();
  await set((it) => it.setAttribute("example", "php-fpm-socket"));
  await done(page);
  // An example that is overtaken, and one that is given up, must not come late.
  await set((it) => ((it.example = "refused-in-docker"), (it.text = "mine")));
  await page.waitForTimeout(500);
  assert.equal(await box(page).inputValue(), "mine");
  await set((it) => ((it.example = "refused-in-docker"), (it.example = "websocket-port")));
  await done(page);
  const port = readFileSync(new URL("../../www/examples/websocket-port.txt", import.meta.url), "utf8");
  assert.equal(await box(page).inputValue(), port);
});

test("its events come out of other shadow roots and bubble to the window", async (t) => {
  const { page } = await openPortal(t, (url) => `${script(url)}<div id="card"></div><script>
    window.told = [];
    for (const at of [document.querySelector("#card"), window]) {
      at.addEventListener("hopcheck-diagnosis", ({ bubbles, composed, cancelable, target, detail }) =>
        told.push([at === window, bubbles, composed, cancelable, target.id, detail.understood]));
    }
    document.querySelector("#card").attachShadow({ mode: "open" }).innerHTML = "<hop-check></hop-check>";
  </script>`);
  await element(page).evaluate((it, line) => (it.text = line), LINE);
  await page.waitForFunction(() => window.told.length === 2, null, { timeout: 60_000 });
  assert.deepEqual(await page.evaluate(() => window.told), [[false, true, true, false, "card", true], [true, true, true, false, "card", true]]);
});

test("every example that the guide names is there", async (t) => {
  const site = await serve();
  const row = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8").match(/^\| `example` \|(.*)\|$/m)[1];
  const examples = [...row.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
  assert.ok(examples.length > 0);
  for (const name of examples) assert.equal((await fetch(`${site.url}examples/${name}.txt`)).status, 200, name);
});

test("the custom properties and parts of the guide are all there are, and they work", async (t) => {
  const { page } = await openPortal(t, (url) => snippet("styled") + snippet("plain", url));
  await element(page).evaluate((it, line) => (it.text = line), LINE);
  await done(page);
  assert.equal(await style(page, "background-color"), "rgb(250, 240, 230)");
  assert.equal(await style(page, "font-family"), "Georgia, serif");
  assert.equal(await box(page).evaluate((it) => getComputedStyle(it).borderRadius), "0px");
  const { properties, parts } = await element(page).evaluate((it) => {
    const css = it.shadowRoot.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join("\n");
    return {
      properties: [...new Set([...css.matchAll(/var\(--hopcheck-([a-z-]+)/g)].map(([, name]) => name))].sort(),
      parts: [...new Set([...it.shadowRoot.querySelectorAll("[part]")].flatMap((part) => [...part.part]))].sort(),
    };
  });
  assert.deepEqual(properties, names("property `--hopcheck-…`").sort());
  const documented = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8").match(/^The parts are (.*)$/m)[1];
  assert.deepEqual(parts, [...documented.matchAll(/`([a-z]+)`/g)].map(([, name]) => name).sort());
});

test("in a frame without an origin, where storage throws, it works", async (t) => {
  const { page } = await openPortal(t, (url) => script(url) + snippet("prefilled"), { sandbox: true });
  const frame = page.frameLocator("iframe");
  await frame.locator('hop-check [data-analysis="done"]').waitFor({ timeout: 60_000 });
  assert.ok((await frame.locator("hop-check [data-finding]").count()) > 0);
});

test("it takes no keys of the page around it, and its own only while the focus is inside", async (t) => {
  const { page } = await openPortal(t, (url) => `<button id="host">of the host</button>${script(url)}
    <script>
      window.heard = [];
      addEventListener("keydown", (event) => heard.push(event.key + (event.defaultPrevented ? " taken" : "")));
    </script>
    ${snippet("prefilled").replace(' layout="compact"', "")}`);
  await done(page);
  const dialog = element(page).getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.locator("#host").focus();
  for (const key of ["?", "j", "/", "t"]) await page.keyboard.press(key);
  assert.deepEqual(await page.evaluate(() => heard.splice(0)), ["?", "j", "/", "t"]);
  assert.equal(await dialog.isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "host");

  assert.equal(await element(page).getByLabel("Colours").count(), 0, "the colours are the host's to choose");
  await element(page).getByRole("button", { name: "Keyboard" }).focus();
  await page.keyboard.press("t");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
  await page.keyboard.press("j");
  assert.ok(await element(page).evaluate((it) => it.shadowRoot.activeElement.closest("[data-finding]") !== null));
  await page.keyboard.press("e");
  assert.ok(await element(page).evaluate((it) => it.shadowRoot.activeElement.localName === "textarea"));
  await page.keyboard.press("End");
  await page.keyboard.press("j");
  assert.ok((await box(page).inputValue()).endsWith("j"), "typed");
  assert.deepEqual(await page.evaluate(() => heard.splice(0)), ["t", "j taken", "e taken", "End", "j"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await dialog.waitFor();
});

test("what the reader takes along is told, redacted, and whoever cancels that takes it over", async (t) => {
  const line = LINE.replaceAll("shop.example.com", "shop.zephyrmail.de");
  let home;
  const { page } = await openPortal(t, (url) => `${snippet("plain", (home = url))}<textarea id="new-ticket"></textarea>${snippet("share")}
    <script>
      window.told = [];
      document.querySelector("hop-check").text = ${JSON.stringify(line)};
      addEventListener("hopcheck-share", ({ target, detail }) => told.push([target.localName, detail]));
    </script>`);
  await done(page);
  const opener = element(page).getByRole("button", { name: "Take it along" });
  await opener.click();
  const dialog = element(page).getByRole("dialog", { name: "Take it along" });
  await dialog.locator('[aria-busy="false"]').waitFor({ timeout: 60_000 });
  const focused = () => element(page).evaluate((it) => it.shadowRoot.activeElement?.id || it.shadowRoot.activeElement?.textContent);
  assert.equal(await focused(), "taking-heading");
  assert.equal(await dialog.getByRole("button", { name: "Print" }).count(), 0);

  await dialog.locator(".leaving .row").first().evaluate((row) => {
    const range = document.createRange();
    const node = row.firstChild.firstChild;
    range.setStart(node, node.textContent.indexOf("connect"));
    range.setEnd(node, node.textContent.indexOf("connect") + "connect".length);
    const selection = row.getRootNode().getSelection?.() ?? getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    row.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
  });
  assert.equal(await dialog.getByRole("textbox", { name: "Hide another word" }).inputValue(), "connect");

  await dialog.getByRole("button", { name: "Copy the ticket" }).click();
  await dialog.getByText("Handed over").waitFor();
  assert.match(await page.locator("#new-ticket").inputValue(), /^# /);
  const link = await dialog.getByRole("textbox", { name: "A link" }).inputValue();
  assert.ok(link.startsWith(`${home}#v1.`), link);
  await page.evaluate(() => addEventListener("hopcheck-share", (event) => event.preventDefault()));
  await dialog.getByRole("button", { name: "Copy the link" }).click();
  await dialog.getByText("Handed over").first().waitFor();
  const told = await page.evaluate(() => told);
  assert.deepEqual(told.map(([name, { way }]) => [name, way]), [["hop-check", "ticket"], ["hop-check", "link"]]);
  assert.equal(told[1][1].link, link);
  assert.ok(!JSON.stringify(told).includes("zephyr") && !unfolded(link).includes("zephyr"));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await focused(), "Take it along");
});

test("the address of the other page is its own, whatever its fragment", async (t) => {
  const { page } = await openPortal(t, (url) => snippet("plain", url));
  await element(page).locator('[data-analysis="idle"]').waitFor({ timeout: 60_000 });
  await page.evaluate((link) => (location.hash = link), linkOf({ pieces: [{ text: LINE }] }));
  await page.waitForTimeout(500);
  assert.equal(await box(page).inputValue(), "");
});

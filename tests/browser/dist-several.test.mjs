// Several elements on one page: one module and one worker for all, each with an answer of its own; and what becomes of an element that
// is taken out, moved, or put back.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { answered, boxOf, openPortal, script } from "./portal.mjs";
import { LINE } from "./shipped.mjs";

const SOCKET =
  '2026/03/14 09:21:47 [crit] 7#7: *1 connect() to unix:/run/app.sock failed (2: No such file or directory) while connecting to ' +
  'upstream, client: 10.0.0.4, server: _, request: "GET / HTTP/1.1", upstream: "http://unix:/run/app.sock:/", host: "shop.example.com"\n';
const ELEMENT = "<hop-check layout=compact></hop-check>";
const FAR = "<p>far</p>".repeat(200);

/** What one more element may cost in megabytes. It was 6 when this was written, and 20 with a worker for each. */
const ONE_MORE = 12;

/** The private memory of the browser's processes for pages, in megabytes; none where the system does not tell. */
async function memory(page) {
  const own = await page.context().newCDPSession(page);
  await own.send("HeapProfiler.collectGarbage");
  const browser = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const files = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => `/proc/${id}/smaps_rollup`);
  if (!files.every(existsSync)) return undefined;
  return files.reduce((sum, file) => sum + readFileSync(file, "utf8").match(/^Private_Dirty: +(\d+)/m)[1] / 1024, 0);
}

const findings = (element) => element.locator("[data-finding]").evaluateAll((all) => all.map(({ dataset }) => dataset.finding));

test("four elements have one worker, and each its own answer", async (t) => {
  const { page, requested, workers } = await openPortal(t, (url) => script(url) + ELEMENT.repeat(4));
  const elements = [0, 1, 2, 3].map((at) => page.locator("hop-check").nth(at));
  const use = async (element, text) => {
    await element.scrollIntoViewIfNeeded();
    await boxOf(element).fill(text);
    await answered(element);
    await element.locator("[data-message]").first().waitFor({ timeout: 30_000 });
  };
  await use(elements[0], LINE);
  const one = await memory(page);
  for (const [at, element] of elements.entries()) if (at > 0) await use(element, at % 2 ? SOCKET : LINE);
  assert.equal(await workers(), 1);
  assert.equal(requested.filter((address) => /hopcheck-page-.*\.wasm$/.test(address)).length, 1);
  assert.equal(requested.filter((address) => address.includes("phrasebook")).length, 1);
  const [first, second, third, fourth] = await Promise.all(elements.map(findings));
  assert.deepEqual([third, fourth], [first, second]);
  assert.notDeepEqual(first, second);
  if (one === undefined) return t.diagnostic("the system does not tell how much memory a process has");
  const more = ((await memory(page)) - one) / 3;
  t.diagnostic(`one element: ${one.toFixed()} MB of memory, each further one ${more.toFixed(1)} MB`);
  assert.ok(more < ONE_MORE, `${more} MB`);
});

test("texts that come in at the same time are all answered", async (t) => {
  const { page } = await openPortal(t, (url) => script(url) + ELEMENT.repeat(3));
  await page.evaluate((texts) => {
    for (const [at, element] of document.querySelectorAll("hop-check").entries()) element.text = texts[at];
  }, [LINE, SOCKET, LINE]);
  for (const element of await page.locator("hop-check").all()) {
    await element.scrollIntoViewIfNeeded();
    await answered(element);
  }
  const [first, second, third] = await Promise.all((await page.locator("hop-check").all()).map(findings));
  assert.deepEqual(third, first);
  assert.notDeepEqual(first, second);
});

test("files in two elements are two files, whatever they are counted as", async (t) => {
  const { page } = await openPortal(t, (url) => script(url) + ELEMENT.repeat(2));
  const elements = await page.locator("hop-check").all();
  for (const [at, text] of [LINE, SOCKET].entries()) {
    await boxOf(elements[at]).waitFor();
    await elements[at].locator("input[type=file]").first().setInputFiles({ name: "error.log", mimeType: "text/plain", buffer: Buffer.from(text) });
    await answered(elements[at]);
  }
  const [first, second] = await Promise.all(elements.map(findings));
  assert.notDeepEqual(first, second);
  // Asked about again, with the file that the worker holds.
  const told = elements[0].evaluate((it) => new Promise((resolve) => it.addEventListener("hopcheck-diagnosis", resolve, { once: true })));
  await elements[0].evaluate((it) => (it.text = "I restarted it."));
  await told;
  assert.deepEqual(await findings(elements[0]), first);
});

test("an element that is taken out ends, the worker ends with the last, and one that is put back begins with its text", async (t) => {
  const { page, workers } = await openPortal(t, (url) => script(url) + ELEMENT.repeat(2));
  const elements = await page.locator("hop-check").all();
  for (const element of elements) {
    await boxOf(element).fill(LINE);
    await answered(element);
  }
  await page.evaluate(() => {
    window.out = [...document.querySelectorAll("hop-check")];
    window.out[0].remove();
  });
  await page.waitForFunction(() => !window.out[0].shadowRoot.querySelector("textarea"));
  assert.equal(await workers(), 1, "the other one's");
  await boxOf(page.locator("hop-check")).fill(SOCKET);
  await answered(page.locator("hop-check"));
  await page.evaluate(() => window.out[1].remove());
  for (let tries = 0; (await workers()) > 0 && tries < 50; tries++) await page.waitForTimeout(100);
  assert.equal(await workers(), 0);
  assert.deepEqual(await page.evaluate(() => window.out.map(({ text }) => text)), [LINE, SOCKET]);

  await page.evaluate(() => document.body.append(window.out[0]));
  await answered(page.locator("hop-check"));
  assert.equal(await boxOf(page.locator("hop-check")).inputValue(), LINE);
  assert.equal(await workers(), 1);
});

test("a text that was emptied stays empty, and a new one counts, over a time out of the document", async (t) => {
  const { page } = await openPortal(t, (url) => `${script(url)}<hop-check><pre>${LINE}</pre></hop-check>`);
  const element = page.locator("hop-check");
  const outAndIn = (change) => page.evaluate(async (change) => {
    const it = document.querySelector("hop-check");
    it.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (change !== null) it.text = change;
    document.body.append(it);
  }, change);
  await answered(element);
  await boxOf(element).fill("");
  await outAndIn(null);
  await element.locator('[data-analysis="idle"]').waitFor();
  assert.equal(await boxOf(element).inputValue(), "");
  await outAndIn(SOCKET);
  await answered(element);
  assert.equal(await boxOf(element).inputValue(), SOCKET);
});

test("what is typed, and what was opened, survives a move within the document", async (t) => {
  const { page, workers } = await openPortal(t, (url) => `${script(url)}<div id=a>${ELEMENT}</div><div id=b></div>`);
  const element = page.locator("hop-check");
  await boxOf(element).fill(LINE);
  await answered(element);
  await element.evaluate((it) => {
    it.box = it.shadowRoot.querySelector("textarea");
    it.remove();
    document.querySelector("#b").append(it);
  });
  await page.waitForTimeout(100);
  assert.equal(await element.evaluate((it) => it.parentElement.id === "b" && it.box === it.shadowRoot.querySelector("textarea")), true);
  assert.equal(await workers(), 1);
  await boxOf(element).fill(SOCKET);
  await answered(element);
  assert.equal(await boxOf(element).inputValue(), SOCKET);
});

test("a long analysis of an element that is taken out keeps no other waiting", async (t) => {
  const { page } = await openPortal(t, (url) => script(url) + ELEMENT.repeat(2));
  const [long, other] = await page.locator("hop-check").all();
  await boxOf(long).waitFor();
  await boxOf(other).waitFor();
  await long.locator("input[type=file]").first().setInputFiles({ name: "error.log", mimeType: "text/plain", buffer: Buffer.from(LINE.repeat(40_000)) });
  await long.locator('[data-analysis="running"]').waitFor({ timeout: 30_000 });
  await page.waitForTimeout(300);
  const began = Date.now();
  await boxOf(other).fill(SOCKET);
  await page.evaluate(() => document.querySelector("hop-check").remove());
  await answered(page.locator("hop-check"));
  t.diagnostic(`answered after ${Date.now() - began} ms`);
});

test("the Tab key reaches an element that has not started, and it starts with the focus in its paste box", async (t) => {
  const body = (url) => `${script(url)}<a href="#">before</a>${FAR}<hop-check>Help</hop-check>${FAR}<a href="#">after</a>`;
  const { page, workers } = await openPortal(t, body);
  await page.getByRole("link", { name: "before" }).focus();
  assert.equal(await workers(), 0);
  await page.keyboard.press("Tab");
  await boxOf(page.locator("hop-check")).waitFor();
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.localName === "textarea");
  assert.equal(await workers(), 1);
});

test("the host may give it the focus", async (t) => {
  const { page } = await openPortal(t, (url) => `${script(url)}${FAR}<hop-check>Help</hop-check>`);
  await page.evaluate(async () => {
    await customElements.whenDefined("hop-check");
    document.querySelector("hop-check").focus();
  });
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.localName === "textarea");
  await page.evaluate(() => document.activeElement.blur());
  await page.evaluate(() => document.querySelector("hop-check").focus());
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.localName), "textarea");
});

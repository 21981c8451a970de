// nginx's messages in plain words: loaded when a paste holds lines of nginx, behind the answer and once; the answer does without.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";

const FIELDS = 'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", host: "shop.example.com"';
const LOG = [
  '2026/03/14 09:20:01 [notice] 1#1: using the "epoll" event method',
  `2026/03/14 09:21:54 [error] 30#30: *23 client intended to send too large body: 20971520 bytes, ${FIELDS}`,
  `2026/03/14 09:21:55 [error] 30#30: *24 client intended to send too large body: 30971520 bytes, ${FIELDS}`,
  "",
].join("\n");
const COMPOSE = "services:\n  api:\n    build: ./api\n    expose:\n      - \"5000\"\n";
const PHRASEBOOK = "**/phrasebook-*.txt";

/** The requests for the phrasebook, as they come. */
function orders(context) {
  const urls = [];
  context.on("request", (request) => {
    if (/\/phrasebook-[0-9a-f]{12,16}\.txt$/.test(request.url())) urls.push(request.url());
  });
  return urls;
}

const levels = (page) => page.locator("[data-message]").evaluateAll((all) => all.map((one) => one.dataset.message));
const findings = (page) => page.locator("[data-finding]").evaluateAll((all) => all.map((one) => one.dataset.finding));

test("a paste without a line of nginx's log does not load the phrasebook", async (t) => {
  const { page, context } = await openPage(t);
  const asked = orders(context);
  await paste(page, COMPOSE);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(asked, []);
});

test("messages are explained behind the answer, and the phrasebook is loaded once", async (t) => {
  const { page, context } = await openPage(t);
  const asked = orders(context);
  await paste(page, LOG);
  await page.locator("[data-message]").first().waitFor();
  assert.deepEqual(await levels(page), ["error", "notice"]);
  const error = page.locator('[data-message="error"]');
  assert.match(await error.locator(".explains").innerText(), /20971520/);
  assert.match(await error.locator(".where").innerText(), /line 2\s+2 times/);
  await paste(page, LOG.replace("notice", "info"));
  await page.locator('[data-message="info"]').waitFor({ state: "attached" });
  assert.equal(asked.length, 1);
});

test("the line under the caret is explained beside the text", async (t) => {
  const { page } = await openPage(t);
  await paste(page, LOG);
  await page.locator("[data-message]").first().waitFor();
  // The ring beside a line that only tells what nginx does is no larger than a dot.
  const ring = await page.locator(".voice.quiet").evaluate((it) => it.getBoundingClientRect().toJSON());
  assert.deepEqual([ring.width, ring.height], [8, 8]);
  const says = page.locator(".line-says");
  assert.equal(await says.innerText(), "");
  await pasteBox(page).press("ControlOrMeta+Home");
  await says.getByText("epoll").waitFor();
  await pasteBox(page).press("ArrowDown");
  await says.getByText("20971520").waitFor();
  await page.locator('[data-message="notice"] .quote').evaluate((quote) => quote.click());
  await says.getByText("epoll").waitFor();
  assert.equal(await page.evaluate(() => getSelection().toString()), LOG.split("\n")[0]);
});

test("what the reader opened, the focus and the scrolling stay when the explanations come", async (t) => {
  const { page, context } = await openPage(t, { viewport: { width: 1200, height: 500 } });
  let deliver;
  const held = new Promise((resolve) => (deliver = resolve));
  await context.route(PHRASEBOOK, async (route) => {
    await held;
    await route.continue();
  });
  await paste(page, LOG);
  const states = [];
  await page.exposeFunction("note", (state) => states.push(state));
  await page.evaluate(() => {
    const answer = document.querySelector("[data-analysis]");
    new MutationObserver(() => globalThis.note(answer.dataset.analysis)).observe(answer, { attributeFilter: ["data-analysis", "aria-busy"] });
    const heading = document.querySelector("[data-finding] h3 button");
    heading.click();
    heading.focus();
    document.querySelector("[data-finding]").dataset.touched = "yes";
    scrollTo(0, 60);
  });
  const before = await findings(page);
  deliver();
  await page.locator("[data-message]").first().waitFor();
  assert.deepEqual(await findings(page), before);
  const after = await page.evaluate(() => ({
    expanded: document.activeElement.getAttribute("aria-expanded"),
    focused: document.activeElement.id,
    kept: document.querySelector("[data-finding]").dataset.touched,
    scrolled: scrollY,
  }));
  assert.deepEqual(after, { expanded: "false", focused: "finding-1", kept: "yes", scrolled: 60 });
  assert.deepEqual(states, [], "the answer was never taken back");
});

test("without the phrasebook the findings are the same, and the next paste asks for it again", async (t) => {
  const { page, context, problems } = await openPage(t);
  // What becomes of the requests, one after the other. A server may also answer with another version, or with a page of its own.
  const old = { body: "format client intended to send too large body: %O bytes\nmeans Old.\n" };
  const fates = [(route) => route.abort(), (route) => route.fulfill(old), (route) => route.continue()];
  await context.route(PHRASEBOOK, (route) => fates.shift()(route));

  const failed = context.waitForEvent("requestfailed");
  await paste(page, LOG);
  await failed;
  const without = await findings(page);
  assert.deepEqual([without[0], await levels(page)], ["nginx-body-too-large", []]);

  const answered = context.waitForEvent("requestfinished");
  await paste(page, LOG);
  await answered;
  assert.deepEqual([await findings(page), await levels(page)], [without, []]);

  await paste(page, LOG);
  await page.locator("[data-message]").first().waitFor();
  assert.deepEqual(await findings(page), without);
  assert.deepEqual(fates, []);
  assert.ok(problems.every((problem) => /phrasebook|ERR_FAILED/.test(problem)), problems.join("\n"));
  problems.length = 0;
});

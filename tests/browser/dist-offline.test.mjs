// The hosted page after its first visit: without the network, and when a new version comes.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { diagnose, LINE, newContext, ready, serve, SITE } from "./shipped.mjs";

const PREFIX = "/tools/hopcheck/";
const MARK = "<!-- the next version -->";

/** Opens the page and waits until the service worker has everything. */
async function visit(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller, null, { timeout: 30_000 });
  return page;
}

/** The site with another index.html, as another build makes it. */
async function nextVersion(t) {
  const folder = await mkdtemp(join(tmpdir(), "hopcheck-next-"));
  t.after(() => rm(folder, { recursive: true }));
  await cp(SITE, folder, { recursive: true });
  const html = (await readFile(join(folder, "index.html"), "utf8")).replace("</head>", `${MARK}</head>`);
  await writeFile(join(folder, "index.html"), html);
  const digest = createHash("sha256").update(html).digest("base64");
  const worker = await readFile(join(folder, "sw.js"), "utf8");
  const next = worker
    .replace(/("index\.html",\s*")sha256-[^"]*/, `$1sha256-${digest}`)
    .replace(/(const VERSION = ")[^"]*/, "$1the-next-one");
  assert.notEqual(next, worker);
  await writeFile(join(folder, "sw.js"), next);
  return folder;
}

const isNext = async (page) => (await page.content()).includes(MARK);

test("without the network the page opens, diagnoses, and shows what was read", async (t) => {
  const host = await serve({ prefix: PREFIX });
  const { context, problems } = await newContext(t, host.origin);
  const page = await visit(context, host.url);
  await page.goto(`${host.url}rules/upstream-stale-dns.html`);

  await host.stop();
  await context.setOffline(true);
  await page.goto(host.url);
  await ready(page);
  await diagnose(page);
  await page.reload();
  await ready(page);
  await page.goto(`${host.url}index.html?from=bookmark`);
  await ready(page);
  await page.goto(`${host.url}rules/upstream-stale-dns.html`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main")).display), "block", "its styles");
  // What is looked for in the network first fails there first.
  assert.ok(problems.every((line) => line.startsWith("request failed:") || line.includes("ERR_INTERNET_DISCONNECTED")), problems.join("\n"));
  problems.length = 0;
});

test("a new version is announced, changes nothing by itself, and takes over at a click", async (t) => {
  const host = await serve({ prefix: PREFIX });
  const { context, problems } = await newContext(t, host.origin);
  const page = await visit(context, host.url);
  await diagnose(page);
  assert.equal(await page.locator(".update .notice").count(), 0);
  await page.evaluate(() => (window.sameDocument = true));

  host.folder = await nextVersion(t);
  // As when the reader comes back to the tab.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  const notice = page.locator(".update .notice");
  await notice.waitFor();
  await page.waitForTimeout(1_000);
  assert.equal(await page.evaluate(() => window.sameDocument), true, "it was reloaded under the reader’s hands");
  assert.equal(await page.getByRole("textbox", { name: "Paste anything" }).inputValue(), LINE);
  assert.equal(await isNext(page), false);

  await notice.getByRole("button").click();
  await page.waitForFunction(() => window.sameDocument === undefined);
  await ready(page);
  assert.equal(await isNext(page), true);
  assert.equal(await page.locator(".update .notice").count(), 0);
  assert.deepEqual((await page.evaluate(() => caches.keys())).filter((name) => !/(the-next-one|visited)$/.test(name)), []);
  // The other version's files that the old page still wanted, if any, are no problem of this test.
  assert.deepEqual(problems, []);
});

test("a new version takes over with the next visit", async (t) => {
  const host = await serve({ prefix: PREFIX });
  const { context } = await newContext(t, host.origin);
  const page = await visit(context, host.url);
  host.folder = await nextVersion(t);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.locator(".update .notice").waitFor();
  await page.close();
  // Until the browser has noticed that nobody uses the old one any more.
  let next;
  for (let tries = 0; tries < 20; tries++) {
    next = await context.newPage();
    await next.goto(host.url);
    await ready(next);
    if (await isNext(next)) break;
    await next.close();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.equal(await isNext(next), true);
});

test("a half-copied site is not taken", async (t) => {
  const host = await serve({ prefix: PREFIX });
  const { context, problems } = await newContext(t, host.origin);
  const page = await visit(context, host.url);
  const half = await nextVersion(t);
  await writeFile(join(half, "index.html"), await readFile(join(SITE, "index.html")));
  host.folder = half;
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const gone = new Promise((resolve) =>
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker.addEventListener("statechange", () => worker.state === "redundant" && resolve());
      }),
    );
    await registration.update().catch(() => {});
    await gone;
  });
  assert.equal(await page.locator(".update .notice").count(), 0);
  await page.reload();
  await ready(page);
  await diagnose(page);
  // The refused file is told on the console.
  problems.length = 0;
});

// The module in two files: the first is enough for what most people paste, the second comes when the page is up or something needs it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { paste, pasteBox } from "./lib.mjs";
import { LINE, newContext, serve } from "./shipped.mjs";

const LATER = "**/hopcheck-later-*";
const COMPOSE = `${LINE}
services:
  app:
    image: shop
    command: gunicorn --bind 127.0.0.1:5000 shop.wsgi
  web:
    image: nginx:1.27
    ports: ["80:80"]
`;

/** The page; with `idle` false it never has nothing else to do. */
async function open(t, { idle = true, prepare } = {}) {
  const host = await serve();
  const { context, problems } = await newContext(t, host.origin, { serviceWorkers: "block" });
  await prepare?.(context);
  const page = await context.newPage();
  if (!idle) await page.addInitScript(() => (globalThis.requestIdleCallback = () => 0));
  const later = [];
  context.on("request", (request) => request.url().includes("hopcheck-later-") && later.push(request));
  await page.goto(host.url);
  await page.locator('[data-analysis="idle"]').waitFor({ timeout: 30_000 });
  return { context, page, problems, later };
}

const found = (page) => page.locator("[data-finding]").evaluateAll((all) => all.map(({ dataset }) => dataset.finding));

test("a line of nginx is answered without the rest, which comes when the page is up", async (t) => {
  // What explains the line comes after the answer, and may need the rest.
  const unexplained = (context) => context.route("**/phrasebook-*", (route) => route.abort());
  const { page, later, problems } = await open(t, { idle: false, prepare: unexplained });
  await paste(page, LINE);
  assert.notDeepEqual(await found(page), []);
  assert.equal(later.length, 0);
  problems.length = 0;

  const { page: other, later: fetched } = await open(t);
  await other.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("hopcheck-later-")));
  await paste(other, LINE);
  assert.equal(fetched.length, 1);
});

test("what needs the rest takes it at once where it was not fetched yet: a reader in the worker, a view in the page", async (t) => {
  const { page, later } = await open(t, { idle: false });
  await paste(page, COMPOSE);
  assert.match(String(await page.locator("[data-artifact]").allTextContents()), /compose/i);
  await page.locator(".patch").first().waitFor({ state: "attached" });
  assert.equal(later.length, 2);
  await paste(page, `${COMPOSE}# again\n`);
  assert.equal(later.length, 2, "once each");
});

test("without the rest the page says that it could not read the piece, and goes on", async (t) => {
  const { context, page, problems } = await open(t, { prepare: (context) => context.route(LATER, (route) => route.abort()) });
  await pasteBox(page).fill(COMPOSE);
  await page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: /stopped|again/i }).first().waitFor();
  assert.equal(await pasteBox(page).inputValue(), COMPOSE, "nothing pasted is lost");
  await context.unroute(LATER);
  await paste(page, LINE);
  assert.notDeepEqual(await found(page), []);
  await paste(page, COMPOSE);
  assert.notDeepEqual(await found(page), []);
  problems.length = 0;
});

// Whether what is loaded first is enough: the page that is shipped, to which the rest of its module is refused, must answer as the one did
// that had everything (HOPCHECK_ANSWERS). A function or a text that was deferred wrongly shows here, before anything is shipped.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage, pasteBox } from "../lib.mjs";
import { answers, pastes, withoutRefusals } from "./pastes.mjs";

const { HOPCHECK_ANSWERS } = process.env;

const COMPOSE = `services:
  app:
    image: shop
    command: gunicorn --bind 127.0.0.1:5000 shop.wsgi
  web:
    image: nginx:1.27
    ports: ["80:80"]
`;

test("what is loaded first answers alone", { timeout: 20 * 60_000 }, async (t) => {
  const { page, context, problems } = await openPage(t, { serviceWorkers: "block" });
  // When it has nothing else to do the page fetches the rest; asked for at once, it is needed.
  const needed = [];
  await context.route("**/hopcheck-later-*", (route) => {
    if (route.request().resourceType() === "xhr") needed.push(route.request().url());
    return route.abort();
  });
  await page.reload();
  await page.locator('[data-analysis="idle"]').waitFor();
  await page.waitForTimeout(1000);
  assert.deepEqual(needed, [], "the first sight asks for the rest");
  const expected = JSON.parse(await readFile(HOPCHECK_ANSWERS, "utf8"));
  const shown = await answers(page, pastes);
  assert.equal(shown.length, expected.length);
  for (const [at, text] of shown.entries()) assert.equal(text, expected[at], `paste ${at}`);
  assert.deepEqual(needed, [], "an answer asks for the rest");

  // What does need it: without a network the page says that it stopped, and goes on.
  await pasteBox(page).fill(COMPOSE);
  await page.getByRole("status").filter({ hasText: /stopped|again/i }).first().waitFor();
  assert.equal(await pasteBox(page).inputValue(), COMPOSE);
  await answers(page, pastes.slice(0, 1));
  t.diagnostic(`${shown.length} pastes answered`);
  withoutRefusals(problems, /phrasebook-|hopcheck-later-|net::ERR_FAILED/);
});

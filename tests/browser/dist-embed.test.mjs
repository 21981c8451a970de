// The custom element in another site's page: its module is fetched when the element comes into sight and once for all, it works under
// the other page's policy, and styles go neither way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPortal, script } from "./portal.mjs";
import { LINE } from "./shipped.mjs";

const FAR = "<p>far</p>".repeat(200);

test("it starts when it comes into sight, works, and leaves the page around it alone", async (t) => {
  const body = (url) => `<p id="app">The portal’s own.</p>${FAR}<hop-check>Loading…</hop-check><hop-check></hop-check>${script(url)}`;
  const { page, requested, workers } = await openPortal(t, body, { strict: true });
  await page.evaluate(() => customElements.whenDefined("hop-check"));
  const styles = () => page.evaluate(() => [getComputedStyle(document.body).margin, document.styleSheets.length, document.cookie]);
  const before = await styles();
  await page.waitForTimeout(500);
  const modules = () => requested.map((address) => address.match(/([a-z-]+)-\w+\.wasm$/)?.[1]).filter(Boolean).sort();
  assert.deepEqual([modules(), await workers()], [[], 0], "far from sight it costs nothing");
  assert.equal(await page.getByText("Loading…").isVisible(), true, "until then what the author put there");
  await page.locator("hop-check").first().scrollIntoViewIfNeeded();
  const first = page.locator("hop-check").first();
  await first.locator('[data-analysis="idle"]').waitFor({ timeout: 30_000 });
  await first.getByRole("textbox", { name: "Paste anything" }).fill(LINE);
  await first.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
  await first.locator("[data-message]").first().waitFor({ timeout: 30_000 });
  assert.deepEqual(modules(), ["hopcheck-later", "hopcheck-page"]);
  assert.deepEqual(await styles(), before);
  assert.equal(await page.locator("#app").textContent(), "The portal’s own.");
  assert.equal(await page.getByRole("link", { name: "About this cause" }).count(), 0, "a link into the portal that leads nowhere");
  assert.notEqual(await first.locator(".hopcheck").evaluate((it) => getComputedStyle(it).backgroundColor), "rgba(0, 0, 0, 0)", "its own colours");
});

// What stands in the page before its module has come is what it will be: the same words, and nothing moves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext, ready, serve } from "./shipped.mjs";

/** The page without its module: nothing in it runs. */
async function announcing(t, host, options) {
  const { context, problems } = await newContext(t, host.origin, { ...options, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(host.url);
  // A browser that runs no scripts refuses to load the module beforehand, and calls that a policy.
  assert.ok(problems.every((line) => / csp$/.test(line)), problems.join("\n"));
  problems.length = 0;
  return page;
}

const words = (page) => page.locator("#app :is(h1, h2, p)").evaluateAll((all) => all.map((one) => one.textContent.replace(/\s+/g, " ").trim()));

test("first sight has the page's own words before it has started", async (t) => {
  const host = await serve();
  const before = await announcing(t, host, {});
  const said = (await words(before)).filter((line) => line !== "Starting Hopcheck…");
  assert.ok(said.length >= 4, said.join("\n"));

  const { context: running } = await newContext(t, host.origin, { serviceWorkers: "block" });
  const page = await running.newPage();
  await page.goto(host.url);
  await ready(page);
  const final = await words(page);
  for (const line of said) assert.ok(final.includes(line), `the page does not say: ${line}`);
});

for (const width of [1440, 360]) {
  test(`the paste box is where it was announced, ${width} pixels wide`, async (t) => {
    const host = await serve();
    // The service worker would still be fetching when the test ends.
    const options = { viewport: { width, height: 800 }, serviceWorkers: "block" };
    const before = await announcing(t, host, options);
    const announced = await before.locator(".paste-box").boundingBox();
    const { context: running } = await newContext(t, host.origin, options);
    const page = await running.newPage();
    await page.goto(host.url);
    await ready(page);
    const final = await page.locator(".paste-box").boundingBox();
    for (const side of ["x", "y", "width"]) {
      assert.ok(Math.abs(final[side] - announced[side]) <= 2, `${side}: announced ${announced[side]}, then ${final[side]}`);
    }
  });
}

// The custom element in another site's page: its module is fetched when the element comes into sight and once for all, it works under
// the other page's policy, and styles go neither way.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { LINE, newContext, serve } from "./shipped.mjs";

/** A page of another origin with two elements far down, and a policy that allows the site and nothing more than is documented. */
async function portal(t, site) {
  const policy =
    `default-src 'none'; script-src ${site.origin} 'wasm-unsafe-eval'; connect-src ${site.origin}; worker-src blob:`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
<p id="app">The portal’s own.</p>${"<p>far</p>".repeat(200)}
<hop-check>Loading…</hop-check><hop-check></hop-check>
<script type="module" src="${site.url}hopcheck-embed.js"></script>`;
  const server = createServer((request, response) => {
    const found = request.url === "/";
    response.writeHead(found ? 200 : 204, { "content-type": "text/html", "content-security-policy": policy });
    response.end(found ? html : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

test("it starts when it comes into sight, works, and leaves the page around it alone", async (t) => {
  const site = await serve(t, { prefix: "/tools/hopcheck/", headers: { "access-control-allow-origin": "*" } });
  const url = await portal(t, site);
  const { context, problems } = await newContext(t, new URL(url).origin);
  const requested = [];
  context.on("request", (request) => requested.push(request.url()));
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(() => customElements.whenDefined("hop-check"));
  const styles = () => page.evaluate(() => [getComputedStyle(document.body).margin, document.styleSheets.length, document.cookie]);
  const before = await styles();
  await page.waitForTimeout(500);
  const wasm = () => requested.filter((address) => address.endsWith(".wasm")).length;
  assert.equal(wasm(), 0, "far from sight it costs nothing");
  await page.locator("hop-check").first().scrollIntoViewIfNeeded();
  const first = page.locator("hop-check").first();
  await first.locator('[data-analysis="idle"]').waitFor({ timeout: 30_000 });
  await first.getByRole("textbox", { name: "Paste anything" }).fill(LINE);
  await first.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
  await first.locator("[data-message]").first().waitFor({ timeout: 30_000 });
  assert.equal(wasm(), 1);
  assert.deepEqual(await styles(), before);
  assert.equal(await page.locator("#app").textContent(), "The portal’s own.");
  assert.equal(await page.getByRole("link", { name: "About this cause" }).count(), 0, "a link into the portal that leads nowhere");
  assert.notEqual(await first.evaluate((element) => getComputedStyle(element).backgroundColor), "rgba(0, 0, 0, 0)", "its own colours");
  // Requests to the site are what it is for.
  const own = (line) => line === `request to another origin: ${line.split(": ")[1]}` && line.includes(site.url);
  assert.deepEqual(problems.filter((line) => !own(line)), []);
  problems.length = 0;
});

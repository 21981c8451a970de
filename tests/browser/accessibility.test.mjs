// axe-core finds nothing against WCAG 2.2 at levels A and AA, in every state the page has, in light and dark, wide and narrow.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";

// Through page.evaluate, which the content security policy does not concern.
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

const REFUSED =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';

/** The answer of the example with this title, all of it unfolded. */
async function example(page, title) {
  await page.locator(".example", { hasText: title }).click();
  await page.locator('[data-analysis="done"]').waitFor();
  for (const closed of ['[data-finding] [aria-expanded="false"]', "details:not([open]) > summary"]) {
    while ((await page.locator(closed).count()) > 0) await page.locator(closed).first().click();
  }
}

const STATES = {
  "first sight": async (page) => {
    await page.locator(".example").first().waitFor();
  },
  "a confirmed answer": async (page) => {
    await example(page, "502 from nginx in Docker");
    await page.locator('[data-certainty="confirmed"]').first().waitFor();
  },
  "several findings and a diff": async (page) => {
    await example(page, "WebSocket to port 8000 fails");
    await page.locator(".patch").first().waitFor();
  },
  "possible causes and asks": async (page) => {
    await paste(page, REFUSED);
    await page.locator("[data-ask]").first().waitFor();
    await page.locator('[data-certainty="possible"]').first().waitFor();
  },
  "messages of nginx, all unfolded, and the caret in one": async (page) => {
    const quiet = '2026/03/14 09:20:01 [notice] 1#1: using the "epoll" event method\n';
    const foreign = "2026/03/14 09:22:01 [warn] 1#1: something that only a module says\n";
    await paste(page, quiet + REFUSED.repeat(3) + foreign);
    await page.locator("[data-message]").first().waitFor();
    await page.locator(".messages details > summary").click();
    await pasteBox(page).press("ControlOrMeta+Home");
    await page.locator(".line-says p").waitFor();
  },
  "the form of a recognised piece": async (page) => {
    await paste(page, REFUSED);
    await page.locator(".chip .correct").first().click();
    await page.locator(".piece-form").waitFor();
  },
  "the form of a file": async (page) => {
    await page.locator('input[type="file"]').setInputFiles([{ name: "a.log", mimeType: "", buffer: Buffer.from(REFUSED) }]);
    await page.locator(".tabs .correct").first().click();
    await page.locator(".piece-form").waitFor();
  },
  "the proof that nothing leaves the page": async (page) => {
    await page.getByRole("button", { name: "How you can check that" }).click();
    await page.getByRole("dialog").waitFor();
  },
  "restored from the last visit, with something to undo": async (page) => {
    await page.getByRole("checkbox", { name: /Keep my texts/ }).waitFor();
    await paste(page, REFUSED);
    await page.waitForTimeout(1200);
    await page.reload();
    await page.getByText("Restored from your last visit").waitFor();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.getByRole("button", { name: "Undo clear" }).click();
    await page.locator('[data-analysis="done"]').waitFor();
  },
  "reading a large file": async (page) => {
    await page.evaluate(() => {
      const read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = async function () {
        // The second megabyte never comes.
        globalThis.parts = (globalThis.parts ?? 0) + 1;
        if (globalThis.parts > 6) await new Promise(() => {});
        return read.call(this);
      };
    });
    const content = Buffer.from(REFUSED.repeat(10_000));
    await page.locator('input[type="file"]').setInputFiles([{ name: "error.log", mimeType: "", buffer: content }]);
    await page.locator("progress").waitFor();
  },
  "not understood": async (page) => {
    await paste(page, "once upon a time\nthere was a server\n");
    await page.locator('[data-analysis="not-understood"]').waitFor();
  },
  "a file, a refused file and the caret in evidence": async (page) => {
    await page.locator('input[type="file"]').setInputFiles([
      { name: "error.log", mimeType: "", buffer: Buffer.from(REFUSED.repeat(60)) },
      { name: "screen.png", mimeType: "", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
    ]);
    await page.locator(".file-pane mark").first().click({ position: { x: 8, y: 8 } });
    await page.locator(".evidence-bar").waitFor();
  },
};

const VIEWS = [
  { colorScheme: "light", viewport: { width: 1440, height: 1000 } },
  { colorScheme: "dark", viewport: { width: 1440, height: 1000 } },
  { colorScheme: "light", viewport: { width: 320, height: 640 } },
  { colorScheme: "dark", viewport: { width: 320, height: 640 } },
];

for (const [state, reach] of Object.entries(STATES)) {
  for (const view of VIEWS) {
    test(`${state}, ${view.colorScheme}, ${view.viewport.width} px`, async (t) => {
      const { page } = await openPage(t, { ...view, reducedMotion: "reduce" });
      await reach(page);
      await page.evaluate(AXE);
      const { violations, passes } = await page.evaluate(
        (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
        LEVELS,
      );
      assert.ok(passes.some((rule) => rule.id === "color-contrast"), "axe did not look at the page");
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
      assert.deepEqual(found, []);
    });
  }
}

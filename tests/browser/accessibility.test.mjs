// axe-core finds nothing against WCAG 2.2 at levels A and AA, in every state the page has, in light and dark, wide and narrow, and
// nothing is cut off.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage } from "./lib.mjs";
import { STATES } from "./states.mjs";

// Through page.evaluate, which the content security policy does not concern.
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

for (const [state, reach] of Object.entries(STATES)) {
  for (const width of [1440, 320]) {
    test(`${state}, ${width} px`, async (t) => {
      const { page } = await openPage(t, { viewport: { width, height: 1000 }, reducedMotion: "reduce" });
      await reach(page);
      await page.evaluate(AXE);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const { violations, passes } = await page.evaluate(
          (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
          LEVELS,
        );
        assert.ok(passes.some((rule) => rule.id === "color-contrast"), "axe did not look at the page");
        const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
        assert.deepEqual(found, [], colorScheme);
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
    });
  }
}

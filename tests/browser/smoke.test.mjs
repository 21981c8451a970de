// The page loads, whole and alone: from its own origin only, under the strict policy, without an error.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, pasteBox } from "./lib.mjs";

test("the page loads and is ready for a paste", async (t) => {
  const { page, problems } = await openPage(t);
  await pasteBox(page).waitFor();
  assert.equal(await page.locator('[data-analysis="idle"]').count(), 1);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(problems, []);
});

// Whether what is loaded first is enough: the page that is shipped, to which the rest of its module is refused, must answer as the one did
// that had everything (HOPCHECK_ANSWERS). A function or a text that was deferred wrongly shows here, before anything is shipped.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage } from "../lib.mjs";
import { answers, withoutRefusals } from "./pastes.mjs";

const { HOPCHECK_ANSWERS } = process.env;

test("what is loaded first answers alone", { timeout: 20 * 60_000 }, async (t) => {
  const { page, context, problems } = await openPage(t, { serviceWorkers: "block" });
  await context.route("**/hopcheck-later-*", (route) => route.abort());
  const expected = JSON.parse(await readFile(HOPCHECK_ANSWERS, "utf8"));
  const shown = await answers(page);
  assert.equal(shown.length, expected.length);
  for (const [at, text] of shown.entries()) assert.equal(text, expected[at], `paste ${at}`);
  t.diagnostic(`${shown.length} pastes answered`);
  withoutRefusals(problems, /phrasebook-|hopcheck-later-|net::ERR_FAILED/);
});

// Which functions of the module are run for the first sight and for what most people paste: `cargo xtask dist` asks, to split the module
// by the answer (docs/size.md). The page is one whose functions tell when they are run; HOPCHECK_RUN names the file for their numbers.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openPage, paste } from "../lib.mjs";

const { HOPCHECK_PAGE, HOPCHECK_RUN } = process.env;

test("what is run for the first sight and for the pastes", { timeout: 20 * 60_000 }, async (t) => {
  const { page, problems } = await openPage(t);
  // What explains nginx's lines comes after the answer, and its reader with it.
  await page.route("**/phrasebook-*", (route) => route.abort());
  const pastes = JSON.parse(await readFile(join(HOPCHECK_PAGE, "pastes.json"), "utf8"));
  for (const text of pastes) await paste(page, text);
  // What is drawn after the answer: marks, the picture's lines.
  await page.waitForTimeout(1000);

  const run = new Set();
  for (const place of [page, ...page.workers()]) {
    for (const number of await place.evaluate(() => [...globalThis.hopcheckRun])) run.add(number);
  }
  await writeFile(HOPCHECK_RUN, JSON.stringify([...run].sort((a, b) => a - b)));
  t.diagnostic(`${run.size} functions for ${pastes.length} pastes`);
  // The phrasebook's refusal, which was asked for.
  problems.splice(0, problems.length, ...problems.filter((problem) => !/phrasebook-|net::ERR_FAILED/.test(problem)));
});

// Which parts of the module are run for the first sight and for what most people paste: `cargo xtask dist` asks, to split the module by the
// answer (docs/size.md). The page is one whose functions note which of their parts are run; HOPCHECK_RUN names the file for these notes, a
// byte for each part, HOPCHECK_ANSWERS the one for what the page answered.

import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage } from "../lib.mjs";
import { answers, withoutRefusals } from "./pastes.mjs";

const { HOPCHECK_ANSWERS, HOPCHECK_RUN } = process.env;

/** The notes of a place where the module runs, as base64. */
function notes() {
  const bytes = new Uint8Array(globalThis.hopcheckRun.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(text);
}

test("what is run for the first sight and for the pastes", { timeout: 20 * 60_000 }, async (t) => {
  const { page, problems } = await openPage(t);
  const shown = await answers(page);
  const all = await Promise.all([page, ...page.workers()].map((place) => place.evaluate(notes)));
  const run = all.map((one) => Buffer.from(one, "base64")).reduce((some, more) => some.map((mark, at) => mark | more[at]));
  await writeFile(HOPCHECK_RUN, run);
  await writeFile(HOPCHECK_ANSWERS, JSON.stringify(shown));
  t.diagnostic(`${run.filter((mark) => mark).length} parts for ${shown.length} pastes`);
  withoutRefusals(problems, /phrasebook-|net::ERR_FAILED/);
});

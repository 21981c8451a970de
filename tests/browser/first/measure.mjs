// Which parts of the module are run for the first sight and for what most people paste: `cargo xtask dist` asks, to split the module by the
// answer (docs/size.md). The page is one whose functions note which of their parts are run; HOPCHECK_RUN names the file for these notes, a
// byte for each part, HOPCHECK_ANSWERS the one for what the page answered.

import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage, pasteBox } from "../lib.mjs";
import { answers, pastes, withoutRefusals } from "./pastes.mjs";

const { HOPCHECK_ANSWERS, HOPCHECK_RUN } = process.env;

/** The notes of a place where the module runs, as base64. */
function notes() {
  const bytes = new Uint8Array(globalThis.hopcheckRun.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(text);
}

/** What was run so far, on the page and in its workers. */
async function run(page) {
  const all = await Promise.all([page, ...page.workers()].map((place) => place.evaluate(notes)));
  return all.map((one) => Buffer.from(one, "base64")).reduce(either);
}

/** Makes a worker end over the next message that it gets. */
function endOverNext() {
  const end = (event) => {
    event.stopImmediatePropagation();
    throw new Error("ended on purpose");
  };
  addEventListener("message", end, { capture: true, once: true });
}

const either = (some, more) => some.map((mark, at) => mark | more[at]);

const PHONE = { serviceWorkers: "block", viewport: { width: 412, height: 823 }, hasTouch: true, colorScheme: "dark", reducedMotion: "reduce" };

test("what is run for the first sight and for the pastes", { timeout: 20 * 60_000 }, async (t) => {
  const { page, problems } = await openPage(t, { serviceWorkers: "block" });
  const shown = await answers(page, pastes);
  const seen = [await run(page)];

  // A phone, and somebody who comes back to what was pasted.
  const { page: phone, problems: others } = await openPage(t, PHONE);
  await answers(phone, pastes.filter((_, at) => at % 25 === 0));
  seen.push(await run(phone));
  await phone.reload();
  await phone.locator('[data-analysis="done"], [data-analysis="not-understood"]').waitFor();
  await phone.waitForTimeout(1000);
  seen.push(await run(phone));

  // Without a network the rest may be missing, and its caller ends: what says so must be there, and what starts another worker.
  for (const worker of phone.workers()) await worker.evaluate(endOverNext);
  await pasteBox(phone).fill(pastes[0]);
  await phone.getByRole("status").filter({ hasText: /stopped|again/i }).first().waitFor();
  await answers(phone, pastes.slice(0, 1));
  seen.push(await run(phone));

  const all = seen.reduce(either);
  await writeFile(HOPCHECK_RUN, all);
  await writeFile(HOPCHECK_ANSWERS, JSON.stringify(shown));
  t.diagnostic(`${all.filter((mark) => mark).length} parts for ${shown.length} pastes`);
  for (const list of [problems, others]) withoutRefusals(list, /phrasebook-|net::ERR_FAILED|ended on purpose/);
});

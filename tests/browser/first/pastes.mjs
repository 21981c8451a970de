// What people paste, given to a page one after the other. `cargo xtask dist` writes the list beside the marked page.

import { readFile } from "node:fs/promises";
import { paste } from "../lib.mjs";

const { HOPCHECK_PASTES } = process.env;

/** The list. */
export const pastes = JSON.parse(await readFile(HOPCHECK_PASTES, "utf8"));

/** What the page shows for each of some, as text. What explains nginx's lines comes after the answer, and its reader with it: it is refused. */
export async function answers(page, some) {
  await page.route("**/phrasebook-*", (route) => route.abort());
  const shown = [];
  for (const text of some) {
    await paste(page, text);
    shown.push(await page.locator("main").innerText());
  }
  // What is drawn after the answer: marks, the picture's lines.
  await page.waitForTimeout(1000);
  return shown;
}

/** Takes what was refused on purpose out of a list of problems. */
export function withoutRefusals(problems, refused) {
  problems.splice(0, problems.length, ...problems.filter((problem) => !refused.test(problem)));
}

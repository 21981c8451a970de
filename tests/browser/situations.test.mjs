// Every situation of tests/situations, pasted into the served page, with its answer read off the page; then the one change
// that must flip the answer. Names, ports, order and layout are drawn by a seed, which is printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOnPage, unmet } from "./answer.mjs";
import { draws, firstSeed } from "./draw.mjs";
import { openPage, paste } from "./lib.mjs";
import { healthy, mixed, nonsense, pairName, pairs, situations, stateOf } from "./situations.mjs";

const SEED = firstSeed();
const MIXED = 12;
console.log(`seed ${SEED} (HOPCHECK_SEED=${SEED} repeats it)`);

/** Pastes the text and complains about what the page does not say. */
async function expectOnPage(page, { text, expects, fill }) {
  await paste(page, text);
  assert.deepEqual(unmet(await answerOnPage(page), expects, fill), [], `HOPCHECK_SEED=${SEED}:\n${text}`);
}

test("each situation, and the one change that flips it", async (t) => {
  const { page, problems } = await openPage(t);
  for (const one of situations()) {
    for (const state of ["broken", "flipped"]) {
      await t.test(`${one.name}, ${state}`, async () => {
        await expectOnPage(page, stateOf(draws(SEED, one.name), one, state));
        assert.deepEqual(problems, []);
      });
    }
  }
});

test("two situations in one paste", async (t) => {
  const { page } = await openPage(t);
  for (const pair of draws(SEED, "pairs").shuffled(pairs()).slice(0, MIXED)) {
    const name = pairName(pair);
    await t.test(name, () => expectOnPage(page, mixed(draws(SEED, name), pair)));
  }
});

test("healthy texts have no finding", async (t) => {
  const { page } = await openPage(t);
  for (const one of healthy()) {
    await t.test(one.name, () => expectOnPage(page, stateOf(draws(SEED, one.name), one, "broken")));
  }
});

test("nonsense is called not understood", async (t) => {
  const { page } = await openPage(t);
  for (const { text } of nonsense()) {
    await paste(page, text);
    assert.equal(await page.locator('[data-analysis="not-understood"]').count(), 1, text);
    assert.equal(await page.locator("[data-finding]").count(), 0, text);
  }
});

test("two files dropped at once are two pieces and one answer", async (t) => {
  const { page } = await openPage(t);
  const one = situations().find(({ name }) => name === "socket-two-paths");
  const random = draws(SEED, one.name);
  const { expects, fill } = stateOf(random, one, "broken");
  const files = random.shuffled(one.pieces).map(({ name, text }) => ({ name, mimeType: "", buffer: Buffer.from(fill(text)) }));
  await page.locator('input[type="file"]').setInputFiles(files);
  await page.locator('[data-analysis="done"]').waitFor();
  assert.equal(await page.locator("[data-artifact]").count(), 2);
  assert.deepEqual(unmet(await answerOnPage(page), expects, fill), []);
});

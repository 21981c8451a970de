// Every situation of tests/situations, pasted into the served page, with its answer read off the page; then the one change
// that must flip the answer. Names, ports, order and layout are drawn by a seed, which is printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOnPage, unmet } from "./answer.mjs";
import { draws, firstSeed } from "./draw.mjs";
import { openPage, paste } from "./lib.mjs";
import { drawNames, healthy, nonsense, onePaste, pairs, situations } from "./situations.mjs";

const SEED = firstSeed();
const MIXED = 12;
console.log(`seed ${SEED} (HOPCHECK_SEED=${SEED} repeats it)`);

/** Pastes the text and complains about what the page does not say. */
async function expectOnPage(page, text, expects, fill, state) {
  await paste(page, text);
  assert.deepEqual(unmet(await answerOnPage(page), expects, fill), [], `${state}, HOPCHECK_SEED=${SEED}:\n${text}`);
}

test("each situation, and the one change that flips it", async (t) => {
  const { page, problems } = await openPage(t);
  for (const one of situations()) {
    await t.test(one.name, async () => {
      for (const [state, pieces, expects] of [["broken", one.pieces, one.expects], ["flipped", one.flipped, one.flippedExpects]]) {
        const random = draws(SEED, one.name);
        const fill = drawNames(random, one.pools);
        await expectOnPage(page, onePaste(random, pieces, fill, one), expects, fill, state);
      }
      assert.deepEqual(problems, []);
    });
  }
});

test("two situations in one paste", async (t) => {
  const { page } = await openPage(t);
  const byName = new Map(situations().map((one) => [one.name, one]));
  const random = draws(SEED, "pairs");
  for (const names of random.shuffled(pairs()).slice(0, MIXED)) {
    await t.test(names.join(" + "), async () => {
      const own = draws(SEED, ...names);
      const filled = names.map((name) => {
        const one = byName.get(name);
        assert.ok(one, `pairs.md names ${name}, which is no situation`);
        const fill = drawNames(own, one.pools);
        return one.pieces.map((piece) => ({ name: piece.name, text: fill(piece.text) }));
      });
      const causes = names.map((name) => byName.get(name).expects.find(({ what }) => what === "finds").value.split(" ")[0]);
      const named = names.some((name) => byName.get(name).named);
      const text = onePaste(own, filled.flat(), (same) => same, { named });
      await expectOnPage(page, text, causes.map((value) => ({ what: "then", value })), (same) => same, "mixed");
    });
  }
});

test("healthy texts have no finding", async (t) => {
  const { page } = await openPage(t);
  for (const one of healthy()) {
    await t.test(one.title, async () => {
      const random = draws(SEED, one.title);
      const fill = drawNames(random, one.pools);
      await expectOnPage(page, onePaste(random, one.pieces, fill), [{ what: "healthy" }], fill, "healthy");
    });
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
  const one = situations().find(({ pieces }) => pieces.length === 2);
  const random = draws(SEED, one.name);
  const fill = drawNames(random, one.pools);
  await page.locator('input[type="file"]').setInputFiles(
    random.shuffled(one.pieces).map(({ name, text }) => ({ name, mimeType: "", buffer: Buffer.from(fill(text)) })),
  );
  await page.locator('[data-analysis="done"]').waitFor();
  assert.equal(await page.locator("[data-artifact]").count(), 2);
  assert.deepEqual(unmet(await answerOnPage(page), one.expects, fill), []);
});

// The situations of tests/situations through the command line tool, each with many seeds.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerInJson, unmet } from "./answer.mjs";
import { draws, firstSeed } from "./draw.mjs";
import { drawNames, onePaste, situations } from "./situations.mjs";

const TOOL = process.env.HOPCHECK_BIN ?? fileURLToPath(new URL("../../target/debug/hopcheck", import.meta.url));
const SEEDS = Number(process.env.HOPCHECK_SEEDS ?? 25);
const SEED = firstSeed();
console.log(`seeds ${SEED} to ${SEED + SEEDS - 1} (HOPCHECK_SEED=${SEED} repeats them)`);

/** What the tool says about the text on its standard input. */
function diagnose(text) {
  return new Promise((resolve, reject) => {
    const child = execFile(TOOL, ["--format", "json", "-"], { maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      // 1 says that there is a finding; 2 and a signal are failures.
      if (error && error.code !== 1) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(answerInJson(JSON.parse(stdout)));
    });
    child.stdin.end(text);
  });
}

test("situations natively", { concurrency: availableParallelism() }, async (all) => {
  const runs = situations().map((one) =>
    all.test(one.name, async () => {
      for (let seed = SEED; seed < SEED + SEEDS; seed++) {
        for (const [state, pieces, expects] of [["broken", one.pieces, one.expects], ["flipped", one.flipped, one.flippedExpects]]) {
          const random = draws(seed, one.name);
          const fill = drawNames(random, one.pools);
          const text = onePaste(random, pieces, fill, one);
          assert.deepEqual(unmet(await diagnose(text), expects, fill), [], `${state}, HOPCHECK_SEED=${seed}:\n${text}`);
        }
      }
    }),
  );
  await Promise.all(runs);
});

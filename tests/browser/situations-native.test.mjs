// The situations of tests/situations through the command line tool, each with many seeds.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerInJson, unmet } from "./answer.mjs";
import { draws, firstSeed } from "./draw.mjs";
import { healthy, mixed, pairName, pairs, situations, stateOf } from "./situations.mjs";

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

/** A test that makes a paste with each of the seeds, by `make(random)`, and asks the tool about it. */
function eachSeed(name, seeds, make) {
  test(name, async () => {
    for (let seed = SEED; seed < SEED + seeds; seed++) {
      const { text, expects, fill } = make(draws(seed, name));
      assert.deepEqual(unmet(await diagnose(text), expects, fill), [], `HOPCHECK_SEED=${seed}:\n${text}`);
    }
  });
}

describe("natively", { concurrency: availableParallelism() }, () => {
  for (const one of situations()) {
    eachSeed(one.name, SEEDS, (random) => stateOf(random, one, "broken"));
    eachSeed(`${one.name}, flipped`, SEEDS, (random) => stateOf(random, one, "flipped"));
  }
  for (const pair of pairs()) eachSeed(pairName(pair), Math.ceil(SEEDS / 5), (random) => mixed(random, pair));
  for (const one of healthy()) eachSeed(one.name, Math.ceil(SEEDS / 5), (random) => stateOf(random, one, "broken"));
});

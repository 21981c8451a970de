// The record that openPage keeps is worth something only if it notices: each thing that must not happen is done on purpose.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./lib.mjs";

const MISDEEDS = {
  "an inline script": {
    commit: () => document.body.append(Object.assign(document.createElement("script"), { textContent: "1" })),
    noted: /^policy violation: script-src-elem inline/,
  },
  "an inline style": {
    commit: () => document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>red</p>"),
    noted: /^policy violation: style-src-attr inline/,
  },
  "a request to another origin": {
    commit: () => fetch("https://example.org/").catch(() => {}),
    noted: /^policy violation: connect-src https:\/\/example\.org/,
  },
  "a file that is not there": {
    commit: () => fetch("missing.txt"),
    noted: /^status 404: .*missing\.txt$/,
  },
  "an exception": {
    commit: () => setTimeout(() => { throw new Error("on purpose"); }),
    noted: /^exception: on purpose$/,
  },
  "an error on the console": {
    commit: () => console.error("on purpose"),
    noted: /^console error: on purpose$/,
  },
};

for (const [name, { commit, noted }] of Object.entries(MISDEEDS)) {
  test(`${name} is noted`, async (t) => {
    const { page, context, problems } = await openPage(t);
    await page.evaluate(`void (${commit})()`);
    for (let tries = 0; tries < 50 && !problems.some((line) => noted.test(line)); tries++) {
      await page.waitForTimeout(100);
    }
    assert.ok(problems.some((line) => noted.test(line)), problems.join("\n"));
    // One misdeed is noted in several ways; after this nothing more can come.
    await context.close();
    problems.length = 0;
  });
}

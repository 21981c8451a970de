// "Nothing you paste leaves this page": also the worker, which is where the paste is, cannot reach another server.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { openPage, paste } from "./lib.mjs";

/** Another origin, which would welcome any request. */
async function stranger(t) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end("welcome");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { address: `http://127.0.0.1:${server.address().port}/`, requests };
}

/** Tries a request; says what came of it and which directive refused it. Runs in the page or in the worker. */
async function attempt(address) {
  const refused = new Promise((resolve) => {
    addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
    setTimeout(resolve, 3_000, "nothing");
  });
  const outcome = await fetch(address).then((response) => response.text(), () => "failed");
  return { outcome, refusedBy: await refused };
}

/** The worker, once it has analysed something. */
async function worker(page) {
  await paste(page, "upstream prematurely closed connection while reading response header from upstream");
  const [only, ...others] = page.workers();
  assert.deepEqual(others, []);
  return only;
}

for (const header of [true, false]) {
  const how = header ? "with the policy in a header too" : "with the page's own policy alone";
  test(`neither the page nor its worker reaches another server, ${how}`, async (t) => {
    const { page, context, problems } = await openPage(t, { header });
    const { address, requests } = await stranger(t);
    const refused = { outcome: "failed", refusedBy: "connect-src" };
    assert.deepEqual(await page.evaluate(attempt, address), refused);
    problems.length = 0;
    assert.deepEqual(await (await worker(page)).evaluate(attempt, address), refused);
    assert.deepEqual(requests, []);
    if (header) {
      for (let tries = 0; tries < 50 && !problems.some((line) => /^policy violation: connect-src/.test(line)); tries++) {
        await page.waitForTimeout(100);
      }
      assert.ok(problems.some((line) => /^policy violation: connect-src/.test(line)), "the record misses the worker's request");
    }
    await context.close();
    problems.length = 0;
  });
}

test("the other server would have answered", async (t) => {
  const { address, requests } = await stranger(t);
  assert.equal(await (await fetch(address)).text(), "welcome");
  assert.deepEqual(requests, ["/"]);
});

// What is asked of every server that has the shipped configuration.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { snippet } from "./guide.mjs";
import { answered, boxOf, openPortal, script } from "./portal.mjs";
import { diagnose, LINE, newContext, ready, SITE } from "./shipped.mjs";

/** Whether a program is there and answers. */
export const answers = (program, ...args) => spawnSync(program, args, { stdio: "ignore" }).status === 0;

/**
 * The tests of a server. `configure({ folder, port, portal })` writes what it is started with into `folder`, where the site lies in
 * `site/`: the shipped configuration on `port`, and on `portal` the part of it for a path of another server, `/tools/hopcheck/`. It gives
 * the program, its arguments and what its environment needs. `encoding` is what a browser that takes all gets a file in; `absent` says
 * why the server cannot be started here, or is false.
 */
export function testServer({ absent, encoding, configure }) {
  const everywhere = ({ port, portal }) => [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${portal}/tools/hopcheck/`];
  test("the page works at the root of a name and below a path, under the shipped headers", { skip: absent }, async (t) => {
    for (const url of everywhere(await start(t, configure))) await pagesWork(t, url);
  });
  test("the element and the page for frames work from there in another site's page", { skip: absent }, async (t) => {
    for (const url of everywhere(await start(t, configure))) await guestsWork(t, url);
  });
  test("types, compression and caching are as files and hosts want them", { skip: absent }, async (t) => {
    await filesAreSent((await start(t, configure)).port, encoding);
  });
}

/** Starts a server, which ends with the test. */
async function start(t, configure) {
  const folder = await mkdtemp(join(tmpdir(), "hopcheck-served-"));
  const [port, portal] = [await freePort(), await freePort()];
  await cp(SITE, join(folder, "site"), { recursive: true });
  const { program, args, env } = await configure({ folder, port, portal });
  const server = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });
  let said = "";
  server.stderr.on("data", (part) => (said += part));
  t.after(async () => {
    server.kill();
    await new Promise((resolve) => (server.exitCode === null ? server.once("exit", resolve) : resolve()));
    await rm(folder, { recursive: true });
  });
  await listens(port, server, () => said);
  return { port, portal };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until a server that was started answers; `said` is what it has printed. */
async function listens(port, server, said) {
  for (let tries = 0; ; tries++) {
    if (await get(port, "/").then(() => true, () => false)) return;
    if (tries === 100 || server.exitCode !== null) throw new Error(`the server does not start: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A response, with its body as it came. */
function get(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
    })
      .on("error", reject)
      .end();
  });
}

/** The page and a page about a cause, with the policy in the header. */
async function pagesWork(t, url) {
  const { context } = await newContext(t, new URL(url).origin);
  const page = await context.newPage();
  const response = await page.goto(url);
  assert.match(response.headers()["content-security-policy"] ?? "", /frame-ancestors 'none'/);
  await ready(page);
  await diagnose(page);
  await page.goto(`${url}rules/upstream-stale-dns.html`);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** The element, and the page for frames, in a page of another origin. */
async function guestsWork(t, url) {
  const { page } = await openPortal(t, (site) => `${script(site)}${snippet("frame", site)}<hop-check layout=compact></hop-check>`, { site: url });
  for (const element of [page.locator("hop-check"), page.frameLocator("iframe").locator("hop-check")]) {
    await boxOf(element).fill(LINE);
    await answered(element);
    await element.locator("[data-message]").first().waitFor({ timeout: 30_000 });
  }
}

/** Types, compression, caching, the policy, and what is not there. `encoding` is what a browser that takes all gets a file in. */
async function filesAreSent(port, encoding) {
  const names = await readdir(SITE);
  const named = (end) => names.find((name) => name.endsWith(end));
  const plain = await get(port, `/${named(".wasm")}`);
  assert.equal(plain.headers["content-type"], "application/wasm");
  assert.equal(plain.headers["content-encoding"], undefined);
  const packed = await get(port, `/${named(".wasm")}`, { "accept-encoding": "gzip, br" });
  assert.equal(packed.headers["content-encoding"], encoding);
  assert.equal(packed.headers["content-type"], "application/wasm");
  const beside = await readFile(join(SITE, named(encoding === "br" ? ".wasm.br" : ".wasm.gz")));
  assert.ok(packed.body.equals(beside), "the file beside it is sent as it is");
  assert.match(packed.headers["cache-control"], /immutable/);

  const page = await get(port, "/");
  assert.match(page.headers["content-type"], /^text\/html; charset=utf-8$/i);
  assert.equal(page.headers["cache-control"], "no-cache");
  assert.match(page.headers["content-security-policy"], /^default-src 'none'; .*frame-ancestors 'none'$/);
  const frame = await get(port, "/embed.html");
  assert.match(frame.headers["content-security-policy"], /^default-src 'none'; .*frame-ancestors \*$/);
  assert.equal(page.headers["x-content-type-options"], "nosniff");
  assert.equal(page.headers["referrer-policy"], "no-referrer");
  const element = await get(port, "/hopcheck-embed.js");
  assert.match(element.headers["content-type"], /javascript/);
  assert.deepEqual([element.headers["cache-control"], element.headers["access-control-allow-origin"]], ["no-cache", "*"]);
  assert.match((await get(port, "/sw.js")).headers["content-type"], /javascript/);
  assert.equal((await get(port, "/sw.js")).headers["cache-control"], "no-cache");
  assert.equal((await get(port, "/", { "if-none-match": page.headers.etag })).status, 304);

  const missing = await get(port, "/nothing-here");
  assert.equal(missing.status, 404);
  assert.match(missing.body.toString(), /There is no page at this address/);
  assert.match(missing.headers["content-security-policy"], /default-src 'none'/);
}

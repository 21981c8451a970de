// What the tests of the shipped files stand on: the folders that `cargo xtask dist` (or, made of the quick build, `cargo xtask test`)
// has filled, a server of static files that can be stopped and told to serve another folder, and a browser.

import assert from "node:assert/strict";
import { after } from "node:test";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, recordProblems, TYPES } from "./lib.mjs";

const FOLDER = process.env.HOPCHECK_SHIPPED ?? fileURLToPath(new URL("../..", import.meta.url));
/** The folder that holds both. */
export const SHIPPED = FOLDER;
/** The site. */
export const SITE = join(FOLDER, "dist");
/** Everything else. */
export const RELEASE = join(FOLDER, "release");

/** A line of nginx for which the phrasebook is fetched. */
export const LINE =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';

/** Those that are served: until the file's last test, since a page that is open may fetch something to the end. */
const hosts = new Set();

/**
 * Serves a folder as the plainest of hosts does, below `prefix`: no header but the type. With `pages` as GitHub Pages does: folders get
 * their slash, pages are found without their ending, and 404.html stands for what is not there.
 */
export async function serve({ folder = SITE, prefix = "/", headers = {}, pages = false } = {}) {
  const host = { folder };
  /** What is at an address, or nothing. */
  const read = async (path) => {
    const file = normalize(join(host.folder, path.slice(prefix.length), path.endsWith("/") ? "index.html" : ""));
    if (!path.startsWith(prefix) || !file.startsWith(host.folder + sep)) return undefined;
    return readFile(file).then((body) => ({ body, type: TYPES[extname(file)] ?? "application/octet-stream" }), () => undefined);
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://loopback").pathname);
    const file = (await read(path)) ?? (pages ? await read(`${path}.html`) : undefined);
    if (file) return response.writeHead(200, { "content-type": file.type, ...headers }).end(file.body);
    if (pages && (await read(`${path}/`))) return response.writeHead(301, { location: `${path}/` }).end();
    const missing = (pages && path.startsWith(prefix) && (await read(`${prefix}404.html`))) || { body: "not found", type: "text/plain" };
    return response.writeHead(404, { "content-type": missing.type }).end(missing.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A test that failed must not keep the run from ending.
  server.unref();
  host.origin = `http://127.0.0.1:${server.address().port}`;
  host.url = host.origin + prefix;
  host.stop = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  hosts.add(host);
  return host;
}

let running;

/** A context of its own in headless Chromium; at the end of the test its problems must be none. */
export async function newContext(t, origin, options = {}) {
  running ??= launch();
  const context = await (await running).newContext(options);
  const problems = recordProblems(context, origin);
  t.after(async () => {
    // What is still on its way is given up when the context closes, which is no problem of the page.
    const before = [...problems];
    await context.close();
    // Without scripts Chromium says of a preloaded one that a policy forbids it.
    const real = options.javaScriptEnabled === false ? before.filter((one) => !/^request failed: .*\.js csp$/.test(one)) : before;
    assert.deepEqual(real, [], "the page caused problems");
  });
  return { context, problems };
}

after(async () => {
  await (await running)?.close();
  for (const host of hosts) await host.stop();
});

/** Waits until the page has started; a text of the visit before may stand in it. */
export async function ready(page) {
  await page.locator("[data-analysis]").first().waitFor({ timeout: 30_000 });
}

/** Pastes a line of nginx and waits for the cause and for what nginx's message means. */
export async function diagnose(page) {
  await page.getByRole("textbox", { name: "Paste anything" }).fill(LINE);
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
  await page.locator("[data-finding]").first().waitFor();
  await page.locator("[data-message]").first().waitFor({ timeout: 30_000 });
}

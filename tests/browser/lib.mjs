// What every browser test stands on: the built page, served on a free loopback port under the strict content security
// policy, in headless Chromium; and a record of everything that must not happen while it is used.
//
//   const { page, problems } = await openPage(t);
//
// The server and the browser end with the test file that started them.

import assert from "node:assert/strict";
import { after } from "node:test";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The folder of the built page: the one `cargo xtask test` has just built, else what `trunk build` left. */
const PAGE = process.env.HOPCHECK_PAGE ?? fileURLToPath(new URL("../../dist", import.meta.url));

/** As a host that takes security seriously sends it. Nothing inline, nothing from elsewhere, no request to anybody else. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "img-src 'self' data:",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "report-uri /violation",
].join("; ");

/** Content types by extension. */
export const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The lists of problems of the pages that are open now. */
const open = new Set();

/** The browser tells of each violation, also of one inside a worker, of which the page itself sees nothing. */
async function noteViolation(request) {
  let text = "";
  for await (const part of request) text += part;
  const { "csp-report": report } = JSON.parse(text);
  for (const problems of open) {
    problems.push(`policy violation: ${report["effective-directive"]} ${report["blocked-uri"]} in ${report["document-uri"]}`);
  }
}

async function serve(headers) {
  const server = createServer(async (request, response) => {
    if (request.method === "POST" && request.url === "/violation") {
      await noteViolation(request);
      response.writeHead(204);
      response.end();
      return;
    }
    const { pathname } = new URL(request.url, "http://loopback");
    const file = normalize(join(PAGE, pathname.endsWith("/") ? pathname + "index.html" : pathname));
    try {
      if (!file.startsWith(PAGE + sep)) throw new Error("outside of the page");
      const body = await readFile(file);
      response.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        ...headers,
      });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

/** Chromium as it runs on a server: no display, no sandbox for root, and no traffic of its own. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

let running;
let served;

/** The browser and the servers, one with the policy in a header, started by the first test of a file that needs them. */
function start() {
  running ??= Promise.all([launch(), serve({ "content-security-policy": POLICY }), serve({})]);
  return running;
}

after(async () => {
  const [browser, ...servers] = (await running) ?? [];
  await browser?.close();
  for (const server of [...servers, await served].filter(Boolean)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** The address of the page under the policy, for another browser than this file's. */
export async function servePage() {
  served ??= serve({ "content-security-policy": POLICY });
  return `http://127.0.0.1:${(await served).address().port}/`;
}

/**
 * Opens the page in a context of its own and waits until it is ready for a paste.
 *
 * `t` is the test's context: the page is closed when the test ends. `options` go to the browser context (viewport,
 * colorScheme, …); `path` is what is opened, such as "/#…". With `header` false the server sends no policy, as most hosts of
 * static files do, and the page has only the one it carries itself.
 *
 * `problems` collects, as lines of text, console errors, exceptions, violations of the policy, requests that failed and
 * requests to any other origin. Every test ends with an empty list, or it fails; a test that provokes a problem on purpose
 * takes it out of the list.
 */
export async function openPage(t, { path = "/", header = true, ...options } = {}) {
  const [browser, strict, plain] = await start();
  const server = header ? strict : plain;
  const origin = `http://127.0.0.1:${server.address().port}`;
  const context = await browser.newContext(options);
  const problems = recordProblems(context, origin);
  open.add(problems);

  const page = await context.newPage();
  t.after(async () => {
    await context.close();
    open.delete(problems);
    assert.deepEqual(problems, [], "the page caused problems");
  });
  await page.goto(origin + path);
  await page.locator("[data-analysis]").first().waitFor({ timeout: 30_000 });
  return { page, context, problems, origin };
}

/** The list that collects what must not happen in a browser context, where only `origin` may be asked for anything. */
export function recordProblems(context, origin) {
  const problems = [];
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`console error: ${message.text()}`);
  });
  context.on("weberror", (error) => problems.push(`exception: ${error.error().message}`));
  context.on("requestfailed", (request) =>
    problems.push(`request failed: ${request.url()} ${request.failure()?.errorText}`),
  );
  context.on("response", (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) {
      problems.push(`request to another origin: ${url}`);
    }
  });
  return problems;
}

/** The paste box. */
export function pasteBox(page) {
  return page.getByRole("textbox", { name: "Paste anything" });
}

/** Puts `text` into the emptied box, as a paste does, and waits for the answer to it. */
export async function paste(page, text) {
  // Emptied first: the answer to an earlier paste must not pass for the one to this.
  await pasteBox(page).fill("");
  await page.locator('[data-analysis="idle"]').waitFor();
  await pasteBox(page).fill(text);
  await page.locator('[data-analysis="done"], [data-analysis="not-understood"]').waitFor({ timeout: 30_000 });
}

/** Gives the page files, each as `[name, content]`, as the file dialog does. */
export const files = (page, ...list) =>
  page.locator('input[type="file"]').setInputFiles(
    list.map(([name, content]) => ({ name, mimeType: "", buffer: Buffer.from(content) })),
  );

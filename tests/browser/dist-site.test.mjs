// The site: complete in itself, below any path, each file compressed beside it, and what the checksums say.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { diagnose, newContext, ready, serve, SHIPPED, SITE } from "./shipped.mjs";

const files = (await readdir(SITE, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => posix.join(...join(entry.parentPath, entry.name).slice(SITE.length + 1).split(/[\\/]/)));
const bytes = (name) => readFile(join(SITE, name));

test("the page works below a path, and leads to the pages about the causes and back", async (t) => {
  const host = await serve({ prefix: "/tools/hopcheck/" });
  const { context } = await newContext(t, host.origin);
  const page = await context.newPage();
  await page.goto(host.url);
  await ready(page);
  await diagnose(page);

  const finding = page.locator("[data-finding]").first();
  const id = await finding.getAttribute("data-finding");
  if ((await finding.getByRole("button", { expanded: false }).count()) > 0) await finding.getByRole("button").first().click();
  await finding.getByRole("link", { name: "About this cause" }).click();
  assert.equal(page.url(), `${host.url}#rule/${id}`);
  await page.goBack();
  await finding.waitFor();
  await page.locator("footer").getByRole("link", { name: "All causes" }).click();
  assert.equal(page.url(), `${host.url}rules/`);
  await page.locator(`a[href="${id}.html"]`).first().click();
  assert.equal(page.url(), `${host.url}rules/${id}.html`);
  await page.getByRole("navigation").getByRole("link", { name: "All causes" }).click();
  assert.equal(page.url(), `${host.url}rules/`);
  await page.getByRole("link", { name: "Hopcheck", exact: true }).click();
  assert.equal(page.url(), host.url);
  await ready(page);
  assert.equal(await page.locator("footer").getByRole("link", { name: "All causes" }).count(), 1);
});

test("every link in every page leads to a file of the site, and none names the root", async () => {
  const pages = files.filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > 50, `${pages.length} pages`);
  for (const name of pages) {
    const html = (await bytes(name)).toString();
    for (const [, address] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^(https:|data:|#)/.test(address)) continue;
      assert.ok(!address.startsWith("/"), `${name} names the root: ${address}`);
      // It is shown at any depth, and leads one folder up.
      if (name === "404.html" && address === "../") continue;
      let target = posix.join(dirname(name), address.replace(/#.*$/s, ""));
      if (target === "." || target.endsWith("/")) target = posix.join(target, "index.html");
      assert.ok(files.includes(target), `${name} leads to ${address}, which is not there`);
    }
  }
});

test("what lies compressed beside a file is that file", async () => {
  for (const [ext, unpack] of [["br", brotliDecompressSync], ["gz", gunzipSync]]) {
    const packed = files.filter((name) => name.endsWith(`.${ext}`));
    for (const needed of ["index.html", "sw.js", "rules/index.html"]) assert.ok(packed.includes(`${needed}.${ext}`), needed);
    assert.ok(packed.some((name) => name.endsWith(`.wasm.${ext}`)));
    for (const name of packed) {
      assert.ok(unpack(await bytes(name)).equals(await bytes(name.slice(0, -1 - ext.length))), name);
    }
  }
});

test("the checksums are those of the files, of all of them", async () => {
  const run = promisify(execFile);
  const { stdout } = await run("sha256sum", ["--check", "--strict", "release/SHA256SUMS"], { cwd: SHIPPED });
  assert.equal(stdout.match(/^dist\/.*: OK$/gm).length, files.length);
  assert.match(stdout, /^release\/hopcheck\.html: OK$/m);
});

test("no policy in a page is laxer than the site's header", async () => {
  const headers = (await bytes("_headers")).toString();
  const policy = (path) => headers.split(`\n${path}\n`)[1]?.split("\n")[0] ?? "";
  for (const path of ["/", "/index.html", "/404.html", "/rules/*", "/sw.js"]) {
    assert.match(policy(path), /Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.*frame-ancestors 'none'$/, path);
  }
  assert.match(policy("/embed.html"), /Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.*frame-ancestors \*$/);
  for (const name of files.filter((file) => file.endsWith(".html"))) {
    const html = (await bytes(name)).toString();
    assert.match(html, /http-equiv="Content-Security-Policy"\s+content="default-src 'none'/, name);
    assert.ok(!html.includes("unsafe-inline"), name);
  }
});

test("files named by their content may be kept, others are asked for", async () => {
  const headers = (await bytes("_headers")).toString();
  const kept = [...headers.matchAll(/^\/(\S+)\n {2}Cache-Control: .*immutable$/gm)].map(([, name]) => name);
  assert.ok(kept.some((name) => name.endsWith(".wasm")));
  for (const name of kept) {
    assert.match(name, /-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/);
    assert.ok((await stat(join(SITE, name))).size > 0);
  }
});

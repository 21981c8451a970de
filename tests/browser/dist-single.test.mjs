// The page in one file, opened from a disk: it works whole, and the browser refuses it every request.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NO_FIREFOX, openFirefox } from "./bidi.mjs";
import { diagnose, LINE, newContext, ready, RELEASE } from "./shipped.mjs";

/** The file alone, in a folder whose name needs care in an address. */
async function onDisk(t) {
  const folder = await mkdtemp(join(tmpdir(), "hopcheck ü "));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "hopcheck.html");
  await copyFile(join(RELEASE, "hopcheck.html"), file);
  return pathToFileURL(file).href;
}

test("it opens from a disk without a network, and diagnoses with everything that belongs to it", async (t) => {
  const url = await onDisk(t);
  const { context } = await newContext(t, "file://", { offline: true });
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  await diagnose(page);
  const id = await page.locator("[data-finding]").first().getAttribute("data-finding");
  await page.getByRole("link", { name: "About this cause" }).first().click();
  assert.equal(page.url(), `${url}#rule/${id}`, "a cause's own page is in the file");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.goBack();
  await page.locator("[data-finding]").first().waitFor();
  assert.equal(await page.getByRole("link", { name: "All causes" }).count(), 0, "a link that leads nowhere");
  assert.equal(await page.evaluate(() => navigator.serviceWorker?.controller ?? null), null);
});

/** Somebody who would answer, and what they were asked. */
async function stranger(t) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end("welcome");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = `http://127.0.0.1:${server.address().port}/`;
  assert.equal(await (await fetch(address)).text(), "welcome", "they answer");
  asked.length = 0;
  return { address, asked };
}

const attempt = (address) => fetch(address).then(() => "answered", () => "refused");

test("neither it nor its worker can ask anybody for anything", async (t) => {
  const { address, asked } = await stranger(t);
  const { context, problems } = await newContext(t, "file://");
  const page = await context.newPage();
  await page.goto(await onDisk(t));
  await ready(page);
  await diagnose(page);
  assert.equal(await page.evaluate(attempt, address), "refused");
  assert.equal(await page.workers()[0].evaluate(attempt, address), "refused");
  assert.deepEqual(asked, []);
  await context.close();
  problems.length = 0;
});

test("files that are dropped onto it from the disk are read", async (t) => {
  const url = await onDisk(t);
  const { context } = await newContext(t, "file://", { offline: true });
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  const files = { "error.log": LINE, "compose.yml": "services:\n  web:\n    image: shop\n    ports: ['8000:8000']\n" };
  const paths = await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const path = fileURLToPath(new URL(name, url));
      await writeFile(path, text);
      return path;
    }),
  );
  // As the browser does it when they come from another window, so that they are files of the disk and not of a script.
  const devtools = await context.newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data: { items: [], files: paths, dragOperationsMask: 1 } });
  }
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
  for (const [name, kind] of [["error.log", "nginx-error-log"], ["compose.yml", "compose-file"]]) {
    await page.locator(`[data-artifact="${kind}"]`).filter({ hasText: name }).first().waitFor();
  }
  await page.locator("[data-finding]").first().waitFor();
});

test("Firefox opens it from a disk, diagnoses, and refuses it every request", { skip: NO_FIREFOX }, async (t) => {
  const { address, asked } = await stranger(t);
  const url = await onDisk(t);
  const page = await openFirefox(t, url);
  assert.equal(await page.evaluate(() => location.href), url);
  await page.paste(LINE);
  await page.seen("[data-finding]");
  await page.seen("[data-message]");
  assert.deepEqual(page.problems, []);
  assert.equal(await page.evaluate(attempt, address), "refused");
  assert.deepEqual(asked, []);
  // Firefox says so.
  page.problems.length = 0;
});

test("it is whole: it names no other file, and its policy has no exception for inline code", async () => {
  const html = await readFile(join(RELEASE, "hopcheck.html"), "utf8");
  const outside = html.replaceAll(/<script[^>]*>[^]*?<\/script>|<style>[^]*?<\/style>/g, "");
  assert.deepEqual(outside.match(/(?:src|href)="(?!data:)[^"]*"/g), null);
  const [policy] = html.match(/default-src[^"]*/);
  assert.match(policy, /connect-src 'none'/);
  assert.ok(!policy.includes("unsafe-inline") && !policy.includes("'self'"), policy);
});

// The page in one file, opened from a disk: it works whole, and the browser refuses it every request.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { diagnose, newContext, ready, RELEASE } from "./shipped.mjs";

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

test("neither it nor its worker can ask anybody for anything", async (t) => {
  const requests = [];
  const stranger = createServer((request, response) => {
    requests.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end("welcome");
  });
  await new Promise((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  t.after(() => stranger.close());
  const address = `http://127.0.0.1:${stranger.address().port}/`;

  const { context, problems } = await newContext(t, "file://");
  const page = await context.newPage();
  await page.goto(await onDisk(t));
  await ready(page);
  await diagnose(page);
  const attempt = (address) => fetch(address).then(() => "answered", () => "refused");
  assert.equal(await page.evaluate(attempt, address), "refused");
  assert.equal(await page.workers()[0].evaluate(attempt, address), "refused");
  assert.deepEqual(requests, []);
  assert.equal(await (await fetch(address)).text(), "welcome", "the stranger would have answered");
  await context.close();
  problems.length = 0;
});

test("it is whole: it names no other file, and its policy has no exception for inline code", async () => {
  const html = await readFile(join(RELEASE, "hopcheck.html"), "utf8");
  const outside = html.replaceAll(/<script[^>]*>[^]*?<\/script>|<style>[^]*?<\/style>/g, "");
  assert.deepEqual(outside.match(/(?:src|href)="(?!data:)[^"]*"/g), null);
  const [policy] = html.match(/default-src[^"]*/);
  assert.match(policy, /connect-src 'none'/);
  assert.ok(!policy.includes("unsafe-inline") && !policy.includes("'self'"), policy);
});

// What takes long says how far it is and can be stopped; the text is kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";

const LINE =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';
const MEGABYTES = LINE.repeat(Math.ceil(8e6 / LINE.length));

const stop = (page) => page.getByRole("button", { name: "Stop" });

test("a long analysis can be stopped, and the next text is analysed", async (t) => {
  const { page } = await openPage(t);
  await page.locator('input[type="file"]').setInputFiles([{ name: "error.log", mimeType: "", buffer: Buffer.from(MEGABYTES) }]);
  await page.getByText("Analysing: reading the lines").waitFor();
  await stop(page).click();
  await page.getByText("Stopped. Your text is untouched").waitFor();
  await page.locator('[data-analysis="idle"]').waitFor();
  assert.equal(await stop(page).count(), 0);
  await page.getByRole("region", { name: "error.log, read only" }).waitFor();

  await page.getByRole("button", { name: "Remove error.log" }).click();
  await paste(page, LINE);
  assert.equal(await page.locator('[data-artifact="nginx-error-log"]').count(), 1);
  assert.equal(await page.getByText("Stopped.").count(), 0);
});

test("reading a file says how far it is, and can be stopped", async (t) => {
  const { page } = await openPage(t);
  await pasteBox(page).fill("typed");
  await page.evaluate(() => {
    // A slow disk: each part takes its time.
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return read.call(this);
    };
  });
  await page.locator('input[type="file"]').setInputFiles([{ name: "error.log", mimeType: "", buffer: Buffer.from(MEGABYTES) }]);
  await page.getByText(/Reading error\.log: \d of 8 MB/).waitFor();
  assert.ok((await page.locator("progress").evaluate((bar) => bar.position)) > 0);
  await stop(page).click();
  await stop(page).waitFor({ state: "detached" });
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole("button", { name: "error.log", exact: true }).count(), 0);
  assert.equal(await pasteBox(page).inputValue(), "typed");
});

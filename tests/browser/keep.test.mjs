// What was typed survives a reload, unless the reader does not want that or the browser has no storage.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";

const LINE =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';

const done = (page) => page.locator('[data-analysis="done"]').waitFor();
const keep = (page) => page.getByRole("checkbox", { name: /Keep my texts/ });

/** The keys in the page's database. */
const stored = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const asked = indexedDB.open("hopcheck", 1);
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          const keys = asked.result.transaction("texts").objectStore("texts").getAllKeys();
          keys.onsuccess = () => {
            asked.result.close();
            resolve(keys.result);
          };
        };
      }),
  );

/** Waits until the database holds so many records. */
async function holds(page, count) {
  for (let tries = 0; tries < 100; tries++) {
    if ((await stored(page)).length === count) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`the database holds ${await stored(page)}`);
}

async function reload(page) {
  await page.reload();
  await page.locator("[data-analysis]").first().waitFor();
}

test("texts, names, kinds and places come back after a reload, and can be forgotten", async (t) => {
  const { page } = await openPage(t);
  await paste(page, LINE);
  const files = [
    { name: "pool.txt", mimeType: "", buffer: Buffer.from("listen = /run/php/é.sock\nuser = www-data\n") },
    { name: "big.log", mimeType: "", buffer: Buffer.from(LINE.repeat(2000)) },
  ];
  await page.locator('input[type="file"]').setInputFiles(files);
  await page.getByRole("button", { name: "Correct pool.txt" }).click();
  await page.locator(".piece-form").getByLabel("What it is").selectOption("php-fpm-pool");
  await page.locator('[data-artifact="php-fpm-pool"]').waitFor();
  await page.locator(".piece-form").getByRole("button", { name: "Done" }).click();
  await page.locator('[data-artifact="nginx-error-log"] .correct').first().click();
  await page.locator(".piece-form").getByLabel("Printed in").fill("edge");
  await page.locator(".piece-form").getByRole("button", { name: "Done" }).click();
  await page.locator(".chip .place", { hasText: "edge" }).waitFor();
  await holds(page, 3);
  await page.waitForTimeout(800);

  await reload(page);
  await page.getByText("Restored from your last visit").waitFor();
  await done(page);
  assert.equal(await pasteBox(page).inputValue(), LINE);
  await page.locator('[data-artifact="php-fpm-pool"]').waitFor();
  await page.locator(".chip .place", { hasText: "edge" }).waitFor();
  await page.getByRole("button", { name: "big.log", exact: true }).click();
  await page.getByRole("region", { name: "big.log, read only" }).waitFor();
  await page.getByRole("button", { name: "pool.txt", exact: true }).click();
  await page.locator(".file-pane").getByText("é.sock").waitFor();

  await page.getByRole("button", { name: "Forget it" }).click();
  await page.locator('[data-analysis="idle"]').waitFor();
  assert.equal(await pasteBox(page).inputValue(), "");
  await holds(page, 0);
  await reload(page);
  await page.waitForTimeout(500);
  assert.equal(await page.getByText("Restored from your last visit").count(), 0);
});

test("a removed file is not kept, and a cleared page is empty at the next visit", async (t) => {
  const { page } = await openPage(t);
  await page.locator('input[type="file"]').setInputFiles([{ name: "a.log", mimeType: "", buffer: Buffer.from(LINE) }]);
  await holds(page, 2);
  await page.getByRole("button", { name: "Pasted text" }).click();
  await pasteBox(page).fill("kept");
  await page.getByRole("button", { name: "Remove a.log" }).click();
  await holds(page, 1);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await holds(page, 0);
});

test("keeping can be switched off, and stays off", async (t) => {
  const { page } = await openPage(t);
  await paste(page, LINE);
  await holds(page, 1);
  await keep(page).uncheck();
  await holds(page, 0);
  await paste(page, `${LINE}\n`);
  await page.waitForTimeout(1000);
  assert.deepEqual(await stored(page), []);
  await reload(page);
  await keep(page).waitFor();
  assert.equal(await keep(page).isChecked(), false);
  assert.equal(await pasteBox(page).inputValue(), "");
  await keep(page).check();
  await pasteBox(page).fill("kept");
  await holds(page, 1);
});

test("the page works where storage throws, and offers no switch", async (t) => {
  const { page, context, origin } = await openPage(t);
  await context.addInitScript(() => {
    for (const name of ["indexedDB", "localStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  await page.goto(`${origin}/`);
  await page.locator("[data-analysis]").first().waitFor();
  await paste(page, LINE);
  assert.ok((await page.locator("[data-finding]").count()) > 0);
  assert.equal(await keep(page).count(), 0);
});

test("a record of another form is left alone", async (t) => {
  const { page } = await openPage(t);
  await keep(page).waitFor();
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const asked = indexedDB.open("hopcheck", 1);
        asked.onsuccess = () => {
          const texts = asked.result.transaction("texts", "readwrite").objectStore("texts");
          texts.put({ form: 99, paste: 7 }, "page").onsuccess = resolve;
        };
      }),
  );
  await reload(page);
  await keep(page).waitFor();
  await page.waitForTimeout(300);
  assert.equal(await pasteBox(page).inputValue(), "");
  await paste(page, LINE);
  await page.waitForTimeout(800);
  await reload(page);
  await page.getByText("Restored from your last visit").waitFor();
});

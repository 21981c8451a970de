// What the page takes: files beside the paste, large pastes, pictures; and what it does when its worker dies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { files, openPage, paste, pasteBox } from "./lib.mjs";

const ERROR_LINE =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';
const COMPOSE = "services:\n  api:\n    build: ./api\n    expose:\n      - \"5000\"\n";
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

const done = (page) => page.locator('[data-analysis="done"]').waitFor();
const kinds = (page) => page.locator("[data-artifact]").evaluateAll((all) => all.map((one) => one.dataset.artifact));

test("several files and the paste are analysed together", async (t) => {
  const { page } = await openPage(t);
  await files(page, ["docker-compose.yml", COMPOSE], ["error.log", ERROR_LINE]);
  await done(page);
  assert.deepEqual((await kinds(page)).sort(), ["compose-file", "nginx-error-log"]);

  await page.getByRole("button", { name: "Remove docker-compose.yml" }).click();
  await page.waitForFunction(() => !document.querySelector('[data-artifact="compose-file"]'));
  await page.getByRole("button", { name: "Pasted text" }).click();
  await pasteBox(page).fill(COMPOSE);
  await done(page);
  assert.deepEqual((await kinds(page)).sort(), ["compose-file", "nginx-error-log"]);
});

test("files can be dropped anywhere", async (t) => {
  const { page } = await openPage(t);
  const dropped = await page.evaluateHandle(([line, compose]) => {
    const data = new DataTransfer();
    data.items.add(new File([line], "error.log"));
    data.items.add(new File([compose], "docker-compose.yml"));
    return data;
  }, [ERROR_LINE, COMPOSE]);
  await page.dispatchEvent("header", "dragover", { dataTransfer: dropped });
  await page.dispatchEvent("header", "drop", { dataTransfer: dropped });
  await done(page);
  assert.deepEqual((await kinds(page)).sort(), ["compose-file", "nginx-error-log"]);
});

test("a picture is refused in words, and what was typed stays", async (t) => {
  const { page } = await openPage(t);
  await paste(page, ERROR_LINE);
  await files(page, ["screenshot.png", PICTURE]);
  await page.getByText("screenshot.png is a picture").waitFor();
  assert.equal(await pasteBox(page).inputValue(), ERROR_LINE);
});

test("a large file is shown by the lines in sight", async (t) => {
  const { page } = await openPage(t);
  const lines = 20_000;
  await files(page, ["error.log", ERROR_LINE.repeat(lines)]);
  await done(page);
  const pane = page.getByRole("region", { name: "error.log, read only" });
  assert.ok((await pane.locator(".row").count()) < 400);
  await pane.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await pane.getByText(String(lines), { exact: true }).waitFor();
});

test("a large paste becomes a piece and leaves the box alone", async (t) => {
  const { page, context } = await openPage(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await pasteBox(page).fill("kept");
  await page.evaluate((text) => navigator.clipboard.writeText(text), ERROR_LINE.repeat(1_000));
  await pasteBox(page).press("ControlOrMeta+V");
  await page.getByRole("button", { name: "paste 1", exact: true }).waitFor();
  await done(page);
  await page.getByRole("button", { name: "Pasted text" }).click();
  assert.equal(await pasteBox(page).inputValue(), "kept");
  assert.ok((await kinds(page)).includes("nginx-error-log"));
});

test("a large paste comes as it was, characters outside of the basic plane too", async (t) => {
  const { page } = await openPage(t);
  // Of two units each, and at odd places: wherever a text of megabytes is parted, one of them stands.
  const text = "x" + "😀".repeat(700_000) + "\nlast line é";
  await pasteBox(page).evaluate((box, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  const pane = page.getByRole("region", { name: "paste 1, read only" });
  await pane.getByText("last line é").waitFor();
  await page.getByRole("checkbox", { name: /Keep my texts/ }).waitFor();
  await page.waitForTimeout(1000);
  const kept = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const asked = indexedDB.open("hopcheck", 1);
        asked.onsuccess = () => {
          const all = asked.result.transaction("texts").objectStore("texts").getAll();
          all.onsuccess = () => resolve(all.result.find((one) => one instanceof Blob).text());
        };
      }),
  );
  assert.ok(kept === text);
});

test("clearing can be undone", async (t) => {
  const { page } = await openPage(t);
  await paste(page, ERROR_LINE);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.locator('[data-analysis="idle"]').waitFor();
  await page.getByRole("button", { name: "Undo clear" }).click();
  await done(page);
  assert.equal(await pasteBox(page).inputValue(), ERROR_LINE);
});

test("a worker that dies is started again, and the page says so", async (t) => {
  const { page, problems } = await openPage(t);
  await page.evaluate(() => {
    // An analysis of a text with this word ends the worker, as a crash of the engine would.
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      // What starts a worker is no packed message.
      const text = ArrayBuffer.isView(message[0]) ? new TextDecoder().decode(message[0]) : "";
      if (text.includes("crash")) setTimeout(() => this.dispatchEvent(new ErrorEvent("error")));
      else post.call(this, message, ...rest);
    };
  });
  await pasteBox(page).fill("crash");
  await page.getByText("the engine was started afresh").waitFor();
  await page.locator('[data-analysis="idle"]').waitFor();
  assert.equal(await pasteBox(page).inputValue(), "crash");
  await paste(page, ERROR_LINE);
  assert.deepEqual(await kinds(page), ["nginx-error-log"]);
  assert.equal(await page.getByText("the engine was started afresh").count(), 0);
  assert.deepEqual(problems, []);
});

test("nothing is wider than a narrow screen", async (t) => {
  const { page } = await openPage(t, { viewport: { width: 320, height: 640 } });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok((await overflow()) <= 0);
  for (const example of await page.locator(".example").all()) {
    await example.click();
    await done(page);
    assert.ok((await overflow()) <= 0);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.locator('[data-analysis="idle"]').waitFor();
  }
});

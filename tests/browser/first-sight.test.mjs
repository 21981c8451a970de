// What somebody sees who has never been here: examples that work, a promise with its proof, and the ways in for a text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";

const LINE =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';

const done = (page) => page.locator('[data-analysis="done"]').waitFor();
const undo = (page, what) => page.getByRole("button", { name: `Undo ${what}`, exact: true });

test("each example is loaded when it is chosen, and has an answer", async (t) => {
  const { page } = await openPage(t);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const titles = await page.locator(".example .title").allTextContents();
  assert.ok(titles.length >= 4);
  for (const title of titles) {
    assert.ok(!asked.some((path) => path.includes("examples/")));
    await page.locator(".example", { hasText: title }).click();
    await done(page);
    assert.ok((await page.locator("[data-finding]").count()) > 0, title);
    assert.equal(asked.filter((path) => path.includes("/examples/")).length, 1);
    asked.length = 0;
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.locator('[data-analysis="idle"]').waitFor();
  }
});

test("an example that cannot be loaded says so", async (t) => {
  const { page, problems } = await openPage(t);
  await page.route("**/examples/*", (route) => route.abort());
  await page.locator(".example").first().click();
  await page.getByText("The example could not be loaded").waitFor();
  assert.ok(problems.length > 0);
  problems.length = 0;
});

test("the proof shows the policy of this very document", async (t) => {
  const { page } = await openPage(t);
  await page.getByRole("button", { name: "How you can check that" }).click();
  const proof = page.getByRole("dialog");
  await proof.waitFor();
  const carried = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const shown = await proof.locator(".policy code").allTextContents();
  assert.deepEqual(shown, carried.split(";").map((one) => one.trim()).filter(Boolean));
  assert.match(await proof.innerText(), /requests to this page’s own address only/);
  await page.keyboard.press("Escape");
  await proof.waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "How you can check that");
});

test("what the proof says of being offline holds", async (t) => {
  const { page, context } = await openPage(t);
  await context.setOffline(true);
  await paste(page, "services:\n  api:\n    build: .\n");
  assert.equal(await page.locator('[data-artifact="compose-file"]').count(), 1);
});

test("the clipboard's text goes below what stands in the box", async (t) => {
  const { page, context } = await openPage(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), LINE);
  const button = page.getByRole("button", { name: "Paste from clipboard" });
  await button.click();
  await done(page);
  assert.equal(await pasteBox(page).inputValue(), LINE);
  await pasteBox(page).fill("typed");
  await button.click();
  await page.waitForFunction((line) => document.querySelector("textarea").value === `typed\n\n${line}`, LINE);
  await undo(page, "paste").click();
  assert.equal(await pasteBox(page).inputValue(), "typed");
});

test("a clipboard that is refused, or holds a picture, is explained", async (t) => {
  const { page, context } = await openPage(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const button = page.getByRole("button", { name: "Paste from clipboard" });
  await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    const picture = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
  });
  await button.click();
  await page.getByText("There is no text in the clipboard").waitFor();
  await page.evaluate(() => {
    navigator.clipboard.readText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await button.click();
  await page.getByText("does not let this page read the clipboard").waitFor();
  assert.equal(await pasteBox(page).inputValue(), "");
});

test("a pasted picture is refused in words", async (t) => {
  const { page } = await openPage(t);
  await pasteBox(page).evaluate((box) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "image.png", { type: "image/png" }));
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.getByText("image.png is a picture").waitFor();
});

test("a large paste that is no text is refused in words", async (t) => {
  const { page } = await openPage(t);
  await pasteBox(page).evaluate((box) => {
    const data = new DataTransfer();
    data.setData("text/plain", "\u007fELF\0\u0001".repeat(50_000));
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.getByText("Pasted text is not text").waitFor();
  assert.equal(await pasteBox(page).inputValue(), "");
});

test("several deeds are undone one after the other, and typing by the box itself", async (t) => {
  const { page } = await openPage(t);
  await page.locator('input[type="file"]').setInputFiles([{ name: "a.log", mimeType: "", buffer: Buffer.from(LINE) }]);
  await page.getByRole("button", { name: "Pasted text" }).click();
  await pasteBox(page).pressSequentially("one ");
  await done(page);
  await page.getByRole("button", { name: "Remove a.log" }).click();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.locator(".example").first().click();
  await done(page);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await undo(page, "clear").click();
  await done(page);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await undo(page, "clear").click();
  await undo(page, "example").click();
  await undo(page, "clear").click();
  assert.equal(await pasteBox(page).inputValue(), "one ");
  await undo(page, "removal of a.log").click();
  await page.getByRole("button", { name: "a.log", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Undo/ }).count(), 0);

  await page.getByRole("button", { name: "Pasted text" }).click();
  await pasteBox(page).press("End");
  await pasteBox(page).pressSequentially("two");
  await pasteBox(page).press("ControlOrMeta+Z");
  assert.equal(await pasteBox(page).inputValue(), "one ");
});

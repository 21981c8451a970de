// What was recognised can be corrected: the name of a piece, its kind, and where it was printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";

const NOT_FOUND =
  "2026/01/05 10:00:00 [crit] 812#812: *7 connect() to unix:/run/php/php.sock failed (2: No such file or directory) while " +
  'connecting to upstream, client: 203.0.113.9, server: shop.example.com, request: "GET /index.php HTTP/1.1", upstream: ' +
  '"fastcgi://unix:/run/php/php.sock:", host: "shop.example.com"\n';
const SOCKETS =
  "Netid State  Recv-Q Send-Q             Local Address:Port   Peer Address:PortProcess\n" +
  'u_str LISTEN 0      4096   /run/php/php.sock 24893            * 0    users:(("php-fpm8.2",pid=700,fd=8))\n';

const chip = (page, kind) => page.locator(`[data-artifact="${kind}"]`);
const settled = (page) => page.locator('[data-analysis="done"]').waitFor();

async function correct(page, kind) {
  await chip(page, kind).locator(".correct").click();
  return page.locator(".piece-form");
}

async function say(page, kind, field, value) {
  const form = await correct(page, kind);
  await form.getByLabel(field, { exact: true }).fill(value);
  await form.getByRole("button", { name: "Done" }).click();
  await form.waitFor({ state: "detached" });
  await settled(page);
}

test("where the pieces were printed changes the answer, and stays with them while somebody types", async (t) => {
  const { page } = await openPage(t);
  await paste(page, `${NOT_FOUND}\n${SOCKETS}`);
  await say(page, "nginx-error-log", "Printed in", "edge");
  await say(page, "listening-sockets", "Printed in", "pool");
  const title = page.getByRole("heading", { name: /in pool.*in edge/ });
  await title.first().waitFor();
  assert.deepEqual(await page.locator(".chip .place").allTextContents(), ["edge", "pool"]);

  await pasteBox(page).press("ControlOrMeta+Home");
  await pasteBox(page).pressSequentially("It says:\n\n");
  await settled(page);
  await title.first().waitFor();
  assert.equal(await pasteBox(page).inputValue(), `It says:\n\n${NOT_FOUND}\n${SOCKETS}`);

  const form = await correct(page, "listening-sockets");
  assert.ok((await page.locator("#places option").evaluateAll((all) => all.map((one) => one.value))).includes("edge"));
  await form.getByRole("button", { name: "As recognised" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".chip .place").length === 1);
  await page.waitForFunction(() => !/in pool/.test(document.querySelector(".answer").textContent));
});

test("a kind that was not recognised can be set", async (t) => {
  const { page } = await openPage(t);
  // One row of what `ss` printed, without its head.
  const row = 'u_str LISTEN 0 4096 /run/php/other.sock 24893 * 0 users:(("php-fpm8.2",pid=700,fd=8))';
  await paste(page, `${NOT_FOUND}\n${row}\n`);
  await chip(page, "unknown").locator(".correct").click();
  await page.locator(".piece-form").getByLabel("What it is").selectOption("listening-sockets");
  await chip(page, "listening-sockets").waitFor();
  await page.locator(".answer").getByText("/run/php/other.sock").first().waitFor();
});

test("a piece of the paste can be named", async (t) => {
  const { page } = await openPage(t);
  await paste(page, `${NOT_FOUND}\n${SOCKETS}`);
  await say(page, "nginx-error-log", "Name", "shop-error.log");
  assert.equal(await chip(page, "nginx-error-log").locator(".name").innerText(), "shop-error.log");
});

test("a file can be renamed, and said to be something as a whole", async (t) => {
  const { page } = await openPage(t);
  const text = "listen = /run/php/other.sock\nuser = www-data\n";
  await page.locator('input[type="file"]').setInputFiles([{ name: "notes.txt", mimeType: "", buffer: Buffer.from(text) }]);
  await page.getByRole("button", { name: "Correct notes.txt" }).click();
  const form = page.getByRole("group", { name: "Correct notes.txt" });
  await form.getByLabel("What it is").selectOption("php-fpm-pool");
  await chip(page, "php-fpm-pool").waitFor();
  await form.getByLabel("Name", { exact: true }).fill("www.conf");
  await form.getByLabel("Name", { exact: true }).press("Enter");
  await page.getByRole("button", { name: "www.conf", exact: true }).waitFor();
  await page.getByRole("button", { name: "Remove www.conf" }).waitFor();
  await chip(page, "php-fpm-pool").getByText("www.conf").waitFor();
  assert.equal(await page.locator(".file-pane").getAttribute("aria-label"), "www.conf, read only");
});

test("the form is closed by the keyboard too", async (t) => {
  const { page } = await openPage(t);
  await paste(page, NOT_FOUND);
  const button = chip(page, "nginx-error-log").locator(".correct");
  await button.focus();
  await page.keyboard.press("Enter");
  await page.locator(".piece-form input").first().waitFor();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Escape");
  await page.locator(".piece-form").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.className), "correct", "the focus is back where it was");
});

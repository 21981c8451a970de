// From the answer to the text and back: in the paste box, and in a file of which only the lines in sight are in the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";

const NOISE = '203.0.113.9 - - [14/Mar/2026:09:21:47 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.5.0"\n';
const REFUSED =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';
const LINE = 6_001;
const FILE = NOISE.repeat(LINE - 1) + REFUSED + NOISE.repeat(2_000);

const answered = (page) => page.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
const inSight = (mark) => mark.evaluate((element) => {
  const [own, pane] = [element.getBoundingClientRect(), element.closest(".file-pane").getBoundingClientRect()];
  return own.top >= pane.top && own.bottom <= pane.bottom;
});

/** The colour that a finding's own number has, and that of its mark. */
const colours = (page) =>
  page.evaluate(() => {
    const mark = getComputedStyle(document.querySelector("mark.mark")).boxShadow.match(/rgba?\([^)]*\)/)[0];
    const badge = getComputedStyle(document.querySelector(".badge")).backgroundColor;
    return [mark, badge];
  });

test("evidence in a file is shown, marked, and leads back to its finding", async (t) => {
  const { page } = await openPage(t);
  await page.locator('input[type="file"]').setInputFiles([{ name: "mixed.log", mimeType: "", buffer: Buffer.from(FILE) }]);
  await answered(page);
  assert.equal(await page.locator(".file-pane mark").count(), 0, "it is far below");
  await page.locator("[data-finding] .quote").first().click();
  const mark = page.locator(".file-pane mark").first();
  await mark.waitFor();
  assert.ok(await inSight(mark));
  assert.equal(await page.locator(".file-pane .row:has(mark) .digits").first().innerText(), String(LINE));
  const [marked, badge] = await colours(page);
  assert.equal(marked, badge);

  await mark.click({ position: { x: 8, y: 8 } });
  const bar = page.locator(".evidence-bar");
  assert.match(await bar.innerText(), /^Evidence for 1: /);
  await bar.click();
  assert.ok(await page.evaluate(() => document.activeElement.closest("[data-finding]") !== null));
});

test("evidence in the paste box is selected, and the caret in it leads back", async (t) => {
  const { page } = await openPage(t);
  const text = NOISE.repeat(120) + REFUSED;
  await paste(page, text);
  await page.locator("[data-finding] .quote").first().click();
  const selected = await pasteBox(page).evaluate((box) => box.value.slice(box.selectionStart, box.selectionEnd));
  assert.ok(REFUSED.includes(selected) && selected.length > 20, selected);
  assert.ok((await pasteBox(page).evaluate((box) => box.scrollTop)) > 0);
  await pasteBox(page).press("ArrowLeft");
  await page.locator(".evidence-bar").click();
  assert.ok(await page.evaluate(() => document.activeElement.closest("[data-finding]") !== null));
});

// The page in Firefox: first sight, an answer, the way to the evidence and back, what is kept, the colours, the dialogs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FIREFOX, openFirefox } from "./bidi.mjs";
import { servePage } from "./lib.mjs";
import { REFUSED } from "./states.mjs";

const skip = NO_FIREFOX;

const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const focus = (page) => page.evaluate(() => document.activeElement.closest("[data-finding]")?.dataset.finding ?? document.activeElement.localName);

test("first sight offers examples, and one of them has an answer", { skip }, async (t) => {
  const page = await openFirefox(t, await servePage());
  assert.equal(await page.evaluate(() => document.querySelector("h1").textContent), "Hopcheck");
  await page.click(".example");
  await page.seen('[data-finding][data-certainty="confirmed"]');
  assert.ok(await page.evaluate(() => document.querySelector("textarea").value.includes("connect() failed (111")));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

test("a paste has an answer, whose evidence is shown in the text, and from there back", { skip }, async (t) => {
  const page = await openFirefox(t, await servePage());
  await page.paste(`${REFUSED}unrelated\n`);
  await page.seen("[data-ask]");
  const id = await page.evaluate(() => document.querySelector("[data-finding]").dataset.finding);
  await page.seen("mark.mark");
  await page.click("[data-finding] .quote");
  const selected = await page.evaluate(() => {
    const box = document.querySelector("textarea");
    return document.activeElement === box && box.value.slice(box.selectionStart, box.selectionEnd);
  });
  assert.ok(selected && REFUSED.includes(selected.trim()), String(selected));
  await page.seen(".evidence-bar");
  await page.press("Escape");
  assert.equal(await focus(page), id);
  await page.press("j");
  assert.notEqual(await focus(page), id);
  await page.press("k");
  assert.equal(await focus(page), id);
});

test("what was pasted survives a reload, and is forgotten by one click", { skip }, async (t) => {
  const page = await openFirefox(t, await servePage());
  await page.seen(".keep input");
  await page.paste(REFUSED);
  await page.until(async () => {
    const asked = indexedDB.open("hopcheck", 1);
    const database = await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const keys = database.transaction("texts").objectStore("texts").getAllKeys();
    const count = await new Promise((resolve) => (keys.onsuccess = () => resolve(keys.result.length)));
    database.close();
    return count > 0;
  });
  await page.reload();
  await page.seen(".restored");
  assert.equal(await page.evaluate(() => document.querySelector("textarea").value), REFUSED);
  await page.seen("[data-finding]");
  await page.click(".restored button");
  await page.until(() => document.querySelector("textarea").value === "");
  await page.reload();
  await page.seen("textarea");
  assert.equal(await page.evaluate(() => document.querySelector("textarea").value), "");
});

test("light and dark are chosen and remembered", { skip }, async (t) => {
  const page = await openFirefox(t, await servePage());
  await page.evaluate(() => document.querySelector("textarea").blur());
  await page.press("t");
  assert.equal(await paper(page), "rgb(246, 245, 241)");
  await page.press("t");
  assert.equal(await paper(page), "rgb(19, 24, 25)");
  await page.reload();
  await page.seen(".chrome select");
  assert.equal(await paper(page), "rgb(19, 24, 25)");
  assert.equal(await page.evaluate(() => document.querySelector(".chrome select").value), "dark");
});

test("a dialog takes the focus, keeps it, and gives it back", { skip }, async (t) => {
  const page = await openFirefox(t, await servePage());
  await page.click(".keyboard");
  await page.seen("dialog.shortcuts");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Keyboard shortcuts");
  for (let stops = 0; stops < 4; stops++) {
    await page.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog") !== null));
  }
  await page.press("Escape");
  await page.until(() => !document.querySelector("dialog.shortcuts[open]"));
  assert.ok(await page.evaluate(() => document.activeElement.matches(".keyboard")));
  await page.click(".promise button");
  await page.seen("dialog.proof .policy");
  await page.press("Escape");
  await page.until(() => !document.querySelector("dialog.proof[open]"));
});

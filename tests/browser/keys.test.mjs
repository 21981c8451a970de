// The whole way with a keyboard only: with Tab, where the focus is always to be seen, and with the shortcuts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, pasteBox } from "./lib.mjs";
import { example, REFUSED } from "./states.mjs";

const help = (page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
/** What has the focus: the name of a control, or the finding whose heading it is. */
const focus = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const finding = element.closest("h3") && element.closest("[data-finding]");
    return finding?.dataset.finding ?? element.getAttribute("aria-label") ?? element.textContent.trim();
  });
const box = (page) => pasteBox(page).evaluate((box) => box === document.activeElement);
const selected = (page) => pasteBox(page).evaluate((box) => box.value.slice(box.selectionStart, box.selectionEnd));

/** Presses Tab until `there` says so. Each stop on the way must be to be seen, with its ring. */
async function tabTo(page, there, key = "Tab") {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return { name: "body", seen: true };
      // The ring of a field in a frame of its own goes around that frame.
      const ringed = element.closest(".editor, .button") ?? element;
      const styles = [element, ringed].map((one) => getComputedStyle(one));
      const ring = styles.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
      const place = (ringed ?? element).getBoundingClientRect();
      const inside = place.width > 0 && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
      return { name: element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 60), seen: ring && inside };
    });
    assert.ok(stop.seen, `the focus is not to be seen at: ${stop.name}`);
    if (await there()) return;
  }
  assert.fail("Tab does not lead there");
}

test("from first sight to a ticked step with Tab, Enter and Space", async (t) => {
  const { page } = await openPage(t);
  await tabTo(page, async () => (await focus(page)).startsWith("502 from nginx in Docker"));
  await page.keyboard.press("Enter");
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
  await page.locator("[data-finding]").first().waitFor();
  // The example's button is gone with the example's list; the way begins where that stood.
  await tabTo(page, async () => (await focus(page)) === "Copy this sentence");
  const id = await page.locator("[data-finding]").first().getAttribute("data-finding");
  await tabTo(page, async () => (await focus(page)) === id);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[data-finding]").first().locator("h3 button").getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Enter");
  await tabTo(page, () => page.evaluate(() => document.activeElement.matches(".quote")));
  await page.keyboard.press("Enter");
  assert.ok(await box(page));
  await page.keyboard.press("Escape");
  assert.equal(await focus(page), id);
  await tabTo(page, () => page.evaluate(() => document.activeElement.matches(".step-marks input")));
  await page.keyboard.press("Space");
  assert.ok(await page.getByRole("checkbox", { name: "Done" }).first().isChecked());
  // And back out: nothing holds the focus.
  await tabTo(page, async () => (await focus(page)) === id, "Shift+Tab");
});

test("each shortcut does what it says", async (t) => {
  const { page, context } = await openPage(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await example(page, "WebSocket to port 8000 fails");
  const ids = await page.locator("[data-finding]").evaluateAll((all) => all.map((one) => one.dataset.finding));
  assert.ok(ids.length >= 2, ids.join());
  await page.locator("body").click({ position: { x: 2, y: 2 } });

  await page.keyboard.press("j");
  assert.equal(await focus(page), ids[0]);
  await page.keyboard.press("j");
  assert.equal(await focus(page), ids[1]);
  await page.keyboard.press("k");
  assert.equal(await focus(page), ids[0]);

  const quotes = await page.locator("[data-finding]").first().locator(".quote").count();
  assert.ok(quotes >= 2);
  const places = new Set();
  for (let at = 0; at < quotes; at++) {
    await page.keyboard.press("e");
    assert.ok(await box(page), "evidence is shown in the box");
    places.add(await selected(page));
    await page.keyboard.press("Escape");
    await page.waitForFunction((id) => document.activeElement.closest("h3")?.closest("[data-finding]")?.dataset.finding === id, ids[0]);
  }
  assert.ok(places.size >= 2 && !places.has(""), [...places].join("\n"));

  await page.keyboard.press("c");
  await page.getByText("Copied").waitFor();
  const sentence = await page.locator(".summary p").innerText();
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).replaceAll("`", ""), sentence);

  const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? "system");
  for (const expected of ["light", "dark", "system"]) {
    await page.keyboard.press("t");
    assert.equal(await theme(), expected);
    assert.equal(await page.getByRole("combobox", { name: "Colours" }).inputValue(), expected);
  }

  await page.keyboard.press("/");
  assert.ok(await box(page));
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.locator('[data-analysis="idle"]').waitFor();
  await page.keyboard.press("u");
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });

  await pasteBox(page).fill(REFUSED);
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
  await page.locator("[data-ask]").first().waitFor();
  await page.locator(".header").click();
  await page.keyboard.press("n");
  assert.equal(await focus(page), "Paste here what it printed");

  await page.locator(".header").click();
  await page.keyboard.press("?");
  await help(page).waitFor();
  await page.keyboard.press("j");
  assert.ok(await help(page).isVisible(), "keys of the page behind it do nothing");
  assert.ok(await page.evaluate(() => document.activeElement.closest("dialog") !== null));
  await page.keyboard.press("Escape");
  await help(page).waitFor({ state: "hidden" });
});

test("every shortcut of the list is one that the page has, with its button for those who do not know them", async (t) => {
  const { page } = await openPage(t);
  await page.getByRole("button", { name: "Keyboard" }).click();
  await help(page).waitFor();
  const listed = await help(page).locator("kbd").allTextContents();
  assert.deepEqual(listed, ["?", "/", "j", "k", "e", "n", "c", "u", "t", "Esc"]);
  await help(page).getByRole("button", { name: "Close" }).click();
  assert.match(await focus(page), /^Keyboard/);
});

test("typing is typing: in the box, in a form, with a modifier, and while switched off", async (t) => {
  const { page } = await openPage(t);
  await pasteBox(page).pressSequentially("j?/ketucn");
  assert.equal(await pasteBox(page).inputValue(), "j?/ketucn");
  assert.equal(await help(page).isVisible(), false);
  await page.getByRole("combobox", { name: "Colours" }).focus();
  await page.keyboard.press("?");
  assert.equal(await help(page).isVisible(), false, "in a list of choices letters choose");
  await page.locator(".header").click();
  await page.keyboard.press("Alt+t");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);

  await page.keyboard.press("?");
  await help(page).getByRole("checkbox", { name: "Shortcuts of a single key" }).uncheck();
  await page.keyboard.press("Escape");
  for (const visit of ["this one", "the next one"]) {
    await page.locator(".header").click();
    await page.keyboard.press("?");
    await page.keyboard.press("t");
    assert.equal(await help(page).isVisible(), false, visit);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined, visit);
    await page.reload();
    await page.locator("[data-analysis]").first().waitFor();
  }
  await page.getByRole("button", { name: "Keyboard" }).click();
  await help(page).getByRole("checkbox", { name: "Shortcuts of a single key" }).check();
  await page.keyboard.press("Escape");
  await page.locator(".header").click();
  await page.keyboard.press("?");
  await help(page).waitFor();
});

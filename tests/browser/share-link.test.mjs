// Opening shared links: nothing of the reader's is lost, and nothing in a link does harm.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, pasteBox } from "./lib.mjs";
import { linkOf } from "./links.mjs";

const LINE =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';
const SHARED = linkOf({ pieces: [{ text: LINE }, { name: "ss.txt", text: "nothing\n" }] });

const done = (page) => page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
const shared = (page) => page.getByText("This is somebody else’s paste").waitFor();
const go = (page, fragment) => page.evaluate((it) => (location.hash = it), fragment);

/** A link over the reader's own text, and the question about it. */
async function asked(page, own = "mine\n") {
  await pasteBox(page).fill(own);
  await go(page, SHARED);
  await page.getByRole("dialog", { name: "This link holds somebody else’s paste" }).waitFor();
}

const broken = "was changed or cut on its way";
const HOSTILE = {
  "cut in the middle": [SHARED.slice(0, SHARED.length / 2), broken],
  "cut at its very end": [SHARED.slice(0, -6), broken],
  "changed in the middle": [SHARED.slice(0, 40) + "____" + SHARED.slice(44), broken],
  "with characters of no link": ["#v1.<script>alert(1)</script>", broken],
  "without anything": ["#v1.", broken],
  "of a later version": [SHARED.replace("#v1.", "#v2."), "is of version v2"],
  "of no version yet": [SHARED.replace("#v1.", "#v0."), "is of version v0"],
  "that is a bomb": [linkOf(`{"pieces":[{"text":"${"a".repeat(64 << 20)}"}]}`), "holds more than this page takes"],
  "with thousands of texts": [linkOf({ pieces: Array.from({ length: 5000 }, (_, at) => ({ text: `${at}` })) }), "holds more than this page takes"],
  "with an endless name": [linkOf({ pieces: [{ text: LINE, name: "n".repeat(5000) }] }), "holds more than this page takes"],
  "with binary": [linkOf({ pieces: [{ text: "\u0000\u0001\u0002ELF" }] }), "holds something that is not text"],
  "with nothing in it": [linkOf({ pieces: [{ text: " \n" }] }), "holds no text"],
  "of other JSON": [linkOf([1, 2, 3]), broken],
  "of endless brackets": [linkOf("[".repeat(200_000)), broken],
  "of a text that is none": [linkOf({ pieces: [{ text: { toString: "x" } }] }), broken],
};

for (const [what, [link, message]] of Object.entries(HOSTILE)) {
  test(`a link ${what} gives a message and leaves the page working`, async (t) => {
    const { page } = await openPage(t, { path: `/${link}` });
    await page.locator(".notice", { hasText: message }).waitFor({ timeout: 30_000 });
    assert.equal(await pasteBox(page).inputValue(), "");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await paste(page, LINE);
    assert.ok((await page.locator("[data-finding]").count()) > 0);
    assert.equal(await page.locator(".notice").count(), 0);
    // The same over a text of the reader's own.
    await go(page, "#");
    await go(page, link);
    await page.locator(".notice", { hasText: message }).waitFor({ timeout: 30_000 });
    assert.equal(await pasteBox(page).inputValue(), LINE);
  });
}

test("what looks like markup is text", async (t) => {
  const evil = `<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>`;
  const link = linkOf({ pieces: [{ text: `${LINE}${evil}\n` }, { name: evil, place: evil, text: `${LINE}${evil}` }] });
  const { page } = await openPage(t, { path: `/${link}` });
  await done(page);
  await page.getByRole("button", { name: evil, exact: true }).click();
  await page.getByRole("button", { name: "Take it along" }).click();
  await page.locator('.taking [aria-busy="false"]').waitFor();
  assert.equal(await page.evaluate(() => globalThis.hit), undefined);
  assert.equal(await page.locator("#app img, #app script").count(), 0);
});

test("on an empty page a link opens at once, and a reload opens it again", async (t) => {
  const { page } = await openPage(t, { path: `/${SHARED}` });
  await shared(page);
  await done(page);
  assert.equal(await pasteBox(page).inputValue(), LINE);
  await page.getByRole("button", { name: "ss.txt", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Undo/ }).count(), 0, "there is nothing to go back to");
  await page.reload();
  await shared(page);
  await done(page);
  await pasteBox(page).pressSequentially("x");
  await page.getByText("This is somebody else’s paste").waitFor({ state: "detached" });
});

test("a link that comes while the page is open is opened, and one that is open already is left alone", async (t) => {
  const { page } = await openPage(t);
  await go(page, SHARED);
  await shared(page);
  await done(page);
  await go(page, "#");
  await go(page, SHARED);
  await go(page, "#something-else");
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await pasteBox(page).inputValue(), LINE);
});

test("the reader's own text is replaced only by a yes, and comes back by Undo", async (t) => {
  const { page } = await openPage(t);
  await asked(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "offer-heading");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await shared(page);
  await done(page);
  assert.equal(await pasteBox(page).inputValue(), LINE);
  await page.getByRole("button", { name: "Undo shared paste" }).click();
  await page.getByRole("button", { name: "ss.txt", exact: true }).waitFor({ state: "detached" });
  assert.equal(await pasteBox(page).inputValue(), "mine\n");
});

for (const [how, no] of Object.entries({
  "the button": (page) => page.getByRole("button", { name: "Keep mine" }).click(),
  "Escape": (page) => page.keyboard.press("Escape"),
})) {
  test(`${how} keeps the reader's text, and a reload does not ask again`, async (t) => {
    const { page } = await openPage(t);
    await asked(page);
    await no(page);
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal(await pasteBox(page).inputValue(), "mine\n");
    // The dialog is hidden a moment before it tells that it was closed.
    await page.waitForFunction(() => location.hash === "");
    await go(page, SHARED);
    await page.getByRole("dialog").waitFor();
    await no(page);
  });
}

test("what was kept from the last visit is asked about, and is there again when the link is not", async (t) => {
  const { page } = await openPage(t);
  await paste(page, LINE.replace("5000", "6000"));
  await page.waitForTimeout(1200);
  // As an address that is typed: another document.
  await page.goto("about:blank");
  await page.goBack();
  await page.getByText("Restored from your last visit").waitFor();
  await go(page, SHARED);
  await page.getByRole("button", { name: "Show the shared paste" }).click();
  await shared(page);
  await page.waitForTimeout(1200);
  await page.reload();
  await page.getByRole("dialog").waitFor();
  await page.getByRole("button", { name: "Keep mine" }).click();
  assert.match(await pasteBox(page).inputValue(), /:6000\//);
  await page.getByText("Restored from your last visit").waitFor();
});

test("back from a cause's page nothing is asked, whatever the reader changed", async (t) => {
  const { page } = await openPage(t, { path: `/${SHARED}` });
  await done(page);
  await pasteBox(page).press("ControlOrMeta+End");
  await pasteBox(page).pressSequentially("mine");
  await done(page);
  await page.locator("[data-finding] a.about").first().click();
  await page.locator("[data-rule]").waitFor();
  await page.goBack();
  await page.locator("[data-rule]").waitFor({ state: "detached" });
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await pasteBox(page).inputValue(), `${LINE}mine`);
});

test("a link of an earlier build opens, and so does one of a later build", async (t) => {
  const { page } = await openPage(t, { path: "/#v1.q1YqyExNTi1WsoquVipJrShRslLKyFSqja0FAA" });
  await shared(page);
  assert.equal(await pasteBox(page).inputValue(), "hi");
  const later = { pieces: [{ text: LINE, kind: "of-the-future", corrections: [{ line: 1, mood: "bad" }] }], environment: "orbit", tried: [{ id: "no-such-cause", step: 1 }], more: {} };
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await go(page, linkOf(later));
  await done(page);
  assert.equal(await pasteBox(page).inputValue(), LINE);
  assert.equal(await page.locator(".tried-list").count(), 0);
});

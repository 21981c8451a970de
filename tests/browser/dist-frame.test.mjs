// The page for frames: its options from the address, what passes between it and the page around it, and where its dialogs open.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { snippet } from "./guide.mjs";
import { LINE, newContext, serve } from "./shipped.mjs";

/** A page of another origin, with the guide's frame; `change` makes another one of it. */
async function open(t, change = (frame) => frame, options = {}) {
  const site = await serve({ prefix: "/tools/hopcheck/" });
  const server = createServer((request, response) => {
    const own = `http://127.0.0.1:${server.address().port}`;
    const frame = snippet("frame", site.url).replace("https://docs.example.com", own);
    response.writeHead(request.url === "/" ? 200 : 204, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="en"><title>Portal</title>${change(frame)}${snippet("height")}`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  let problems;
  const own = (line) => line.startsWith(`request to another origin: ${site.url}`);
  // Before they are looked at: the frame is of another origin.
  t.after(() => problems.splice(0, Infinity, ...problems.filter((line) => !own(line))));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const opened = await newContext(t, new URL(url).origin, options);
  problems = opened.problems;
  const page = await opened.context.newPage();
  await page.goto(url);
  // It starts when any part of it comes into sight, not only the first line.
  await page.locator("iframe").evaluate((it) => it.scrollIntoView({ block: "end" }));
  const element = page.frameLocator("iframe").locator("hop-check");
  await element.locator('[data-analysis="idle"], [data-analysis="done"]').waitFor({ timeout: 60_000 });
  const say = (message) => page.evaluate((it) => document.querySelector("iframe").contentWindow.postMessage(it, "*"), message);
  return { page, element, say };
}

const theme = (element) => element.evaluate((it) => it.theme);
const text = (element) => element.evaluate((it) => it.text);

test("it takes its options from the address, and grows with what it shows", async (t) => {
  const { page, element, say } = await open(t);
  assert.deepEqual(await element.evaluate((it) => [it.theme, it.layout]), ["light", "compact"]);
  const height = () => page.evaluate(() => Number(document.querySelector("iframe").height));
  await page.waitForFunction(() => document.querySelector("iframe").height !== "700");
  const before = await height();
  await say({ type: "hopcheck:text", version: 1, text: LINE });
  await element.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
  await page.waitForFunction((before) => Number(document.querySelector("iframe").height) > before, before);
  assert.equal(await element.evaluate((it) => Math.ceil(it.getBoundingClientRect().height)), await height());
  await say({ type: "hopcheck:theme", version: 1, theme: "dark" });
  await page.waitForTimeout(100);
  assert.equal(await theme(element), "dark");
});

test("a text in the fragment is there from the start", async (t) => {
  const { element } = await open(t, (frame) => frame.replace('"></iframe>', `#text=${encodeURIComponent(LINE)}"></iframe>`));
  await element.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
  assert.equal(await text(element), LINE);
});

test("it listens to no other version, and to nobody but the origin that it was given", async (t) => {
  const named = await open(t);
  await named.say({ type: "hopcheck:text", version: 2, text: LINE });
  await named.say({ type: "hopcheck:text", text: LINE });
  await named.say("hopcheck:text");
  await named.say(null);
  // What is said after it is heard, so they were.
  await named.say({ type: "hopcheck:theme", version: 1, theme: "dark" });
  await named.page.waitForTimeout(100);
  assert.deepEqual([await theme(named.element), await text(named.element)], ["dark", ""]);
  for (const origin of ["", "&origin=https://docs.example.com", "&origin=*", "&origin=null"]) {
    const other = await open(t, (frame) => frame.replace(/&origin=[^"]*/, origin));
    await other.say({ type: "hopcheck:theme", version: 1, theme: "dark" });
    await other.page.waitForTimeout(100);
    assert.equal(await theme(other.element), "light", origin);
  }
});

for (const [named, change, hears] of [
  ["the origin that it was given", (frame) => frame, true],
  ["nobody where that is another one", (frame) => frame.replace(/&origin=[^"]*/, "&origin=https://docs.example.com"), false],
  ["nobody where there is none", (frame) => frame.replace(/&origin=[^"]*/, ""), false],
]) {
  test(`what the reader takes along is told to ${named}`, async (t) => {
    const { page, element } = await open(t, change);
    await page.evaluate(() => {
      window.told = [];
      addEventListener("message", ({ data }) => data.type === "hopcheck:share" && told.push(data));
    });
    await element.evaluate((it, text) => (it.text = text), LINE);
    await element.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
    await element.getByRole("button", { name: "Take it along" }).click();
    await element.locator('.taking [aria-busy="false"]').waitFor({ timeout: 60_000 });
    // Without a mouse, since the frame is higher than the window.
    await element.getByRole("button", { name: "Copy the ticket" }).press("Enter");
    await page.waitForTimeout(300);
    const told = await page.evaluate(() => told);
    assert.equal(told.length, hears ? 1 : 0);
    if (hears) {
      assert.deepEqual([told[0].version, told[0].way], [1, "ticket"]);
      assert.match(told[0].markdown, /^# /);
      assert.match(told[0].link, /#v1\./);
    }
  });
}

for (const [width, height] of [[1440, 900], [360, 640]]) {
  test(`in a high frame a dialog opens where the reader is, and the page around it stays where it is: ${width} px`, async (t) => {
    const far = (frame) => `<p>${"far<br>".repeat(60)}</p>${frame}<p>${"far<br>".repeat(60)}</p>`;
    const { page, element } = await open(t, far, { viewport: { width, height } });
    await element.evaluate((it, text) => {
      it.layout = null;
      it.text = text;
    }, LINE.repeat(2) + LINE.replace("111: Connection refused", "2: No such file or directory").replace("http://172.19.0.3:5000", "http://unix:/run/app.sock:"));
    await element.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
    await element.locator("[data-message]").first().waitFor({ timeout: 30_000 });
    await page.waitForTimeout(300);
    const high = await page.evaluate(() => Number(document.querySelector("iframe").height));
    assert.ok(high > 1.5 * height, `the frame is ${high} high`);
    /** Where something in the frame is in the window. */
    const place = async (what) => {
      const frame = await page.evaluate(() => document.querySelector("iframe").getBoundingClientRect().top);
      const { top, bottom } = await what.evaluate((it) => it.getBoundingClientRect().toJSON());
      return { top: frame + top, bottom: frame + bottom };
    };
    const openers = await element.locator("[aria-haspopup=dialog]:visible").all();
    assert.ok(openers.length > 1, `${openers.length} controls open a dialog`);
    for (const opener of openers) {
      const name = await opener.textContent();
      for (const share of [0.1, 0.5, 0.9]) {
        const { top } = await place(opener);
        await page.evaluate((by) => scrollBy(0, by), top - share * height);
        await opener.evaluate((it) => it.focus({ preventScroll: true }));
        await page.waitForTimeout(200);
        const before = await page.evaluate(() => scrollY);
        assert.ok(before > 0);
        await page.keyboard.press("Enter");
        const dialog = element.locator("dialog[open]");
        await dialog.waitFor();
        await page.waitForTimeout(200);
        const { top: from, bottom: to } = await place(dialog);
        // Where little of the frame is in sight, at least the dialog's heading is.
        const seen = await page.evaluate(() => innerHeight - Math.max(0, document.querySelector("iframe").getBoundingClientRect().top));
        const end = seen < 480 ? (await place(dialog.locator("h2"))).bottom : to;
        assert.ok(from >= 0 && end <= height, `${name} at ${share}: the dialog reaches from ${from} to ${to}`);
        assert.equal(await page.evaluate(() => scrollY), before, `${name} at ${share}: the page around the frame has moved`);
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" }).catch(() => dialog.waitFor({ state: "hidden" }));
        await page.waitForTimeout(100);
        assert.equal(await page.evaluate(() => scrollY), before, `${name} at ${share}: the page around the frame moves when it closes`);
        assert.ok(await opener.evaluate((it) => it.getRootNode().activeElement === it), `${name}: the focus comes back`);
      }
    }
  });
}

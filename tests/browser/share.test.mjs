// Taking a paste along: what leaves is looked over first, and holds nothing that identifies somebody, whichever way it goes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerOnPage } from "./answer.mjs";
import { openPage, paste, pasteBox } from "./lib.mjs";
import { offeredLink, prepared, saved, takeAlong, unfolded } from "./links.mjs";

const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const TOOL = process.env.HOPCHECK_BIN ?? file("target/debug/hopcheck");

const ZEPHYR = `2026/01/05 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 85.214.132.117, server: app.zephyrmail.de, request: "GET /?token=Tk9LRU4tMTIz HTTP/1.1", upstream: "http://172.19.0.3:5000/", host: "app.zephyrmail.de"

services:
  zephyr-web:
    image: nginx
    ports: ["80:80"]
  zephyr-api:
    build: .
    environment:
      DB_PASSWORD: hunter2xyz9
    command: flask run

 * Running on http://127.0.0.1:5000
`;
const SECRETS = ["zephyr", "85.214.132", "172.19.0.3", "Tk9LRU4tMTIz", "hunter2xyz9"];

/** The texts of the engine's own test, and what is secret in them. */
function planted() {
  const fences = readFileSync(file("crates/hopcheck-rules/tests/redaction/planted.md"), "utf8").split("\n```text ").slice(1);
  const texts = fences.map((fence) => {
    const [, name, body] = fence.match(/^(.*)\n([^]*?)\n```/);
    return { name, text: `${body.replace(/[⟦⟧]/g, "")}\n`, secrets: [...body.matchAll(/⟦(.*?)⟧/g)].map(([, secret]) => secret) };
  });
  assert.ok(texts.length >= 12, `${texts.length} texts`);
  return texts;
}

const done = (page) => page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
const kinds = (page) => page.locator(".replaced details").evaluateAll((all) => all.map((one) => one.dataset.kind));
const leaving = (page) => page.locator(".leaving .layer").allInnerTexts();

test("no planted secret is in the link, the ticket, the JSON or on the sheet", async (t) => {
  const { page } = await openPage(t);
  const texts = planted();
  await page.locator('input[type="file"]').setInputFiles(
    texts.map(({ name, text }) => ({ name, mimeType: "", buffer: Buffer.from(text) })),
  );
  await done(page);
  await takeAlong(page);
  const ways = {
    link: unfolded(await offeredLink(page)),
    ticket: (await saved(page, "Download ticket.md")).text,
    JSON: (await saved(page, "Download hopcheck.json")).text,
    sheet: await page.locator(".sheet").textContent(),
  };
  for (const [way, left] of Object.entries(ways)) {
    assert.ok(left.length > 500, `${way} is nearly empty`);
    const found = texts.flatMap(({ secrets }) => secrets).filter((secret) => left.toLowerCase().includes(secret.toLowerCase()));
    assert.deepEqual(found, [], way);
  }
});

for (const example of ["refused-in-docker", "websocket-port", "php-fpm-socket", "after-rebuild", "websocket-idle", "long-answers"]) {
  test(`the link of ${example} restores the paste and the same answer, which the tool gives too`, async (t) => {
    const { page } = await openPage(t);
    await paste(page, readFileSync(file(`www/examples/${example}.txt`), "utf8"));
    const before = await answerOnPage(page);
    await takeAlong(page);
    const link = await offeredLink(page);
    const json = JSON.parse((await saved(page, "Download hopcheck.json")).text);
    const other = await openPage(t, { path: `/${link.slice(link.indexOf("#"))}` });
    await done(other.page);
    const after = await answerOnPage(other.page);
    const causes = ({ findings, ruledOut, asks, hops }) => ({
      findings: findings.map(({ id, certainty, next }) => [id, certainty, next]),
      ruledOut,
      asks,
      hops,
    });
    assert.ok(before.findings.length > 0);
    assert.deepEqual(causes(after), causes(before));
    const [{ text }] = JSON.parse(unfolded(link)).pieces;
    assert.equal(await pasteBox(other.page).inputValue(), text);
    await other.page.getByText("This is somebody else’s paste").waitFor();
    const tool = spawnTool(["open", link, "--format", "json"]);
    // Whether nginx's messages are explained is a matter of when: their file comes behind the first answer.
    delete tool.messages;
    delete json.messages;
    assert.deepEqual(tool, json);
  });
}

/** The tool's JSON; it exits with 1 where something was found. */
function spawnTool(args) {
  try {
    return JSON.parse(execFileSync(TOOL, args));
  } catch (error) {
    return JSON.parse(error.stdout);
  }
}

test("names, kinds, places, the environment and what was tried go along", async (t) => {
  const { page } = await openPage(t);
  await paste(page, ZEPHYR);
  await page.locator('input[type="file"]').setInputFiles([{ name: "pool.conf", mimeType: "", buffer: Buffer.from("[www]\nlisten = /run/php.sock\n") }]);
  await page.locator(".tabs .correct").first().click();
  await page.getByRole("combobox", { name: "What it is" }).selectOption("php-fpm-pool");
  await page.getByRole("button", { name: "Done" }).click();
  await page.locator(".chip", { hasText: "nginx error log" }).locator(".correct").click();
  await page.getByLabel("Printed in").fill("edge");
  await page.getByLabel("Printed in").press("Enter");
  await page.locator(".chip .place", { hasText: "edge" }).waitFor();
  await page.getByRole("combobox", { name: "Commands are for" }).selectOption("podman");
  await page.getByRole("button", { name: "Tried, did not help" }).first().click();
  await page.locator(".tried-list li").waitFor();
  await done(page);
  await takeAlong(page);
  const link = await offeredLink(page);
  const held = JSON.parse(unfolded(link));
  assert.deepEqual([held.environment, held.tried.length, held.pieces[1].kind], ["podman", 1, "php-fpm-pool"]);
  assert.match((await saved(page, "Download ticket.md")).text, /Environment: Podman[^]*\(tried: it did not help\)/);

  const other = (await openPage(t, { path: `/${link.slice(link.indexOf("#"))}` })).page;
  await done(other);
  await other.locator(".chip .place", { hasText: "edge" }).waitFor();
  await other.locator(".tried-list li").waitFor();
  await other.getByRole("button", { name: "pool.conf", exact: true }).waitFor();
  await other.locator('[data-artifact="php-fpm-pool"]').waitFor();
  assert.equal(await other.getByRole("combobox", { name: "Commands are for" }).inputValue(), "podman");
});

test("the reader keeps one thing and hides another, everywhere alike", async (t) => {
  const { page } = await openPage(t);
  await paste(page, ZEPHYR);
  await takeAlong(page);
  assert.deepEqual(await kinds(page), ["secret", "name", "host", "address"]);
  await page.getByText("Addresses: 2, in 2 places").waitFor();
  const marked = await page.locator(".leaving mark").allInnerTexts();
  assert.deepEqual(marked, ["192.0.2.1", "host-1.example", "secret1", "172.18.0.3", "host-1.example", "name1", "name1", "secret2"]);
  assert.match((await leaving(page))[0], /^ {2}name1-web:$/m, "the text is as it is, indents and all");

  await page.getByRole("checkbox", { name: /zephyrmail\.de/ }).uncheck();
  await prepared(page);
  assert.equal((await leaving(page))[0].split("app.zephyrmail.de").length, 3);
  assert.match(unfolded(await offeredLink(page)), /server: app\.zephyrmail\.de/);
  await page.getByRole("checkbox", { name: /zephyrmail\.de/ }).check();
  await prepared(page);
  assert.doesNotMatch(unfolded(await offeredLink(page)), /zephyr/);

  const word = page.getByRole("textbox", { name: "Hide another word" });
  await word.fill("Flask");
  await word.press("Enter");
  await page.getByText("Your own words: 1, in 1 place").waitFor();
  assert.doesNotMatch(unfolded(await offeredLink(page)), /flask/);
  await page.locator(".leaving .row", { hasText: "image: nginx" }).evaluate((row) => {
    const node = row.firstChild.firstChild;
    const at = node.textContent.indexOf("image");
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + "image".length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    row.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
  });
  assert.equal(await word.inputValue(), "image");
  await page.getByRole("button", { name: "Hide it" }).click();
  await page.getByText("Your own words: 2, in 2 places").waitFor();
  await word.fill("nowhere");
  await word.press("Enter");
  await page.getByText("“nowhere” does not stand in the texts.").waitFor();

  await page.getByRole("button", { name: "Close" }).click();
  await takeAlong(page);
  await page.getByText("Your own words: 2, in 2 places").waitFor();
  await page.locator('[data-kind="own"] input').first().uncheck();
  await page.getByText("Your own words: 1, in 1 place").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await paste(page, `${ZEPHYR}\n`);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await paste(page, ZEPHYR);
  await takeAlong(page);
  assert.deepEqual(await kinds(page), ["secret", "name", "host", "address"], "another paste, other decisions");
});

test("the ticket says what is broken, where, and what to do; it is copied, and saved", async (t) => {
  const { page, context } = await openPage(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await paste(page, ZEPHYR);
  await takeAlong(page);
  const { name, text } = await saved(page, "Download ticket.md");
  assert.equal(name, "ticket.md");
  const sentence = /^# .*127\.0\.0\.1 only, so nginx cannot reach 172\.18\.0\.3:5000/;
  for (const part of [sentence, /^1\. .*: \*\*broken\*\*$/m, /^Environment: Docker Compose/m, /^## 1\. .*/m, /^\*confirmed\*, `upstream-loopback-bind`/m, /error log, line 1/, /^1\. Let /m, /^Hopcheck \d+\.\d+\.\d+/m]) {
    assert.match(text, part);
  }
  await page.getByRole("button", { name: "Copy the ticket" }).click();
  await page.getByText("Copied").first().waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("http"));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await offeredLink(page));
});

test("a long link is said to be long, with its length, and one that browsers do not open is not offered", async (t) => {
  const { page } = await openPage(t);
  let seed = 7;
  const word = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return "abcdefghijklmnopqrstuvwxyz"[seed >>> 27 > 25 ? 0 : seed >>> 27] + (seed >>> 4).toString(36);
  };
  const lines = (count) => Array.from({ length: count }, () => `${word()} ${word()} ${word()}\n`).join("");
  await paste(page, ZEPHYR);
  await takeAlong(page);
  await page.getByText(/^\d{3} characters\.$/).waitFor();
  assert.equal(await page.getByText("Some chats and trackers cut").count(), 0);
  await page.getByRole("button", { name: "Close" }).click();
  await paste(page, ZEPHYR + lines(500));
  await takeAlong(page);
  const said = await page.getByText("Some chats and trackers cut addresses beyond 8,000 characters").innerText();
  const length = (await offeredLink(page)).length;
  assert.ok(length > 8000 && said.startsWith(`${length.toLocaleString("en")} characters.`), said);
  await page.getByRole("button", { name: "Close" }).click();
  await page.locator('input[type="file"]').setInputFiles([{ name: "big.log", mimeType: "", buffer: Buffer.from(lines(55_000)) }]);
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Take it along" }).click();
  await prepared(page, 120_000);
  await page.getByText("Browsers do not open addresses beyond 1,048,576 characters").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "A link" }).count(), 0);
  assert.ok((await page.locator(".leaving .row").count()) < 1000, "only lines in sight are in the page");
  assert.ok(JSON.parse((await saved(page, "Download hopcheck.json")).text).findings.length > 0);
});

test("on paper there is the sheet alone, in black on white, on whole pages", async (t) => {
  const { page } = await openPage(t, { colorScheme: "dark" });
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)));
  await paste(page, ZEPHYR);
  await takeAlong(page);
  assert.equal(await page.locator(".sheet").isVisible(), false, "not on the screen");
  await page.getByRole("button", { name: "Print" }).click();
  assert.equal(await page.evaluate(() => globalThis.printed), true);
  await page.emulateMedia({ media: "print" });
  const shown = await page.locator("body").innerText();
  assert.match(shown, /cannot reach 172\.18\.0\.3:5000/);
  assert.match(shown, /docker compose up/);
  assert.doesNotMatch(shown, /Take it along|Paste from clipboard|Request’s path/);
  for (const secret of SECRETS) assert.ok(!shown.includes(secret), secret);
  const look = await page.locator(".sheet").evaluate((it) => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]);
  assert.deepEqual(look, ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  const wide = await page.locator(".sheet *").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(wide, [], "nothing is cut off");
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const pages = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
  assert.ok(pages >= 1 && pages <= 3, `${pages} pages`);
});

test("all of it works with the keyboard, and the focus comes back", async (t) => {
  const { page } = await openPage(t);
  await paste(page, ZEPHYR);
  const button = page.getByRole("button", { name: "Take it along" });
  await button.focus();
  await page.keyboard.press("Enter");
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim() || document.activeElement.getAttribute("aria-label"));
  assert.equal(await focused(), "taking-heading");
  await prepared(page);
  const reached = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press("Tab");
    reached.push(await focused());
    if (reached.at(-1) === "hide-word") {
      await page.keyboard.type("flask");
      await page.keyboard.press("Enter");
      await page.getByText("Your own words: 1, in 1 place").waitFor();
      assert.equal(await focused(), "hide-word", "the focus stays where the reader is");
    }
  }
  for (const name of ["Close", "Hide it", "Copy the link", "Copy the ticket", "Download ticket.md", "Print", "Download hopcheck.json"]) {
    assert.ok(reached.includes(name), `${name} in ${reached}`);
  }
  assert.ok(!reached.includes("Clear"), "the page behind is out of reach");
  await page.keyboard.press("Escape");
  await page.locator(".taking").waitFor({ state: "hidden" });
  assert.equal(await focused(), "Take it along");
});

test("whoever scripts the page hears what is taken, and may take it over", async (t) => {
  const { page, context } = await openPage(t);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => {
    globalThis.heard = [];
    addEventListener("hopcheck-share", (event) => {
      heard.push(event.detail);
      if (event.detail.way === "ticket") event.preventDefault();
    });
  });
  await paste(page, ZEPHYR);
  await takeAlong(page);
  const link = await offeredLink(page);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByText("Copied").waitFor();
  await page.getByRole("button", { name: "Copy the ticket" }).click();
  await page.getByText("Handed over").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  const heard = await page.evaluate(() => heard);
  assert.deepEqual(heard.map(({ way }) => way), ["link", "ticket"]);
  assert.deepEqual(heard.map((detail) => detail.link), [link, link]);
  assert.match(heard[0].markdown, /^# /);
  for (const secret of SECRETS) assert.ok(!JSON.stringify(heard).includes(secret), secret);
});

// The way out: steps that are ticked off or did not help, commands for where it runs, the interview, the change to save, and each
// cause's own page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { files, openPage, paste } from "./lib.mjs";

const REFUSED =
  '2026/01/05 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: app.example.com, request: "GET / HTTP/1.1", upstream: "http://10.0.0.3:5000/", host: "app.example.com"\n';
const CHAT =
  "chat.js:14 WebSocket connection to 'wss://shop.example.com:8000/ws/chat/' failed: \n\nhttps://shop.example.com/\n\n" +
  "services:\n  api:\n    build: .\n    command: gunicorn --workers 3 --bind 0.0.0.0:8000 shop.wsgi:application\n    ports:\n" +
  '      - "8000:8000"\n  edge:\n    image: nginx:1.27\n    ports:\n      - "80:80"\n      - "443:443"\n';

const ids = (page) => page.locator("[data-finding]").evaluateAll((all) => all.map((one) => one.dataset.finding));
const done = (page) => page.locator('[data-analysis="done"]').waitFor();

test("a step that did not help re-ranks, says so, is remembered over a change of the text, and can be taken back", async (t) => {
  const { page } = await openPage(t);
  await paste(page, CHAT);
  const [first, next] = await ids(page);
  const step = page.locator(`[data-finding="${first}"] [data-step]`).first();
  await step.getByRole("checkbox").check();
  assert.deepEqual(await ids(page), [first, next, ...(await ids(page)).slice(2)], "a tick alone changes nothing");
  await step.getByRole("button", { name: "Tried, did not help" }).click();
  const list = page.locator(".tried-list");
  await list.getByRole("status").waitFor();
  await done(page);
  assert.equal((await ids(page))[0], next);
  assert.match(await list.getByRole("status").innerText(), /counts for less now and moved to place/);
  assert.equal(await page.locator(`[data-finding="${first}"]`).getAttribute("data-certainty"), "possible");
  assert.equal(await page.evaluate(() => document.activeElement.className), "tried-list");
  const box = page.getByRole("textbox", { name: "Paste anything" });
  await box.fill(CHAT + "\n");
  await done(page);
  assert.equal((await ids(page))[0], next, "it survives a change of the text");
  await list.getByRole("button", { name: /Take it back/ }).click();
  await page.locator(`[data-finding="${first}"][data-certainty="confirmed"]`).waitFor();
  assert.equal((await ids(page))[0], first);
});

test("what was ticked, tried and chosen comes back with the text that was cleared", async (t) => {
  const { page } = await openPage(t);
  await paste(page, CHAT);
  const [first, next] = await ids(page);
  const steps = page.locator(`[data-finding="${first}"] [data-step]`);
  await steps.nth(1).getByRole("checkbox").check();
  await steps.first().getByRole("button", { name: "Tried, did not help" }).click();
  await page.locator(`[data-finding="${first}"][data-certainty="possible"]`).waitFor();
  const choice = page.getByRole("combobox", { name: "Commands are for" });
  await choice.selectOption("podman");
  await done(page);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.locator('[data-analysis="idle"]').waitFor();
  await page.getByRole("button", { name: "Undo clear" }).click();
  await page.locator(`[data-finding="${first}"][data-certainty="possible"]`).waitFor();
  assert.equal((await ids(page))[0], next, "what did not help counts again");
  assert.equal(await page.locator(".tried-list li").count(), 1);
  assert.equal(await choice.inputValue(), "podman");
  const unfolded = page.locator(`[data-finding="${first}"] [aria-expanded="false"]`);
  if ((await unfolded.count()) > 0) await unfolded.click();
  assert.deepEqual(await steps.getByRole("checkbox").evaluateAll((all) => all.slice(0, 2).map((one) => one.checked)), [true, true]);
});

test("commands follow the environment, recognised with its reason or chosen", async (t) => {
  const { page } = await openPage(t);
  await paste(page, CHAT);
  assert.match(await page.locator("#environment-reason").innerText(), /compose file/);
  const choice = page.getByRole("combobox", { name: "Commands are for" });
  await paste(page, REFUSED);
  await choice.selectOption("podman");
  await page.locator(".command", { hasText: "podman " }).first().waitFor();
  assert.match(await page.locator("#environment-reason").innerText(), /Chosen by you/);
  await choice.selectOption("kubernetes");
  await page.locator(".command", { hasText: "kubectl " }).first().waitFor();
  assert.equal(await page.locator(".command", { hasText: "podman " }).count(), 0);
});

test("the interview puts one ask at a time, passes on, and narrows the open causes", async (t) => {
  const { page } = await openPage(t);
  await paste(page, REFUSED);
  const kind = () => page.locator(".ask").getAttribute("data-ask");
  const first = await kind();
  await page.getByRole("button", { name: "I cannot get this" }).click();
  await page.locator(`.asks li[data-ask="${first}"]`).waitFor();
  assert.notEqual(await kind(), first);
  await page.locator('.asks li[data-ask="listening-sockets"] button').click();
  await page.locator('.ask[data-ask="listening-sockets"]').waitFor();
  const before = await page.locator("[data-finding]").count();
  const listed = 'State Recv-Q Send-Q Local Address:Port Peer Address:Port Process\nLISTEN 0 128 127.0.0.1:5000 0.0.0.0:* users:(("gunicorn",pid=7,fd=5))\n';
  await page.getByRole("textbox", { name: "Paste here what it printed" }).fill(listed);
  await page.getByRole("button", { name: "Add it" }).click();
  await page.locator(".narrowing, .findings").first().waitFor();
  await page.locator('[data-artifact="listening-sockets"]').waitFor();
  await done(page);
  assert.ok((await page.locator("[data-finding]").count()) < before, "fewer causes stand");
});

test("the change is saved as a file, with line numbers and marked words beside each other or below", async (t) => {
  const { page } = await openPage(t, { viewport: { width: 1440, height: 1000 } });
  await page.locator(".example").nth(1).click();
  const patch = page.locator(".patch").first();
  await patch.waitFor();
  assert.ok((await patch.locator(".diff-in .line").count()) > 0);
  const saved = page.waitForEvent("download");
  await patch.getByRole("button", { name: "Download the file" }).click();
  const text = await readFile(await (await saved).path(), "utf8");
  const came = await patch.locator("code.diff-in .line").first().innerText();
  assert.ok(text.includes(came) && text.includes("services:"), "the whole file, as it is after the change");
  assert.ok((await patch.locator("mark").count()) > 0, "changed words are marked");
  await page.setViewportSize({ width: 360, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing wider than the screen");
});

test("a step that changes two files says so at both changes", async (t) => {
  const { page } = await openPage(t);
  const socket = "/tmp/shop.sock";
  const line = `2026/01/05 10:00:00 [crit] 8#8: *7 connect() to unix:${socket} failed (2: No such file or directory) while connecting to upstream, client: 203.0.113.9, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://unix:${socket}:/", host: "shop.example.com"\n`;
  const unit = `[Service]\nPrivateTmp=true\nExecStart=/opt/venv/bin/gunicorn --bind unix:${socket} shop:app\n`;
  const site = `server {\n    listen 80;\n    server_name shop.example.com;\n    location / {\n        proxy_pass http://unix:${socket};\n    }\n}\n`;
  await files(page, ["error.log", line], ["shop.service", unit], ["shop.conf", site]);
  await done(page);
  const patches = page.locator('[data-finding="socket-not-shared"] .patch');
  await patches.nth(1).waitFor();
  assert.equal(await patches.count(), 2);
  for (const patch of await patches.all()) {
    const caption = await patch.locator("figcaption").innerText();
    assert.match(caption, /step 1[^]*One of the 2 files that this step changes/);
    assert.match(await patch.locator("code.diff-in").first().innerText(), /\/run\/shop\/shop\.sock/);
  }
});

test("a cause's own page opens from its finding, goes back, and an unknown one says so", async (t) => {
  const { page } = await openPage(t);
  await paste(page, REFUSED);
  const [first] = await ids(page);
  await page.locator(`[data-finding="${first}"] .about`).click();
  await page.locator(`[data-rule="${first}"] h1`).waitFor();
  assert.equal(new URL(page.url()).hash, `#rule/${first}`);
  assert.doesNotMatch(await page.locator("[data-rule]").innerText(), /\{(apply|in|logs|restart|recreate|start|where|inside):/);
  await page.goBack();
  await page.locator(`[data-finding="${first}"]`).waitFor();
  assert.equal(await page.locator("[data-rule]").count(), 0);
  await page.evaluate(() => (location.hash = "#rule/no-such-cause"));
  await page.getByRole("heading", { name: /There is no cause/ }).waitFor();
});

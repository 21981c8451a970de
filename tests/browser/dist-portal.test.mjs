// The lines that the page writes for other sites' pages do what was chosen, in a page of another origin. That they are the guide's is
// tested beside the code (src/snippet.rs).

import assert from "node:assert/strict";
import { test } from "node:test";
import { snippet } from "./guide.mjs";
import { answered, boxOf, openPortal } from "./portal.mjs";
import { LINE, newContext, ready, serve } from "./shipped.mjs";

/** Opens the builder in the shipped page; gives what it writes after `choose`, as a page that has it at `url` would. */
async function built(t, choose) {
  const host = await serve({ prefix: "/tools/hopcheck/" });
  const { context } = await newContext(t, host.origin, { serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(host.url);
  await ready(page);
  await page.getByRole("textbox", { name: "Paste anything" }).fill(LINE);
  await page.locator('[data-analysis="done"]').waitFor();
  await page.getByRole("button", { name: "Put it in your portal" }).click();
  const dialog = page.getByRole("dialog", { name: "Put Hopcheck in your own pages" });
  await choose(dialog);
  const written = await dialog.locator("pre").evaluate((pre) => [...pre.querySelectorAll(".code-line")].map((line) => line.textContent).join(""));
  assert.ok(written.includes(host.url), "the page knows its own place");
  return (url) => written.replaceAll(host.url, url);
}

test("as it is, it is the guide's element", async (t) => {
  const written = await built(t, async () => {});
  assert.equal(written("https://tools.example.com/hopcheck/"), snippet("plain"));
});

test("an element with the text of the box, compact and dark", async (t) => {
  const written = await built(t, async (dialog) => {
    await dialog.getByLabel("It begins with").selectOption("the text in the box here");
    await dialog.getByText("The text goes into these lines as it stands").waitFor();
    await dialog.getByRole("combobox", { name: "Colours" }).selectOption("dark");
    await dialog.getByLabel("Compact").check();
  });
  const { page } = await openPortal(t, written);
  const element = page.locator("hop-check");
  await answered(element);
  assert.equal(await boxOf(element).inputValue(), LINE.trim());
  assert.deepEqual(await element.evaluate((it) => [it.layout, it.theme]), ["compact", "dark"]);
});

test("an element with an example, that offers those of a kind", async (t) => {
  const written = await built(t, async (dialog) => {
    await dialog.getByLabel("It begins with").selectOption("PHP-FPM socket not found");
    await dialog.getByLabel("PHP-FPM pool").check();
    await dialog.getByLabel("compose file").check();
    await dialog.getByLabel("compose file").uncheck();
  });
  const { page } = await openPortal(t, written);
  const element = page.locator("hop-check");
  await answered(element);
  assert.deepEqual(await element.evaluate((it) => [it.example, it.kinds]), ["php-fpm-socket", "php-fpm-pool"]);
});

test("a frame with the text of the box, which grows to its height", async (t) => {
  const written = await built(t, async (dialog) => {
    await dialog.getByRole("combobox", { name: "As", exact: true }).selectOption("a frame, where no scripts may run");
    await dialog.getByLabel("It begins with").selectOption("the text in the box here");
    await dialog.getByRole("combobox", { name: "Colours" }).selectOption("light");
    await dialog.getByLabel("Origin of your page").fill("https://docs.example.com");
    await dialog.getByLabel("Origin of your page").press("Enter");
    await dialog.locator("pre", { hasText: "origin=https://docs.example.com" }).waitFor();
  });
  const { page } = await openPortal(t, written);
  const element = page.frameLocator("iframe").locator("hop-check");
  await answered(element);
  assert.equal(await boxOf(element).inputValue(), LINE);
  assert.equal(await element.evaluate((it) => it.theme), "light");
  await page.waitForFunction(() => document.querySelector("iframe").height !== "700");
});

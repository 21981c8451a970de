// Light and dark: as the system has it until the reader chooses, remembered, and there before anything is drawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./lib.mjs";

const LIGHT = "rgb(246, 245, 241)";
const DARK = "rgb(19, 24, 25)";

const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const choice = (page) => page.getByRole("combobox", { name: "Colours" });

test("the colours are the system's until others are chosen, and those stay", async (t) => {
  const { page } = await openPage(t, { colorScheme: "dark" });
  assert.equal(await paper(page), DARK);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await paper(page), LIGHT);
  await choice(page).selectOption("dark");
  assert.equal(await paper(page), DARK);
  await page.reload();
  await page.locator("[data-analysis]").first().waitFor();
  assert.deepEqual([await paper(page), await choice(page).inputValue()], [DARK, "dark"]);
  await choice(page).selectOption("light");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await paper(page), LIGHT);
  await choice(page).selectOption("system");
  assert.equal(await paper(page), DARK);
});

test("the chosen colours are there before the page is drawn for the first time", async (t) => {
  const { page, context, origin } = await openPage(t, { colorScheme: "light" });
  await choice(page).selectOption("dark");
  const next = await context.newPage();
  await next.addInitScript(() => {
    // The first frame that is drawn after there is a body.
    const look = () => (document.body ? (window.first = document.documentElement.dataset.theme) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
  await next.goto(`${origin}/`);
  await next.waitForFunction(() => "first" in window);
  assert.equal(await next.evaluate(() => window.first), "dark");
  // And not by luck: the script is in the head, holds parsing up, and comes before any style.
  const order = await next.evaluate(() => [...document.head.querySelectorAll("script:not([type]), link[rel=stylesheet]")].map((one) => one.localName));
  assert.equal(order.indexOf("script"), 0, order.join());
  await next.locator("[data-analysis]").first().waitFor();
});

test("where storage throws they can be chosen for the visit", async (t) => {
  const { page, context, origin } = await openPage(t, { colorScheme: "light" });
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.goto(`${origin}/`);
  await page.locator("[data-analysis]").first().waitFor();
  assert.equal(await paper(page), LIGHT);
  await choice(page).selectOption("dark");
  assert.equal(await paper(page), DARK);
});

test("a chosen theme has the very colours of the system's", async (t) => {
  const { page } = await openPage(t);
  const colours = () =>
    page.evaluate(() => {
      const names = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText === ":root");
      const probe = document.body.appendChild(document.createElement("i"));
      const found = names.flatMap((rule) => [...rule.style]).filter((name) => name.startsWith("--")).map((name) => {
        probe.style.color = "";
        probe.style.color = `var(${name})`;
        return `${name} ${getComputedStyle(probe).color}`;
      });
      probe.remove();
      return found;
    });
  for (const theme of ["light", "dark"]) {
    await choice(page).selectOption("system");
    await page.emulateMedia({ colorScheme: theme });
    const system = await colours();
    await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
    await choice(page).selectOption(theme);
    assert.ok(system.length > 15);
    assert.deepEqual(await colours(), system, theme);
  }
});

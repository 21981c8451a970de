// Makes the PNG icons that installing wants from ../icon.svg, with the browser of the tests: node www/icons/make.mjs
//
// On the paper's colour, since the mark is drawn in ink; the maskable one leaves the margin that masks may cut off.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { chromium } = createRequire(here("../../tests/browser/lib.mjs"))("playwright-core");

const svg = await readFile(here("../icon.svg"), "utf8");
const PAPER = "#f6f5f1";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
for (const [name, size, share, radius] of [
  ["icon-192.png", 192, 0.72, 0.2],
  ["icon-512.png", 512, 0.72, 0.2],
  ["icon-maskable-512.png", 512, 0.56, 0],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, colorScheme: "light" });
  await page.setContent(
    `<body style="margin:0"><div style="width:${size}px;height:${size}px;background:${PAPER};border-radius:${size * radius}px;display:grid;place-items:center">` +
      `<div style="width:${size * share}px">${svg}</div></div></body>`,
  );
  await page.screenshot({ path: here(name), omitBackground: true });
  await page.close();
}
await browser.close();

// The element and the frame in a site that Docusaurus has made of the snippets in docs/embedding.md. It goes from page to page without
// loading a new one: elements are taken out and come back.

import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { snippet } from "../browser/guide.mjs";
import { answered, boxOf, workersOf } from "../browser/portal.mjs";
import { LINE } from "../browser/shipped.mjs";
import { build, openSite, OUT, serveTool } from "./site.mjs";

const PACKAGES = process.env.HOPCHECK_DOCUSAURUS;
const skip = PACKAGES ? false : (process.env.HOPCHECK_NO_DOCUSAURUS ?? "HOPCHECK_DOCUSAURUS names no node_modules with Docusaurus");

const files = (url) => ({
  "package.json": "{}",
  "docusaurus.config.js": `module.exports = {
  title: "Portal", url: "https://docs.example.com", baseUrl: "/portal/", favicon: "favicon.ico",
  themes: ["@docusaurus/theme-classic"], plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/" }]],
${snippet("docusaurus", url)}};\n`,
  "docs/index.md": `---\nslug: /\n---\n# Help\n\n${snippet("mdx")}\n[To the frame](frame.md)\n`,
  "docs/frame.md": `# Frame\n\n${snippet("frame", url)}\n[To the element](index.md)\n`,
});

test("Docusaurus: element and frame work, also after leaving the page and coming back", { skip }, async (t) => {
  const tool = await serveTool();
  const program = join(PACKAGES, "@docusaurus/core/bin/docusaurus.mjs");
  const folder = await build(t, files(tool.url), [process.execPath, program, "build", "--out-dir", OUT], {
    prepare: (source) => symlink(PACKAGES, join(source, "node_modules")),
    // Kept in node_modules, which many sites share here, and mistaken for this one's.
    env: { DOCUSAURUS_NO_PERSISTENT_CACHE: "true" },
  });
  const { page, url } = await openSite(t, folder, tool, { prefix: "/portal/" });
  const workers = await workersOf(page);
  const element = page.locator("hop-check");
  await page.goto(url);
  await page.evaluate(() => (window.loadedOnce = true));
  await boxOf(element).fill(LINE);
  await answered(element);
  assert.equal(await workers(), 1);

  await page.getByRole("link", { name: "To the frame" }).click();
  const framed = page.frameLocator("iframe[title=Hopcheck]").locator("hop-check");
  await boxOf(framed).fill(LINE);
  await answered(framed);
  assert.equal(await element.count(), 0);
  // The frame has one of its own; that of the element is gone.
  for (let tries = 0; (await workers()) > 1 && tries < 50; tries++) await page.waitForTimeout(100);
  assert.equal(await workers(), 1);

  await page.getByRole("link", { name: "To the element" }).click();
  await boxOf(element).waitFor();
  assert.equal(await boxOf(element).inputValue(), "");
  await boxOf(element).fill(LINE);
  await answered(element);
  await page.goBack();
  // The place in the page is as it was left, with the frame out of sight.
  await page.locator("iframe[title=Hopcheck]").scrollIntoViewIfNeeded();
  await boxOf(framed).waitFor();
  assert.equal(await page.evaluate(() => window.loadedOnce), true, "no page was loaded anew");
});

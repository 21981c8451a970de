// The element in sites that MkDocs (Material) and Sphinx (Furo) have made of the snippets in docs/embedding.md, and in one that nothing
// has made, below a path.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { snippet } from "../browser/guide.mjs";
import { answered, boxOf } from "../browser/portal.mjs";
import { LINE, SITE } from "../browser/shipped.mjs";
import { build, openSite, OUT, serveTool } from "./site.mjs";

const PROGRAMS = process.env.HOPCHECK_GENERATORS;
const skip = PROGRAMS ? false : (process.env.HOPCHECK_NO_GENERATORS ?? "HOPCHECK_GENERATORS names no folder of generators");

const GENERATORS = [
  {
    name: "MkDocs (Material)",
    files: (url) => ({
      // Material's fonts would come from another server.
      "mkdocs.yml": `site_name: Portal\ntheme:\n  name: material\n  font: false\n${snippet("mkdocs", url)}`,
      "docs/index.md": `# Help\n\n${snippet("markdown")}`,
    }),
    command: ["mkdocs", "build", "--quiet", "--site-dir", OUT],
  },
  {
    name: "Sphinx (Furo)",
    files: (url) => ({
      "conf.py": `project = "Portal"\nhtml_theme = "furo"\n${snippet("sphinx", url)}`,
      "index.rst": `Help\n====\n\n${snippet("rst")}`,
    }),
    command: ["sphinx-build", "-q", ".", OUT],
  },
];

for (const { name, files, command: [program, ...options] } of GENERATORS) {
  test(`${name}: the element works, and the page around it looks as before`, { skip }, async (t) => {
    const tool = await serveTool();
    const folder = await build(t, files(tool.url), [join(PROGRAMS, program), ...options]);
    const { page, url } = await openSite(t, folder, tool);
    const looks = () => page.evaluate(() => ["body", "h1"].map((selector) => {
      const { font, color, margin, backgroundColor } = getComputedStyle(document.querySelector(selector));
      return [font, color, margin, backgroundColor];
    }));
    await page.route("**/hopcheck-embed.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(url);
    const before = await looks();
    await page.unroute("**/hopcheck-embed.js");
    await page.goto(url);
    const element = page.locator("hop-check");
    await boxOf(element).fill(LINE);
    await answered(element);
    assert.ok((await element.locator("[data-finding]").count()) > 0);
    assert.deepEqual(await looks(), before);
    // Whatever sizes the site's own text has.
    assert.equal(await element.locator(".hopcheck").evaluate((it) => getComputedStyle(it).fontSize), "16px");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} pixels wider than the window`);
  });
}

test("plain HTML below a path, with the shipped files below another one of the same host", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "hopcheck-plain-"));
  t.after(() => rm(folder, { recursive: true }));
  await cp(SITE, join(folder, "tools/hopcheck"), { recursive: true });
  await mkdir(join(folder, "help"));
  const page = snippet("plain").replaceAll("https://tools.example.com/hopcheck/", "../tools/hopcheck/");
  await writeFile(join(folder, "help/index.html"), `<!doctype html><html lang="en"><title>Help</title><link rel="icon" href="data:,">${page}`);
  const site = await openSite(t, folder, { url: "none" }, { prefix: "/portal/" });
  await site.page.goto(`${site.url}help/`);
  await boxOf(site.page.locator("hop-check")).fill(LINE);
  await answered(site.page.locator("hop-check"));
  await site.page.locator("hop-check [data-message]").first().waitFor({ timeout: 30_000 });
});

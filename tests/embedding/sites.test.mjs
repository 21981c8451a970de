// The element in sites that MkDocs (Material) and Sphinx (Furo) have made of the snippets in docs/embedding.md.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { snippet } from "../browser/guide.mjs";
import { LINE, newContext, serve } from "../browser/shipped.mjs";

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
    build: (out) => ["mkdocs", "build", "--quiet", "--site-dir", out],
  },
  {
    name: "Sphinx (Furo)",
    files: (url) => ({
      "conf.py": `project = "Portal"\nhtml_theme = "furo"\n${snippet("sphinx", url)}`,
      "index.rst": `Help\n====\n\n${snippet("rst")}`,
    }),
    build: (out) => ["sphinx-build", "-q", ".", out],
  },
];

for (const { name, files, build } of GENERATORS) {
  test(`${name}: the element works, and the page around it looks as before`, { skip }, async (t) => {
    const tool = await serve(t, { prefix: "/tools/hopcheck/", headers: { "access-control-allow-origin": "*" } });
    const source = await mkdtemp(join(tmpdir(), "hopcheck-site-"));
    t.after(() => rm(source, { recursive: true }));
    for (const [file, text] of Object.entries(files(tool.url))) {
      await mkdir(dirname(join(source, file)), { recursive: true });
      await writeFile(join(source, file), text);
    }
    const out = join(source, "built");
    const [program, ...options] = build(out);
    await promisify(execFile)(join(PROGRAMS, program), options, { cwd: source });

    // Asked for where the site names no icon.
    await writeFile(join(out, "favicon.ico"), "");
    const portal = await serve(t, { folder: out });
    let problems;
    const own = (line) => line.startsWith(`request to another origin: ${tool.url}`);
    // Before they are looked at: requests to the tool's host are what the element is for.
    t.after(() => problems.splice(0, Infinity, ...problems.filter((line) => !own(line))));
    const opened = await newContext(t, portal.origin);
    problems = opened.problems;
    const page = await opened.context.newPage();
    const looks = () => page.evaluate(() => ["body", "h1"].map((selector) => {
      const { font, color, margin, backgroundColor } = getComputedStyle(document.querySelector(selector));
      return [font, color, margin, backgroundColor];
    }));
    await page.route("**/hopcheck-embed.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(portal.url);
    const before = await looks();
    await page.unroute("**/hopcheck-embed.js");
    await page.goto(portal.url);
    const element = page.locator("hop-check");
    await element.getByRole("textbox", { name: "Paste anything" }).fill(LINE);
    await element.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
    assert.ok((await element.locator("[data-finding]").count()) > 0);
    assert.deepEqual(await looks(), before);
    // Whatever sizes the site's own text has.
    assert.equal(await element.locator(".hopcheck").evaluate((it) => getComputedStyle(it).fontSize), "16px");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} pixels wider than the window`);
  });
}

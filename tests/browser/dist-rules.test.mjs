// The pages about the causes: each tells itself apart for a search engine and for its reader, and axe finds nothing, in light and dark,
// wide and narrow.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { newContext, serve, SITE } from "./shipped.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

const names = (await readdir(join(SITE, "rules"))).filter((name) => name.endsWith(".html"));
const pages = new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(SITE, "rules", name), "utf8")])));
const one = (html, pattern, name) => {
  const found = [...html.matchAll(pattern)];
  assert.equal(found.length, 1, `${name}: ${pattern}`);
  return found[0][1];
};

test("there is a page for each folder of rules/, and the list leads to all of them", async () => {
  const rules = new URL("../../rules/", import.meta.url);
  const folders = (await readdir(rules, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const ids = [];
  for (const { name } of folders) {
    if ((await readdir(new URL(`${name}/`, rules))).includes("rule.toml")) ids.push(`${name}.html`);
  }
  assert.deepEqual(names.filter((name) => name !== "index.html").sort(), ids.sort());
  for (const id of ids) assert.ok(pages.get("index.html").includes(`href="${id}"`), id);
});

test("each page has a title and a description of its own, one heading, and no placeholder of the rule language", () => {
  const titles = new Set();
  for (const [name, html] of pages) {
    titles.add(one(html, /<title>([^<]+)<\/title>/g, name));
    const description = one(html, /<meta name="description" content="([^"]+)">/g, name);
    assert.ok(description.length >= 40 && description.length <= 200, `${name}: ${description.length}: ${description}`);
    one(html, /<h1>([^]*?)<\/h1>/g, name);
    const prose = html.replaceAll(/<pre[^]*?<\/pre>|<code>[^]*?<\/code>/g, "");
    assert.doesNotMatch(prose, /\{[a-z_.|]+\}/, name);
    assert.ok(!/<script|style=|javascript:/.test(html.replaceAll(/<pre[^]*?<\/pre>/g, "")), name);
  }
  assert.equal(titles.size, pages.size);
});

test("somebody who searches the line in front of them finds its text", () => {
  for (const [name, line] of Object.entries({
    "socket-path-mismatch.html": "failed (2: No such file or directory) while connecting to upstream",
    "upstream-host-not-found.html": "host not found in upstream",
    "ws-mixed-content.html": "but attempted to connect to the insecure WebSocket endpoint",
    "upstream-header-too-big.html": "upstream sent too big header while reading response header from upstream",
    "nginx-body-too-large.html": "client intended to send too large body",
  })) {
    assert.ok(pages.get(name).includes(line), `${name} does not show: ${line}`);
  }
});

test("each example is the text of a case, packed as links are", async () => {
  for (const [name, html] of pages) {
    if (name === "index.html") continue;
    const links = [...html.matchAll(/href="\.\.\/#v1\.([\w-]+)"/g)];
    assert.ok(links.length >= 2, `${name} has ${links.length} examples`);
    const folder = new URL(`../../rules/${name.replace(".html", "")}/`, import.meta.url);
    // The rule's own, and what the lab captured.
    const files = (await readdir(folder, { recursive: true })).filter((file) => /(^|\/)cases?\.md$/.test(file));
    const cases = (await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")))).join("\n").replaceAll("\r", "");
    for (const [, packed] of links) {
      const { pieces } = JSON.parse(inflateRawSync(Buffer.from(packed, "base64url")).toString());
      for (const piece of pieces) assert.ok(cases.includes(`${piece.name}\n${piece.text.replaceAll("\r", "")}`), `${name}: ${piece.name}`);
    }
  }
});

// The list, and of the others the longest and those that have each part.
const longest = [...pages].sort(([, a], [, b]) => b.length - a.length).slice(0, 2).map(([name]) => name);
const LOOKED_AT = new Set(["index.html", "upstream-stale-dns.html", "ws-url-wrong-port.html", "app-crash-at-start.html", ...longest]);

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 320]) {
    test(`axe finds nothing in them, ${colorScheme}, ${width} pixels wide, and nothing is cut off`, async (t) => {
      const host = await serve();
      const { context } = await newContext(t, host.origin, { colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const name of LOOKED_AT) {
        await page.goto(`${host.url}rules/${name}`);
        await page.evaluate(AXE);
        const { violations, passes } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), LEVELS);
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), [], name);
        assert.ok(passes.length > 5, "axe looked at the page");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
      }
    });
  }
}

// `_headers`, read as Netlify and Cloudflare Pages document it, and what it comes to for each file of the site.
// https://docs.netlify.com/manage/routing/headers/ and https://developers.cloudflare.com/pages/configuration/headers/

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { SITE } from "./shipped.mjs";

/** Cloudflare's limits: rules in a file, characters in a line. */
const RULES = 100;
const LINE = 2000;

/** The rules of a file, in order. Throws at the first line that one of the two would not understand. */
export function parse(text) {
  const rules = [];
  for (const [at, line] of text.split("\n").entries()) {
    const where = `line ${at + 1}: ${line.slice(0, 80)}`;
    assert.ok(line.length <= LINE, `${where} is too long`);
    if (/^\s*(#.*)?$/.test(line)) continue;
    if (!/^\s/.test(line)) {
      // A path: no host, no scheme, at most one star, and nothing that is a placeholder.
      assert.match(line, /^\/[A-Za-z0-9._\-/]*\*?[A-Za-z0-9._\-/]*$/, where);
      rules.push({ path: line, headers: [] });
      continue;
    }
    const [, name, value] = line.match(/^ +([A-Za-z][A-Za-z0-9-]*): (\S.*\S|\S)$/) ?? assert.fail(where);
    (rules.at(-1) ?? assert.fail(`${where} belongs to no path`)).headers.push([name.toLowerCase(), value]);
  }
  assert.ok(rules.length <= RULES, `${rules.length} rules`);
  for (const { path, headers } of rules) assert.ok(headers.length > 0, `${path} has no header`);
  return rules;
}

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
const matches = (rule, path) => new RegExp(`^${rule.split("*").map(escaped).join(".*")}$`).test(path);

/** All values that a path's response gets, by the header's name. */
function sent(rules, path) {
  const all = {};
  for (const rule of rules.filter((rule) => matches(rule.path, path))) {
    for (const [name, value] of rule.headers) (all[name] ??= []).push(value);
  }
  return all;
}

test("what no host would understand is found", () => {
  assert.deepEqual(parse("# a\n/*\n  A: b c\n\n/x\n  D: e\n"), [
    { path: "/*", headers: [["a", "b c"]] },
    { path: "/x", headers: [["d", "e"]] },
  ]);
  for (const wrong of ["  A: b\n", "/x\nA: b\n", "/x\n  A b\n", "/*/*\n  A: b\n", "/:x\n  A: b\n", "/x\n/y\n  A: b\n", `/x\n  A: ${"b".repeat(LINE)}\n`]) {
    assert.throws(() => parse(wrong), wrong);
  }
});

test("each file of the site gets every header once, and its own policy and time to be kept", async () => {
  const rules = parse(await readFile(join(SITE, "_headers"), "utf8"));
  const files = (await readdir(SITE, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, path, name }) => join("/", (parentPath ?? path).slice(SITE.length), name));
  // Cloudflare serves pages without their ending.
  const pages = paths.filter((path) => path.endsWith(".html")).flatMap((path) => [path, path.replace(/(index)?\.html$/, "")]);
  for (const path of new Set([...paths, ...pages])) {
    const headers = sent(rules, path);
    for (const [name, values] of Object.entries(headers)) assert.equal(values.length, 1, `${path} has ${name} twice, and hosts join them`);
    assert.deepEqual(headers["x-content-type-options"], ["nosniff"], path);
    assert.deepEqual(headers["access-control-allow-origin"], ["*"], path);
    const named = /-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/.test(path);
    assert.equal(headers["cache-control"]?.[0].includes("immutable") ?? false, named, `${path} may${named ? "" : " not"} be kept`);
  }
  for (const path of pages.filter((path) => path !== "/404")) {
    const [policy] = sent(rules, path)["content-security-policy"] ?? assert.fail(`${path} has no policy`);
    assert.match(policy, path.startsWith("/embed") ? /frame-ancestors \*$/ : /frame-ancestors 'none'$/, path);
  }
});

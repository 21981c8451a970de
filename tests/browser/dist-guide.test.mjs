// docs/embedding.md itself: every snippet in it is one that a test uses, and what it says of Backstage is enough for element and frame.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { GUIDE, names, snippet } from "./guide.mjs";
import { answered, boxOf, openPortal, script } from "./portal.mjs";
import { LINE } from "./shipped.mjs";

test("every snippet of the guide has a name, and a test that uses it", () => {
  const fences = [...GUIDE.matchAll(/^```(\S.*)$/gm)].map(([, info]) => info);
  const named = fences.map((info) => info.match(/^[a-z]+ ([a-z]+)$/)?.[1] ?? assert.fail(`a snippet has no name: ${info}`));
  assert.equal(new Set(named).size, named.length);
  const tests = ["../browser/", "../embedding/"].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url)).filter((name) => name.endsWith(".mjs")).map((name) => readFileSync(new URL(folder + name, import.meta.url), "utf8")));
  const used = new Set([...tests.join("\n").matchAll(/\bsnippet\("([a-z]+)"/g)].map(([, name]) => name));
  assert.deepEqual(named.filter((name) => !used.has(name)), []);
});

/** Helmet's own directives, as Backstage sends them, with those of app-config.yaml in their place. */
function backstagePolicy(settings) {
  const policy = {
    "default-src": "'self'", "base-uri": "'self'", "font-src": "'self' https: data:", "frame-ancestors": "'self'", "img-src": "'self' data:",
    "object-src": "'none'", "script-src": "'self' 'unsafe-eval'", "script-src-attr": "'none'", "style-src": "'self' https: 'unsafe-inline'",
  };
  for (const [, name, words] of settings.matchAll(/^ {4}([a-z-]+): \[(.*)\]$/gm)) {
    if (name.endsWith("-src")) policy[name] = [...words.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, a, b]) => a ?? b).join(" ");
  }
  return Object.entries(policy).map(([name, words]) => `${name} ${words}`).join("; ");
}
const value = (settings, name) => settings.match(new RegExp(`^ +${name}: '(.*)'$`, "m"))[1];

test("Backstage's settings allow the element with all of its attributes, and nothing else", async (t) => {
  const settings = snippet("backstage");
  const [tag, attribute] = ["allowedCustomElementTagNameRegExp", "allowedCustomElementAttributeNameRegExp"].map((name) => new RegExp(value(settings, name)));
  assert.ok(tag.test("hop-check") && !tag.test("hop-checker") && !tag.test("x-hop-check"));
  for (const name of names("attribute")) assert.ok(attribute.test(name), name);
  assert.ok(!attribute.test("onclick") && !attribute.test("context"));
  const { page } = await openPortal(t, (url) => `${script(url)}<hop-check></hop-check>`, { policy: (url) => backstagePolicy(snippet("backstage", url)) });
  await boxOf(page.locator("hop-check")).fill(LINE);
  await answered(page.locator("hop-check"));
});

test("Backstage's settings allow the frame", async (t) => {
  const { page } = await openPortal(t, (url) => snippet("frame", url), { policy: (url) => backstagePolicy(snippet("techdocs", url)) });
  const element = page.frameLocator("iframe").locator("hop-check");
  await boxOf(element).fill(LINE);
  await answered(element);
  assert.match(snippet("techdocs"), new RegExp(`allowedIframeHosts: \\['${new URL(snippet("frame").match(/src="([^"]*)"/)[1]).host}'\\]`));
});

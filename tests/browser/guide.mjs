// The snippets of docs/embedding.md, so that what the guide says is what is tested.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** The guide. */
export const GUIDE = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");

/** Where the guide's readers would have put the site. */
const HOME = "https://tools.example.com/hopcheck/";

/** The text of the block that begins with ```LANGUAGE NAME, with the site at `url`. */
export function snippet(name, url = HOME) {
  const found = [...GUIDE.matchAll(/^```[a-z]+ ([a-z]+)\n(.*?)^```$/gms)].filter(([, of]) => of === name);
  assert.equal(found.length, 1, `docs/embedding.md has one snippet called ${name}`);
  return found[0][2].replaceAll(HOME, url).replaceAll(new URL(HOME).origin, new URL(url).origin);
}

/** The names in the first column of the guide's table whose heading begins so, without what is common to them. */
export function names(heading) {
  const table = GUIDE.slice(GUIDE.indexOf(`| ${heading}`)).split("\n\n")[0];
  return table.split("\n").slice(2).flatMap((row) => [...row.split("|")[1].matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
}

// Every colour is said once, for light and dark, in www/base.css; the other style sheets use its names.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const WWW = new URL("../../www/", import.meta.url);
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|:\s*(?:white|black|red|green|blue|gr[ae]y|orange)\b/i;

test("no style sheet but the first one says a colour", async () => {
  const sheets = (await readdir(WWW)).filter((name) => name.endsWith(".css"));
  assert.ok(sheets.length > 10);
  for (const name of sheets) {
    const lines = (await readFile(new URL(name, WWW), "utf8")).split("\n").map((line) => line.replace(/\/\*.*\*\//, ""));
    const coloured = lines.filter((line) => COLOUR.test(line));
    if (name === "base.css") {
      assert.ok(coloured.length > 10);
      assert.deepEqual(coloured.filter((line) => !/^ {2}--[a-z-]+: /.test(line)), [], "in base.css, outside of the custom properties");
    } else {
      assert.deepEqual(coloured, [], name);
    }
  }
});

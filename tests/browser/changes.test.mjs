// Any answer may follow any other: parts of it come and go together, and the page must live through that.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { openPage } from "./lib.mjs";

const EXAMPLES = new URL("../../www/examples/", import.meta.url);
const LINE = 'connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.7, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.18.0.3:8000/", host: "shop.example.com"';

test("one answer takes another's place, whatever both are", async (t) => {
  const texts = [
    `2026/01/05 10:00:00 [error] 29#29: *1 ${LINE}`,
    "nothing that anybody prints",
    "server { listen 80; }",
    '2026/01/05 10:00:00 [notice] 1#1: using the "epoll" event method',
  ];
  for (const name of (await readdir(EXAMPLES)).sort()) texts.push(await readFile(new URL(name, EXAMPLES), "utf8"));
  const { page } = await openPage(t);
  const area = page.getByRole("textbox", { name: "Paste anything" });
  const settled = () => page.locator(':is([data-analysis="done"], [data-analysis="not-understood"])').waitFor({ timeout: 10_000 });
  // Each pair of texts, in both orders.
  for (const one of texts) {
    for (const other of texts) {
      await area.fill(one);
      await settled();
      await area.fill(other);
      await settled();
    }
  }
  assert.equal(await area.inputValue(), texts.at(-1));
});

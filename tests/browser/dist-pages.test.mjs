// The site as GitHub Pages serves that of a project: below the name of the repository, no header but the type, pages also without their
// ending, and 404.html for what is not there.
// https://docs.github.com/en/pages/getting-started-with-github-pages/creating-a-custom-404-page-for-your-github-pages-site

import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnose, newContext, ready, serve } from "./shipped.mjs";

const PREFIX = "/some/repository/";

test("page, pages about the causes and offline files work below the repository's name", async (t) => {
  const host = await serve({ prefix: PREFIX, pages: true });
  const { context } = await newContext(t, host.origin);
  const page = await context.newPage();
  // Without its slash a folder is another address, which the host sends on.
  await page.goto(host.url.slice(0, -1));
  assert.equal(page.url(), host.url);
  await ready(page);
  await diagnose(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${host.url}rules/upstream-stale-dns`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("link", { name: "Hopcheck", exact: true }).click();
  assert.equal(page.url(), host.url);
  await ready(page);
});

for (const missing of ["nothing", "rules/no-such-cause.html", "rules/no-such-cause", "a/b", "a/b/"]) {
  test(`${missing} is not there, says so, and leads back to the page`, async (t) => {
    const host = await serve({ prefix: PREFIX, pages: true });
    const { context, problems } = await newContext(t, host.origin);
    const page = await context.newPage();
    const response = await page.goto(host.url + missing);
    assert.equal(response.status(), 404);
    await page.getByRole("heading", { name: "There is no page at this address" }).waitFor();
    // The folder that was asked for, and where that is none either the one above, until there is something.
    let clicks = 0;
    for (let way = "This folder"; await page.getByRole("link", { name: way }).count() > 0; way = "the one above") {
      assert.ok(++clicks <= 3, `still lost at ${page.url()}`);
      await page.getByRole("link", { name: way }).click();
      assert.ok(page.url().startsWith(host.url), `${page.url()} is outside of the site`);
    }
    if (page.url() !== host.url) await page.getByRole("link", { name: "Hopcheck", exact: true }).click();
    assert.equal(page.url(), host.url);
    await ready(page);
    // That the addresses were missing is what this is about.
    const found = (problem) => !/status 404|404 \(Not Found\)/.test(problem);
    problems.splice(0, Infinity, ...problems.filter(found));
  });
}

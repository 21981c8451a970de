// Another site's page, of another origin than the shipped files and under the policy that docs/embedding.md names.

import { createServer } from "node:http";
import { snippet } from "./guide.mjs";
import { newContext, serve } from "./shipped.mjs";

/**
 * Opens a page whose body is what `body` makes of the address of the shipped files. The page's own inline scripts and styles are
 * allowed, which the guide's snippets have, unless it is `strict`. With `sandbox` it stands in a frame without an origin. The shipped
 * files are on the plainest of hosts, unless `site` is the address of another; the policy is the guide's, unless `policy` makes another
 * of that address.
 *
 * `workers` tells how many workers the browser runs for it.
 */
export async function openPortal(t, body, { strict = false, sandbox = false, site, policy: ownPolicy, ...options } = {}) {
  site ??= (await serve({ prefix: "/tools/hopcheck/", headers: { "access-control-allow-origin": "*" } })).url;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>${body(site)}`;
  const guide = snippet("policy", site).trim();
  const policy = ownPolicy?.(site) ?? (strict
    ? `default-src 'none'; ${guide}`
    : `default-src 'none'; style-src 'unsafe-inline'; frame-src 'self' ${new URL(site).origin}; ${guide.replace("script-src ", "script-src 'unsafe-inline' ")}`);
  const server = createServer((request, response) => {
    const framed = sandbox && request.url === "/";
    const inner = framed ? '<!doctype html><title>Frame</title><iframe sandbox="allow-scripts" src="/inner"></iframe>' : html;
    const found = request.url !== "/favicon.ico";
    response.writeHead(found ? 200 : 204, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
    response.end(found ? inner : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A test that failed must not keep the run from ending.
  server.unref();
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  let problems;
  // Before they are looked at: requests to the site are what the element is for.
  const own = (line) => line.startsWith(`request to another origin: ${site}`);
  t.after(() => problems.splice(0, Infinity, ...problems.filter((line) => !own(line))));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const opened = await newContext(t, new URL(url).origin, options);
  problems = opened.problems;
  const requested = [];
  opened.context.on("request", (request) => requested.push(request.url()));
  const page = await opened.context.newPage();
  await page.goto(url);
  return { page, problems, requested, workers: await workersOf(page) };
}

/** A function that tells how many workers run for the pages of a context, as the browser counts them and not the page. */
export async function workersOf(page) {
  const { targetInfo } = await (await page.context().newCDPSession(page)).send("Target.getTargetInfo");
  const browser = await page.context().browser().newBrowserCDPSession();
  return async () => {
    const { targetInfos } = await browser.send("Target.getTargets");
    const same = ({ type, browserContextId }) => type === "worker" && browserContextId === targetInfo.browserContextId;
    return targetInfos.filter(same).length;
  };
}

/** The script of the guide that brings the element. */
export const script = (url) => snippet("plain", url).split("\n")[0];

/** Waits until an element has an answer. */
export const answered = (element) => element.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });

/** An element's paste box. */
export const boxOf = (element) => element.getByRole("textbox", { name: "Paste anything" });

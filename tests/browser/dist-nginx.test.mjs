// Real nginx with the shipped configuration: at the root of a name and below a path, without a console error or a violation of the
// policy in the header; types, compression, caching, and what is not there.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { diagnose, newContext, ready, RELEASE, SITE } from "./shipped.mjs";

const NGINX = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].find((path) => {
  try {
    execFileSync(path, ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});
const absent = NGINX || process.env.CI ? false : "nginx is not installed";

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** nginx with the shipped files as they are but for the paths and the port; and on a second port the location for a path that they show. */
async function start(t) {
  const folder = await mkdtemp(join(tmpdir(), "hopcheck-nginx-"));
  await mkdir(join(folder, "conf"));
  await cp(SITE, join(folder, "site"), { recursive: true });
  await cp(join(RELEASE, "hosting/hopcheck-headers.conf"), join(folder, "conf/hopcheck-headers.conf"));
  const [port, portal] = [await freePort(), await freePort()];
  const shipped = await readFile(join(RELEASE, "hosting/nginx.conf"), "utf8");
  const below = shipped.match(/^#( {5}location [^]*?^# {5}\})$/m)[1].replaceAll(/^#/gm, "");
  const adapt = (text) => text.replaceAll("/srv/hopcheck", join(folder, "site"));
  const server = adapt(shipped).replace("listen 80;", `listen 127.0.0.1:${port};`).replace(/ +listen \[::\]:80;\n/, "");
  await writeFile(
    join(folder, "conf/nginx.conf"),
    `user root; daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1;\nevents {}\nhttp {\n` +
      `include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;\n` +
      ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};\n`).join("") +
      `${server}\nserver { listen 127.0.0.1:${portal}; root ${folder}/conf/none;\n${adapt(below)} }\n}\n`,
  );
  const nginx = spawn(NGINX, ["-c", join(folder, "conf/nginx.conf"), "-p", folder], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  nginx.stderr.on("data", (part) => (said += part));
  t.after(async () => {
    nginx.kill();
    await new Promise((resolve) => (nginx.exitCode === null ? nginx.once("exit", resolve) : resolve()));
    await rm(folder, { recursive: true });
  });
  for (let tries = 0; ; tries++) {
    if (await get(port, "/").then(() => true, () => false)) break;
    if (tries === 100 || nginx.exitCode !== null) throw new Error(`nginx does not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { port, portal };
}

/** A response, with its body as it came. */
function get(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
    })
      .on("error", reject)
      .end();
  });
}

test("the page works at the root of a name and below a path, under the shipped headers", { skip: absent }, async (t) => {
  const { port, portal } = await start(t);
  for (const url of [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${portal}/tools/hopcheck/`]) {
    const { context } = await newContext(t, new URL(url).origin);
    const page = await context.newPage();
    const response = await page.goto(url);
    assert.match(response.headers()["content-security-policy"] ?? "", /frame-ancestors 'none'/);
    await ready(page);
    await diagnose(page);
    await page.goto(`${url}rules/upstream-stale-dns.html`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
});

test("types, compression and caching are as files and hosts want them", { skip: absent }, async (t) => {
  const { port } = await start(t);
  const names = await readdir(SITE);
  const named = (end) => names.find((name) => name.endsWith(end));
  const plain = await get(port, `/${named(".wasm")}`);
  assert.equal(plain.headers["content-type"], "application/wasm");
  assert.equal(plain.headers["content-encoding"], undefined);
  const packed = await get(port, `/${named(".wasm")}`, { "accept-encoding": "gzip, br" });
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.ok(packed.body.equals(await readFile(join(SITE, named(".wasm.gz")))), "the file beside it is sent as it is");
  assert.match(packed.headers["cache-control"], /immutable/);

  const page = await get(port, "/");
  assert.match(page.headers["content-type"], /^text\/html/);
  assert.equal(page.headers["cache-control"], "no-cache");
  assert.match(page.headers["content-security-policy"], /^default-src 'none'; .*frame-ancestors 'none'$/);
  const frame = await get(port, "/embed.html");
  assert.match(frame.headers["content-security-policy"], /^default-src 'none'; .*frame-ancestors \*$/);
  assert.equal(page.headers["x-content-type-options"], "nosniff");
  assert.equal(page.headers["referrer-policy"], "no-referrer");
  assert.match((await get(port, "/sw.js")).headers["content-type"], /javascript/);
  assert.equal((await get(port, "/sw.js")).headers["cache-control"], "no-cache");
  assert.equal((await get(port, "/", { "if-none-match": page.headers.etag })).status, 304);

  const missing = await get(port, "/nothing-here");
  assert.equal(missing.status, 404);
  assert.match(missing.body.toString(), /There is no page at this address/);
  assert.match(missing.headers["content-security-policy"], /default-src 'none'/);
});

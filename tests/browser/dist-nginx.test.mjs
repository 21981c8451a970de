// Real nginx with the shipped configuration: at the root of a name and below a path, without a console error or a violation of the
// policy in the header; types, compression, caching, and what is not there.

import { execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { filesAreSent, freePort, guestsWork, listens, pagesWork } from "./served.mjs";
import { RELEASE, SITE } from "./shipped.mjs";

const NGINX = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].find((path) => {
  try {
    execFileSync(path, ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});
const absent = NGINX || process.env.CI ? false : "nginx is not installed";

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
  await listens(port, nginx, () => said);
  return { port, portal };
}

test("the page works at the root of a name and below a path, under the shipped headers", { skip: absent }, async (t) => {
  const { port, portal } = await start(t);
  for (const url of [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${portal}/tools/hopcheck/`]) await pagesWork(t, url);
});

test("the element and the page for frames work from there in another site's page", { skip: absent }, async (t) => {
  const { port, portal } = await start(t);
  for (const url of [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${portal}/tools/hopcheck/`]) await guestsWork(t, url);
});

test("types, compression and caching are as files and hosts want them", { skip: absent }, async (t) => {
  const { port } = await start(t);
  await filesAreSent(port, "gzip");
});

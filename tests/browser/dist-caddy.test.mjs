// Real Caddy with the shipped configuration, asked for the same as nginx.

import { execFileSync, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { filesAreSent, freePort, guestsWork, listens, pagesWork } from "./served.mjs";
import { RELEASE, SITE } from "./shipped.mjs";

const installed = () => {
  try {
    execFileSync("caddy", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const absent = process.env.CI || installed() ? false : "caddy is not installed";

/** Caddy with the shipped file as it is but for the path, the name and the port; and on a second port the block for a path that it shows. */
async function start(t) {
  const folder = await mkdtemp(join(tmpdir(), "hopcheck-caddy-"));
  const [port, portal] = [await freePort(), await freePort()];
  await cp(SITE, join(folder, "site"), { recursive: true });
  const shipped = (await readFile(join(RELEASE, "hosting/Caddyfile"), "utf8")).replaceAll("/srv/hopcheck", join(folder, "site"));
  const below = shipped.match(/^#(\thandle_path [^]*?^#\t\})$/m)[1].replaceAll(/^#/gm, "");
  await writeFile(
    join(folder, "Caddyfile"),
    // No certificates, and nothing but the two ports.
    `{\n\tadmin off\n\tauto_https off\n}\n\n` +
      shipped.replace("hopcheck.example.com {", `http://127.0.0.1:${port} {`) +
      `\nhttp://127.0.0.1:${portal} {\n${below}\n}\n`,
  );
  const caddy = spawn("caddy", ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let said = "";
  caddy.stderr.on("data", (part) => (said += part));
  t.after(async () => {
    caddy.kill();
    await new Promise((resolve) => (caddy.exitCode === null ? caddy.once("exit", resolve) : resolve()));
    await rm(folder, { recursive: true });
  });
  await listens(port, caddy, () => said);
  return { port, portal };
}

test("the pages work at the root of a name and below a path, under the shipped headers", { skip: absent }, async (t) => {
  const { port, portal } = await start(t);
  for (const url of [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${portal}/tools/hopcheck/`]) await pagesWork(t, url);
});

test("the element and the page for frames work from there in another site's page", { skip: absent }, async (t) => {
  const { port, portal } = await start(t);
  for (const url of [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${portal}/tools/hopcheck/`]) await guestsWork(t, url);
});

test("types, compression and caching are as files and hosts want them", { skip: absent }, async (t) => {
  const { port } = await start(t);
  await filesAreSent(port, "br");
});

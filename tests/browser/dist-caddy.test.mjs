// Real Caddy with the shipped configuration, asked for the same as nginx.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answers, testServer } from "./served.mjs";
import { RELEASE } from "./shipped.mjs";

testServer({
  absent: process.env.CI || answers("caddy", "version") ? false : "caddy is not installed",
  encoding: "br",
  /** The shipped file as it is but for the path, the name and the port; and on the second port the block for a path that it shows. */
  async configure({ folder, port, portal }) {
    const shipped = (await readFile(join(RELEASE, "hosting/Caddyfile"), "utf8")).replaceAll("/srv/hopcheck", join(folder, "site"));
    const below = shipped.match(/^#(\thandle_path [^]*?^#\t\})$/m)[1].replaceAll(/^#/gm, "");
    await writeFile(
      join(folder, "Caddyfile"),
      // No certificates, and nothing but the two ports.
      `{\n\tadmin off\n\tauto_https off\n}\n\n` +
        shipped.replace("hopcheck.example.com {", `http://127.0.0.1:${port} {`) +
        `\nhttp://127.0.0.1:${portal} {\n${below}\n}\n`,
    );
    return {
      program: "caddy",
      args: ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"],
      env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    };
  },
});

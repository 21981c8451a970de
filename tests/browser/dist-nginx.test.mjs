// Real nginx with the shipped configuration: at the root of a name and below a path, without a console error or a violation of the
// policy in the header; types, compression, caching, and what is not there.

import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answers, testServer } from "./served.mjs";
import { RELEASE } from "./shipped.mjs";

const NGINX = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].find((path) => answers(path, "-v"));

testServer({
  absent: NGINX || process.env.CI ? false : "nginx is not installed",
  encoding: "gzip",
  /** The shipped files as they are but for the paths and the port; and on the second port the location for a path that they show. */
  async configure({ folder, port, portal }) {
    await mkdir(join(folder, "conf"));
    await cp(join(RELEASE, "hosting/hopcheck-headers.conf"), join(folder, "conf/hopcheck-headers.conf"));
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
    return { program: NGINX, args: ["-c", join(folder, "conf/nginx.conf"), "-p", folder] };
  },
});

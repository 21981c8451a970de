// A site that a generator of documentation makes of the snippets in docs/embedding.md, with the element from another origin.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { newContext, serve } from "../browser/shipped.mjs";

/** The shipped files on a host of their own. */
export const serveTool = () => serve({ prefix: "/tools/hopcheck/", headers: { "access-control-allow-origin": "*" } });

/** The folder of the site that `command` (a program and its options, which may hold `OUT`) makes of the files. */
export async function build(t, files, [program, ...options], { prepare = () => undefined, env = {} } = {}) {
  const source = await mkdtemp(join(tmpdir(), "hopcheck-site-"));
  t.after(() => rm(source, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(source, file)), { recursive: true });
    await writeFile(join(source, file), text);
  }
  await prepare(source);
  const out = join(source, "built");
  await promisify(execFile)(program, options.map((option) => (option === OUT ? out : option)), { cwd: source, env: { ...process.env, ...env } });
  // Asked for where the site names no icon.
  await writeFile(join(out, "favicon.ico"), "");
  return out;
}

/** Where in a command the folder to be filled stands. */
export const OUT = Symbol("the folder to be filled");

/** A page of the site in a browser, in which nothing but `tool` may be asked for anything and nothing may go wrong. */
export async function openSite(t, folder, tool, options = {}) {
  const portal = await serve({ folder, ...options });
  let problems;
  const own = (line) => line.startsWith(`request to another origin: ${tool.url}`);
  // Before they are looked at: requests to the tool's host are what the element is for.
  t.after(() => problems.splice(0, Infinity, ...problems.filter((line) => !own(line))));
  const opened = await newContext(t, portal.origin);
  problems = opened.problems;
  return { page: await opened.context.newPage(), context: opened.context, url: portal.url };
}

// Prints what Firefox's console says of a page, one message a line as people copy them: `node firefox.mjs URL [MILLISECONDS]`.
//
// Firefox speaks WebDriver BiDi itself, over a WebSocket, and tells of every line of its console as it comes (log.entryAdded), those of
// its own networking too, which WebDriver's classic commands do not give. So no geckodriver is needed.
//
// A Firefox takes seconds to start. The first call starts one and leaves it running, and those that follow ask the same one; it ends
// with the scenario.

import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The lab's servers come with it; NODE_PATH says where they are.
const WebSocket = createRequire(import.meta.url)("ws");

const PORT = 9222;

const SETTINGS = {
  // Each visit is like a first one: nothing kept, and no pause after a WebSocket that failed.
  "browser.cache.disk.enable": false,
  "browser.cache.memory.enable": false,
  "network.dnsCacheExpiration": 0,
  "network.websocket.delay-failed-reconnects": false,
  // No look-ups of Firefox's own: none would be answered, and some would be waited for.
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.newtabpage.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.security.https_first": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "",
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

const [url, wait = "1500"] = process.argv.slice(2);
const socket = (await connect()) ?? (await start());
const ask = await session(socket);
// In a tab of its own, so that nothing of an earlier visit is told again.
const { context } = await ask("browsingContext.create", { type: "tab" });
await ask("session.subscribe", { events: ["log.entryAdded"], contexts: [context] });
await ask("browsingContext.navigate", { context, url, wait: "complete" });
await new Promise((resolve) => setTimeout(resolve, Number(wait)));
await ask("browsingContext.close", { context });
await ask("session.end", {});
process.exit();

/** A connection to the Firefox that runs; nothing where none listens. */
function connect() {
  const socket = new WebSocket(`ws://127.0.0.1:${PORT}/session`);
  return new Promise((resolve) => socket.once("open", () => resolve(socket)).once("error", () => resolve(undefined)));
}

async function start() {
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  const settings = Object.entries(SETTINGS).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, "user.js"), settings.join(""));
  const firefox = spawn(
    process.env.FIREFOX ?? "firefox-esr",
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", String(PORT), "about:blank"],
    // Firefox refuses a home that belongs to somebody else.
    { stdio: "ignore", detached: true, env: { ...process.env, HOME: profile } },
  );
  firefox.unref();
  for (let tries = 0; tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const socket = await connect();
    if (socket) return socket;
  }
  throw new Error("Firefox does not listen");
}

/** Begins a session that prints what it is told of the console, and gives the function that sends a command and waits for its result. */
async function session(socket) {
  const waiting = new Map();
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.method === "log.entryAdded") print(message.params);
    waiting.get(message.id)?.(message);
  });
  let last = 0;
  const ask = async (method, params) => {
    const id = ++last;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, error, message } = await answer;
    if (error) throw new Error(`${method}: ${error}: ${message}`);
    return result;
  };
  await ask("session.new", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  return ask;
}

/** A line as it is copied from the console: the text, then the place in the page's files. */
function print({ text, stackTrace }) {
  const frame = stackTrace?.callFrames?.[0];
  const file = frame ? new URL(frame.url).pathname.split("/").pop() || "(index)" : "";
  console.log(frame ? `${text} ${file}:${frame.lineNumber + 1}:${frame.columnNumber + 1}` : text);
}

// Drives Firefox, which speaks WebDriver BiDi itself over a WebSocket: no geckodriver is needed, and no build of Firefox but the one that
// people have. (playwright-core's own way to it sends commands that today's Firefox does not know.)
//
//   const page = await openFirefox(t, url);
//
// One Firefox for each test file, and a user context of its own, with a storage of its own, for each test.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import WebSocket from "ws";

const NAMES = [process.env.FIREFOX, "firefox-esr", "firefox"].filter(Boolean);
const PROGRAM = NAMES.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);

/** Why there is no Firefox to be driven; nothing where there is one. For the option `skip` of a test. */
export const NO_FIREFOX = PROGRAM ? false : `none of ${NAMES.join(", ")} is installed`;

/** How keys that write nothing are called in WebDriver. */
const KEYS = { Enter: "\uE007", Tab: "\uE004", Escape: "\uE00C" };

const SETTINGS = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "",
};

let running;

async function start() {
  const profile = await mkdtemp(join(tmpdir(), "hopcheck-firefox-"));
  const settings = Object.entries(SETTINGS).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, "user.js"), settings.join(""));
  const firefox = spawn(PROGRAM, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"], {
    // Firefox refuses a home that belongs to somebody else.
    env: { ...process.env, HOME: profile },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    firefox.stderr.on("data", (data) => {
      said += data;
      const found = said.match(/WebDriver BiDi listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    });
    firefox.once("error", reject);
    firefox.once("exit", () => reject(new Error(`Firefox has ended: ${said}`)));
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map();
  const listeners = new Set();
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.method) for (const listener of listeners) listener(message);
    else waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  let last = 0;
  const ask = async (method, params = {}) => {
    const id = ++last;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, error, message } = await answer;
    if (error) throw new Error(`${method}: ${error}: ${message}`);
    return result;
  };
  await ask("session.new", { capabilities: {} });
  const stop = async () => {
    const ended = new Promise((resolve) => firefox.once("exit", resolve));
    await ask("browser.close");
    await ended;
    await rm(profile, { recursive: true, force: true });
  };
  return { ask, listeners, stop };
}

after(async () => (await running)?.stop());

/** Opens a page in a user context of its own. What its console says of errors fails the test at its end. */
export async function openFirefox(t, url) {
  running ??= start();
  const { ask, listeners } = await running;
  const { userContext } = await ask("browser.createUserContext");
  const { context } = await ask("browsingContext.create", { type: "tab", userContext });
  await ask("session.subscribe", { events: ["log.entryAdded"], contexts: [context] });
  const problems = [];
  const listener = ({ method, params }) => {
    if (method === "log.entryAdded" && params.level === "error") problems.push(params.text);
  };
  listeners.add(listener);
  t.after(async () => {
    listeners.delete(listener);
    await ask("browser.removeUserContext", { userContext });
    assert.deepEqual(problems, [], "the page caused problems");
  });

  /** Calls a function in the page with values that JSON can say, and gives what it gives. */
  const evaluate = async (what, ...values) => {
    const result = await ask("script.callFunction", {
      functionDeclaration: `async (values) => JSON.stringify(await (${what})(...JSON.parse(values)))`,
      arguments: [{ type: "string", value: JSON.stringify(values) }],
      target: { context },
      awaitPromise: true,
      userActivation: true,
    });
    if (result.type === "exception") throw new Error(result.exceptionDetails.text);
    return result.result.type === "string" ? JSON.parse(result.result.value) : undefined;
  };
  const page = {
    /** What the console has said of errors; a test that provokes one on purpose takes it out. */
    problems,
    evaluate,
    goto: (url) => ask("browsingContext.navigate", { context, url, wait: "complete" }),
    reload: () => ask("browsingContext.reload", { context, wait: "complete" }),
    /** Waits until a function in the page gives something true, and gives that. */
    async until(what, ...values) {
      for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
        const found = await evaluate(what, ...values);
        if (found) return found;
      }
      throw new Error(`it never came to hold: ${what} ${JSON.stringify(values)}`);
    },
    /** Waits until something that matches is to be seen. */
    seen: (selector) => page.until((selector) => document.querySelector(selector)?.checkVisibility(), selector),
    /** Presses a key, by its name or by what it writes. */
    press: (key) => page.write([key]),
    /** Writes a text, key by key. */
    async write(keys) {
      const actions = [...keys].flatMap((key) => ["keyDown", "keyUp"].map((type) => ({ type, value: KEYS[key] ?? key })));
      await ask("input.performActions", { context, actions: [{ type: "key", id: "keyboard", actions }] });
    },
    /** Puts a text into the paste box as the browser does when something is pasted, and waits for the answer. */
    async paste(text) {
      await page.click("textarea");
      await page.evaluate((text) => {
        const box = document.querySelector("textarea");
        box.focus();
        box.select();
        document.execCommand("insertText", false, text);
      }, text);
      await page.until(() => document.querySelector('[data-analysis="done"], [data-analysis="not-understood"]') !== null);
    },
    /** Clicks in the middle of the first element that matches. */
    async click(selector) {
      await page.seen(selector);
      const place = await evaluate((selector) => {
        const element = document.querySelector(selector);
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
      }, selector);
      const button = { button: 0 };
      const actions = [{ type: "pointerMove", ...place }, { type: "pointerDown", ...button }, { type: "pointerUp", ...button }];
      await ask("input.performActions", { context, actions: [{ type: "pointer", id: "mouse", actions }] });
    },
  };
  await page.goto(url);
  // It is there before it holds anything that is to be seen.
  await page.until(() => document.querySelector("[data-analysis]") !== null);
  return page;
}

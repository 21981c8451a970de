// How quick the built page is, in figures: `cargo xtask bench page`. It checks nothing, since a figure depends on the machine and on
// what else runs there.
//
// - from a keystroke in the paste box to the answer, beside 200 and 5,000 lines of a log: median and worst of so many;
// - with a log of 10 MB, pasted or dropped: the longest tasks on the page's main thread, in time of the processor, and how much of each
//   was the page's own code (what V8 ran for it; the rest is the browser's own work, such as layout). Handing over the clipboard is the
//   browser's work too, but is counted in the event that asks for it.

import { test } from "node:test";
import { openPage, pasteBox } from "../lib.mjs";

const KEYSTROKES = 30;
/** A log as it is: lines that differ in time, client and request. */
function log(lines) {
  const paths = ["/", "/cart", "/api/items", "/login"];
  return Array.from({ length: lines }, (_, at) => {
    const two = (n) => String(n % 60).padStart(2, "0");
    return (
      `2026/03/14 09:${two(at / 60 | 0)}:${two(at)} [error] 29#29: *${at} connect() failed (111: Connection refused) while ` +
      `connecting to upstream, client: 172.19.0.${at % 250}, server: shop.example.com, request: "GET ${paths[at % 4]} ` +
      'HTTP/1.1", upstream: "http://172.19.0.3:5000/", host: "shop.example.com"\n'
    );
  }).join("");
}

const answered = (page) => page.locator('[data-analysis="done"]').waitFor({ timeout: 120_000 });

/** Milliseconds from an input event to the answer that it brought about. */
async function keystroke(page, key) {
  const took = page.evaluate(
    () =>
      new Promise((resolve) => {
        const answer = document.querySelector("[data-analysis]");
        document.querySelector("textarea").addEventListener(
          "beforeinput",
          () => {
            const begun = performance.now();
            let ran = false;
            new MutationObserver((_, observer) => {
              const state = answer.dataset.analysis;
              ran ||= state === "running";
              if (!ran || state === "running") return;
              observer.disconnect();
              resolve(performance.now() - begun);
            }).observe(answer, { attributes: true, attributeFilter: ["data-analysis"] });
          },
          { once: true },
        );
      }),
  );
  await pasteBox(page).press(key);
  return took;
}

for (const lines of [200, 5000]) {
  test(`keystroke to answer beside ${lines} lines`, async (t) => {
    const { page } = await openPage(t);
    await page.locator('input[type="file"]').setInputFiles([{ name: "error.log", mimeType: "", buffer: Buffer.from(log(lines)) }]);
    await answered(page);
    await page.getByRole("button", { name: "Pasted text" }).click();
    await pasteBox(page).fill("It answers with 502.\n");
    await answered(page);
    const times = [];
    for (let nth = 0; nth < KEYSTROKES; nth++) times.push(await keystroke(page, "x"));
    times.sort((a, b) => a - b);
    t.diagnostic(`${lines} lines: median ${times[KEYSTROKES >> 1].toFixed(1)} ms, worst ${times.at(-1).toFixed(1)} ms`);
  });
}

const SCRIPT = new Set(["FunctionCall", "EvaluateScript", "v8.run", "RunMicrotasks", "TimerFire", "EventDispatch", "FireAnimationFrame"]);

/** Of a trace: the main thread's tasks with the time that scripts took in each, longest first. */
function tasks(trace, pid) {
  const events = trace.traceEvents.filter((event) => event.pid === pid);
  const main = events.find((event) => event.name === "thread_name" && event.args.name === "CrRendererMain")?.tid;
  const of = (names) => events.filter((event) => event.tid === main && event.ph === "X" && names.has(event.name));
  const scripts = of(SCRIPT).sort((a, b) => a.ts - b.ts);
  return of(new Set(["ThreadControllerImpl::RunTask"]))
    .map(({ ts, dur, tdur }) => {
      let [script, covered, names] = [0, ts, new Set()];
      for (const one of scripts) {
        // Those inside of others are counted with them.
        if (one.ts < covered || one.ts >= ts + dur) continue;
        script += one.tdur ?? one.dur;
        covered = one.ts + one.dur;
        names.add(one.name + (one.args?.data?.type ? ` ${one.args.data.type}` : ""));
      }
      return { all: (tdur ?? dur) / 1000, script: script / 1000, names: [...names].join(", ") };
    })
    .sort((a, b) => b.script - a.script);
}

/** The renderer of the page: the process in which its document's events are. */
function renderer(trace, url) {
  const started = trace.traceEvents.find((event) => event.name === "TracingStartedInBrowser");
  const frame = started?.args.data.frames.find((one) => one.url.startsWith(url));
  return frame?.processId;
}

const WAYS = {
  dropped: (page, text) =>
    page.locator('input[type="file"]').setInputFiles([{ name: "error.log", mimeType: "", buffer: Buffer.from(text) }]),
  pasted: (page) => pasteBox(page).press("ControlOrMeta+V"),
};

for (const [way, take] of Object.entries(WAYS)) {
  test(`10 MB ${way}`, async (t) => {
    const { page, context, origin } = await openPage(t);
    const text = log(Math.ceil(1e7 / log(1).length));
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    // Handing the text to the browser is no work of the page's.
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await pasteBox(page).focus();
    await page.waitForTimeout(1000);
    const browser = context.browser();
    await browser.startTracing(page, { categories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "v8"] });
    const begun = performance.now();
    await take(page, text);
    await page.getByRole("region", { name: /read only/ }).waitFor({ timeout: 60_000 });
    const shown = performance.now() - begun;
    await answered(page);
    const took = performance.now() - begun;
    // What comes with a delay: the browser's storage, the explanations of nginx's messages.
    await page.waitForTimeout(3000);
    const trace = JSON.parse(await browser.stopTracing());
    t.diagnostic(`10 MB ${way}: shown after ${(shown / 1000).toFixed(2)} s, answered after ${(took / 1000).toFixed(2)} s`);
    for (const task of tasks(trace, renderer(trace, origin)).slice(0, 6)) {
      t.diagnostic(`  own code ${task.script.toFixed(1)} ms in a task of ${task.all.toFixed(1)} ms (${task.names})`);
    }
  });
}

// How quick the built page is, in figures: `cargo xtask bench page`. It checks nothing, since a figure depends on the machine and on
// what else runs there.
//
// - from a keystroke in the paste box to the answer, in and beside 200 and 5,000 lines: median and worst of so many, against the
//   budget; and how much of the processor's time page and worker take, which tells more where other programs run;
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

/** A configuration of many small servers. */
function config(lines) {
  const server = (at) =>
    `server {\nlisten ${8000 + at};\nserver_name s${at}.example.com;\nlocation /api/ {\nproxy_pass http://10.0.0.${at % 250}:5000;\n}\n` +
    `location / {\nroot /srv/s${at};\n}\n}\n`;
  return `events {}\nhttp {\n${Array.from({ length: Math.round(lines / 10) }, (_, at) => server(at)).join("")}}\n`;
}

const answered = (page) => page.locator('[data-analysis="done"]').waitFor({ timeout: 120_000 });

/** Fills the box at once: the driver takes its time to type thousands of lines. */
const put = (page, text) =>
  pasteBox(page).evaluate((box, text) => {
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);

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

/** Texts that somebody types in, or beside where they are too large for the box; and what a keystroke may take in milliseconds. */
const TEXTS = [
  { where: "in 200 lines of a log", text: log(200), budget: 16 },
  { where: "beside 5,000 lines of a log", name: "error.log", text: log(5000), budget: 50 },
  { where: "beside 5,000 lines of a configuration", name: "nginx.conf", text: config(5000), budget: 50 },
  { where: "in 5,000 lines of a configuration", text: config(5000), budget: 50 },
];

for (const { where, name, text, budget } of TEXTS) {
  test(`keystroke to answer ${where}`, async (t) => {
    const { page, context, origin } = await openPage(t);
    if (name) {
      await page.locator('input[type="file"]').setInputFiles([{ name, mimeType: "", buffer: Buffer.from(text) }]);
      await answered(page);
      await page.getByRole("button", { name: "Pasted text" }).click();
    }
    await put(page, name ? "It answers with 502.\n" : text);
    await answered(page);
    const times = [];
    for (let nth = 0; nth < KEYSTROKES; nth++) times.push(await keystroke(page, "x"));
    times.sort((a, b) => a - b);
    const median = times[KEYSTROKES >> 1];
    const kept = median <= budget ? "kept" : "overdrawn";
    t.diagnostic(`${where}: median ${median.toFixed(1)} ms, worst ${times.at(-1).toFixed(1)} ms; the budget of ${budget} ms is ${kept}`);
    await context.browser().startTracing(page, { categories: CATEGORIES });
    for (let nth = 0; nth < KEYSTROKES; nth++) await keystroke(page, "x");
    const trace = JSON.parse(await context.browser().stopTracing());
    for (const [thread, spent] of processor(trace, renderer(trace, origin))) {
      t.diagnostic(`  ${thread}: ${(spent / KEYSTROKES).toFixed(1)} ms of the processor for each`);
    }
  });
}

const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "v8"];
const THREADS = { CrRendererMain: "page", "DedicatedWorker thread": "worker" };

/** Of a trace: how many milliseconds of the processor page and worker took, in all. */
function processor(trace, pid) {
  const events = trace.traceEvents.filter((event) => event.pid === pid);
  const threads = events.filter((event) => event.name === "thread_name" && event.args.name in THREADS);
  return threads.map(({ tid, args }) => {
    const tasks = events.filter((event) => event.tid === tid && event.ph === "X" && event.name === TASK);
    return [THREADS[args.name], tasks.reduce((sum, task) => sum + (task.tdur ?? task.dur) / 1000, 0)];
  });
}

const TASK = "ThreadControllerImpl::RunTask";
const SCRIPT = new Set(["FunctionCall", "EvaluateScript", "v8.run", "RunMicrotasks", "TimerFire", "EventDispatch", "FireAnimationFrame"]);

/** Of a trace: the main thread's tasks with the time that scripts took in each, longest first. */
function tasks(trace, pid) {
  const events = trace.traceEvents.filter((event) => event.pid === pid);
  const main = events.find((event) => event.name === "thread_name" && event.args.name === "CrRendererMain")?.tid;
  const of = (names) => events.filter((event) => event.tid === main && event.ph === "X" && names.has(event.name));
  const scripts = of(SCRIPT).sort((a, b) => a.ts - b.ts);
  return of(new Set([TASK]))
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
    await browser.startTracing(page, { categories: CATEGORIES });
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

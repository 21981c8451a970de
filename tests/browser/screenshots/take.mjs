// Pictures of every state the page has, for people to look at; `cargo xtask screenshots` runs it. Not among the tests, though each
// picture is taken as one, so that whatever goes wrong on the way is said.
//
// One picture for each state and view, as STATE-VIEW.png in the folder of HOPCHECK_SCREENSHOTS; of the whole height of the
// page, so that nothing hides below, unless a dialog is open.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { snippet } from "../guide.mjs";
import { openPage } from "../lib.mjs";
import { openPortal, script } from "../portal.mjs";
import { STATES } from "../states.mjs";

const FOLDER = process.env.HOPCHECK_SCREENSHOTS;
if (!FOLDER) throw new Error("HOPCHECK_SCREENSHOTS is the folder that the pictures go to");
await mkdir(FOLDER, { recursive: true });

/** Each page is opened once in each size, and looked at in each way that the size is worth. */
const SIZES = [
  {
    options: { viewport: { width: 1440, height: 900 } },
    views: { wide: {}, dark: { colorScheme: "dark" }, forced: { colorScheme: "light", forcedColors: "active" } },
  },
  { options: { viewport: { width: 360, height: 740 } }, views: { narrow: {}, "narrow-dark": { colorScheme: "dark" } } },
  { options: { viewport: { width: 320, height: 640 } }, views: { narrowest: {} } },
  { options: { viewport: { width: 794, height: 1123 } }, views: { print: { media: "print" } } },
];

/** The guest, in a page that has a look of its own. */
const PORTAL = `<style>
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 17px/1.6 Georgia, serif; background: Canvas; color: CanvasText; color-scheme: light dark; }
</style><h1>When the shop is down</h1><p>Paste what the log says:</p>`;
const GUESTS = {
  "embedded element": (url) => `${PORTAL}${script(url)}${snippet("prefilled").replace(' theme="dark"', "").replace(' layout="compact"', "")}`,
  "embedded element, compact": (url) => `${PORTAL}${script(url)}${snippet("prefilled").replace(' theme="dark"', "")}`,
  "embedded element, empty": (url) => `${PORTAL}${snippet("plain", url)}`,
};

async function take(page, state, views) {
  const fullPage = (await page.locator("dialog[open]").count()) === 0;
  for (const [view, media] of Object.entries(views)) {
    await page.emulateMedia(media);
    const path = join(FOLDER, `${state.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${view}.png`);
    await page.screenshot({ path, fullPage });
  }
}

for (const { options, views } of SIZES) {
  const names = Object.keys(views).join(", ");
  for (const [state, reach] of Object.entries(STATES)) {
    test(`${state}: ${names}`, async (t) => {
      const { page } = await openPage(t, { ...options, reducedMotion: "reduce" });
      await reach(page);
      await take(page, state, views);
    });
  }
  for (const [state, body] of Object.entries(GUESTS)) {
    test(`${state}: ${names}`, async (t) => {
      const { page } = await openPortal(t, body, { ...options, reducedMotion: "reduce" });
      await page.locator(`hop-check [data-analysis="${state.endsWith("empty") ? "idle" : "done"}"]`).waitFor({ timeout: 60_000 });
      await take(page, state, views);
    });
  }
}

/** What the README shows: what a window shows, no more. To be copied into docs/ where the page has changed its looks. */
const README = {
  "screenshot": { viewport: { width: 1440, height: 1000 } },
  "screenshot-narrow": { viewport: { width: 390, height: 1000 }, colorScheme: "dark" },
};
for (const [name, options] of Object.entries(README)) {
  test(`the README's: ${name}`, async (t) => {
    const { page } = await openPage(t, { ...options, reducedMotion: "reduce" });
    await STATES.answer(page);
    // Below the text, where the answer is.
    if (options.viewport.width < 1000) await page.locator(".summary").evaluate((one) => one.scrollIntoView({ block: "start" }));
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  });
}

// For those who hear the page, enlarge it, choose its colours themselves, or cannot bear motion.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, pasteBox } from "./lib.mjs";
import { example, REFUSED, STATES } from "./states.mjs";

/** Collects what live regions say from now on, as often as they say it. */
const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    const said = (node) => {
      const region = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[role=status], [role=alert], [aria-live]");
      const words = region?.textContent.trim();
      if (words) window.heard.push(words);
    };
    const observer = new MutationObserver((changes) => new Set(changes.map(({ target }) => target)).forEach(said));
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
const heard = (page) => page.evaluate(() => window.heard.splice(0));
const answered = (page) => page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });

test("a new diagnosis is said once, when it stands, and typing on says nothing", async (t) => {
  const { page } = await openPage(t);
  await listen(page);
  // Below the line, so that what nginx's line means is not said for the caret in it.
  await pasteBox(page).fill(`${REFUSED}\n`);
  await answered(page);
  await pasteBox(page).pressSequentially("and then it was late", { delay: 100 });
  await answered(page);
  await page.waitForTimeout(1500);
  const diagnoses = (all) => all.filter((words) => /^(Confirmed|Likely|Possible): /.test(words));
  const first = await heard(page);
  assert.equal(diagnoses(first).length, 1, first.join("\n"));
  assert.match(diagnoses(first)[0], /^Possible: .+\. \d more findings\.$/);

  await pasteBox(page).pressSequentially(" and everybody went home", { delay: 60 });
  await answered(page);
  await page.waitForTimeout(1500);
  assert.deepEqual(await heard(page), [], "the same diagnosis is no news");

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await example(page, "502 from nginx in Docker");
  await page.waitForTimeout(1500);
  const second = diagnoses(await heard(page));
  assert.equal(second.length, 1, second.join("\n"));
  assert.match(second[0], /^Confirmed: /);
});

for (const state of ["first sight", "answer, all unfolded", "several findings and a change", "interview", "steps done and tried", "the keyboard shortcuts"]) {
  test(`nothing is lost at 200 %: ${state}`, async (t) => {
    // What a window of 1280 pixels has left when the page is enlarged twice, and then the text alone.
    for (const [width, size] of [[640, "100%"], [1280, "200%"]]) {
      const { page } = await openPage(t, { viewport: { width, height: 800 }, reducedMotion: "reduce" });
      await STATES[state](page);
      await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${width} pixels at ${size}: ${wide} pixels too wide`);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("button, select, label, h1, h2, h3, h4, p, dt, dd")]
          .filter((one) => one.checkVisibility() && getComputedStyle(one).textOverflow !== "ellipsis" && !one.closest(".visually-hidden, .words"))
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && ["hidden", "clip"].includes(getComputedStyle(one).overflowX))
          .map((one) => one.outerHTML.slice(0, 80)));
      assert.deepEqual(cut, [], `${width} pixels at ${size}`);
    }
  });
}

test("in forced colours nothing is told by colour alone", async (t) => {
  const { page } = await openPage(t, { forcedColors: "active", viewport: { width: 1440, height: 1000 } });
  await example(page, "502 from nginx in Docker");
  const style = (selector, property) => page.locator(selector).first().evaluate((one, name) => getComputedStyle(one)[name], property);
  await page.locator("mark.mark.confirmed").first().waitFor();
  assert.equal(await style("mark.mark.confirmed", "textDecorationStyle"), "solid");
  assert.equal(await style("mark.mark.confirmed", "backgroundColor"), "rgba(0, 0, 0, 0)", "no colour of ours under the system's text");
  assert.equal(await style(".paste-box textarea", "backgroundColor"), "rgba(0, 0, 0, 0)", "the marks behind the text are to be seen");
  assert.notEqual(await style(".hop.broken .node", "fill"), await style(".hop.broken .sign", "stroke"), "the cross on the broken hop");
  assert.notEqual(await style(".hop.ok .node", "fill"), await style(".hop.ok .sign", "stroke"), "the tick on a hop that works");
  assert.notEqual(await style(".hop.broken .node", "fill"), await style(".hop.ok .node", "fill"));
  assert.ok(parseFloat(await style(".quote", "borderInlineStartWidth")) >= 2);

  await pasteBox(page).fill(REFUSED);
  await page.locator("mark.mark:not(.confirmed, .likely)").first().waitFor();
  assert.equal(await style("mark.mark:not(.confirmed, .likely)", "textDecorationStyle"), "dotted");
  assert.notEqual(await style(".hop.suspect .node", "fill"), await style(".hop.suspect .sign", "stroke"), "the question on a suspect hop");
  assert.ok(parseFloat(await style(".primary", "borderTopWidth")) >= 1, "a button without a border is a word");
});

test("nothing moves for those who asked for that", async (t) => {
  const moving = (page) =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].filter((one) => {
        const { transitionDuration, transitionProperty, animationName } = getComputedStyle(one);
        return animationName !== "none" || (transitionProperty !== "none" && transitionDuration.split(", ").some((time) => parseFloat(time) > 0));
      }).length);
  const { page } = await openPage(t, { reducedMotion: "reduce" });
  await example(page, "502 from nginx in Docker");
  assert.equal(await moving(page), 0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.ok((await moving(page)) > 0, "and there is something to stop");
});

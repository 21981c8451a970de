// Every state the page has, and the way there: what axe looks at, and what `cargo xtask screenshots` shows.
//
// Each is reached from the empty page.

import { paste, pasteBox } from "./lib.mjs";
import { linkOf, prepared, takeAlong } from "./links.mjs";

export const REFUSED =
  "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to upstream, " +
  'client: 172.19.0.1, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://172.19.0.3:5000/", ' +
  'host: "shop.example.com"\n';

const file = (name, content) => ({ name, mimeType: "", buffer: Buffer.from(content) });
const choose = (page, ...files) => page.locator('input[type="file"]').setInputFiles(files);
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** The answer of the example with this title. */
export async function example(page, title) {
  await page.locator(".example", { hasText: title }).click();
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
}

/** Opens all that is folded. */
async function unfold(page) {
  for (const closed of ['[data-finding] [aria-expanded="false"]', ".answer details:not([open]) > summary"]) {
    while ((await page.locator(closed).count()) > 0) await page.locator(closed).first().click();
  }
}

async function dialog(page, opener) {
  await page.getByRole("button", { name: opener }).click();
  await page.getByRole("dialog").waitFor();
}

export const STATES = {
  "first sight": async (page) => {
    await page.locator(".example").first().waitFor();
  },
  "answer": async (page) => {
    await example(page, "502 from nginx in Docker");
    await page.locator('[data-certainty="confirmed"]').first().waitFor();
  },
  "answer, all unfolded": async (page) => {
    await example(page, "502 from nginx in Docker");
    await unfold(page);
  },
  "several findings and a change": async (page) => {
    await example(page, "WebSocket to port 8000 fails");
    await unfold(page);
    await page.locator(".patch").first().waitFor();
  },
  "ruled out": async (page) => {
    await example(page, "502 from nginx in Docker");
    await page.locator(".ruled-out").scrollIntoViewIfNeeded();
    await page.locator("[data-ruled-out]").first().waitFor();
  },
  "interview": async (page) => {
    await paste(page, REFUSED);
    await page.locator("[data-ask]").first().waitFor();
    await page.locator('[data-certainty="possible"]').first().waitFor();
  },
  "interview, one passed over": async (page) => {
    await paste(page, REFUSED);
    await page.getByRole("button", { name: "I cannot get this" }).click();
    await page.locator(".passed-over").first().waitFor();
  },
  "interview, answered": async (page) => {
    await paste(page, REFUSED);
    await page.getByRole("textbox", { name: "Paste here what it printed" }).fill(LISTENING);
    await button(page, "Add it").click();
    await page.locator('[data-artifact="listening-sockets"]').waitFor();
    await page.locator('[data-analysis="done"]').waitFor();
  },
  "steps done and tried": async (page) => {
    await example(page, "502 from nginx in Docker");
    await page.getByRole("checkbox", { name: "Done" }).first().check();
    await page.getByRole("button", { name: "Tried, did not help" }).nth(1).click();
    await page.locator(".tried-list li").first().waitFor();
  },
  "another environment": async (page) => {
    await example(page, "502 from nginx in Docker");
    await page.getByLabel("Commands are for").selectOption("kubernetes");
    await page.getByText("Chosen by you").waitFor();
    await page.locator('[data-analysis="done"]').waitFor();
  },
  "messages of nginx, and the caret in one": async (page) => {
    const quiet = '2026/03/14 09:20:01 [notice] 1#1: using the "epoll" event method\n';
    const foreign = "2026/03/14 09:22:01 [warn] 1#1: something that only a module says\n";
    await paste(page, quiet + REFUSED.repeat(3) + foreign);
    await page.locator("[data-message]").first().waitFor();
    await page.locator(".messages details > summary").click();
    await pasteBox(page).press("ControlOrMeta+Home");
    await page.locator(".line-says p").waitFor();
  },
  "correcting a piece": async (page) => {
    await paste(page, REFUSED);
    await page.locator(".chip .correct").first().click();
    await page.locator(".piece-form").waitFor();
  },
  "correcting a file": async (page) => {
    await choose(page, file("a.log", REFUSED));
    await page.locator(".tabs .correct").first().click();
    await page.locator(".piece-form").waitFor();
  },
  "a file, a refused file and the caret in evidence": async (page) => {
    const picture = { name: "screen.png", mimeType: "", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) };
    await choose(page, file("error.log", REFUSED.repeat(60)), picture);
    await page.locator(".file-pane mark").first().click({ position: { x: 8, y: 8 } });
    await page.locator(".evidence-bar").waitFor();
  },
  "a refused binary": async (page) => {
    await choose(page, file("core", "\u007fELF\0\u0001\u0002"));
    await page.getByText("core is not text").waitFor();
  },
  "reading a large file": async (page) => {
    await page.evaluate(() => {
      const read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = async function () {
        // The second megabyte never comes.
        globalThis.parts = (globalThis.parts ?? 0) + 1;
        if (globalThis.parts > 6) await new Promise(() => {});
        return read.call(this);
      };
    });
    await choose(page, file("error.log", REFUSED.repeat(10_000)));
    await page.locator("progress").waitFor();
  },
  "not understood": async (page) => {
    await paste(page, "once upon a time\nthere was a server\n");
    await page.locator('[data-analysis="not-understood"]').waitFor();
  },
  "nothing wrong": async (page) => {
    await paste(page, '2026/03/14 09:20:01 [notice] 1#1: using the "epoll" event method\n');
    await page.locator(".summary", { hasText: "Nothing broken found" }).waitFor();
  },
  "restored from the last visit, with something to undo": async (page) => {
    await page.getByRole("checkbox", { name: /Keep my texts/ }).waitFor();
    await paste(page, REFUSED);
    await page.waitForTimeout(1200);
    await page.reload();
    await page.getByText("Restored from your last visit").waitFor();
    await button(page, "Clear").click();
    await button(page, "Undo clear").click();
    await page.locator('[data-analysis="done"]').waitFor();
  },
  "a new version waits": async (page) => {
    await paste(page, REFUSED);
    // As www/offline.mjs says it.
    await page.evaluate(() => dispatchEvent(new Event("hopcheck-update-ready")));
    await page.getByText("A new version is ready").waitFor();
  },
  "a cause's page": async (page) => {
    await example(page, "502 from nginx in Docker");
    await page.getByRole("link", { name: "About this cause" }).first().click();
    await page.locator(".rule-page h1").waitFor();
  },
  "a cause's page that does not exist": async (page) => {
    await page.evaluate(() => (location.hash = "#rule/no-such-cause"));
    await page.getByText("There is no cause").waitFor();
  },
  "the proof that nothing leaves the page": (page) => dialog(page, "How you can check that"),
  "the keyboard shortcuts": (page) => dialog(page, "Keyboard"),
  "lines for a portal": async (page) => {
    await paste(page, REFUSED);
    await dialog(page, "Put it in your portal");
    await page.getByRole("combobox", { name: "As", exact: true }).selectOption("a frame, where no scripts may run");
    await page.getByLabel("It begins with").selectOption("the text in the box here");
    await page.getByText("The text goes into these lines as it stands").waitFor();
  },
  "what is taken along": async (page) => {
    await paste(page, REFUSED.replaceAll("shop.example.com", "shop.zephyrmail.de"));
    await takeAlong(page);
    await page.getByRole("textbox", { name: "Hide another word" }).fill("nowhere");
    await button(page, "Hide it").click();
    await page.getByText("does not stand in the texts").waitFor();
    await page.getByRole("checkbox", { name: /zephyrmail/ }).uncheck();
    await prepared(page);
    await page.locator(".leaving mark.kept").first().waitFor();
    await page.locator(".ways summary").click();
  },
  "somebody else’s paste": async (page) => {
    await page.evaluate((link) => (location.hash = link), linkOf({ pieces: [{ text: REFUSED }, { name: "a.log", text: "x" }] }));
    await page.getByText("This is somebody else’s paste").waitFor();
    await page.locator('[data-analysis="done"]').waitFor();
  },
  "asked before somebody else’s paste replaces one": async (page) => {
    await paste(page, REFUSED);
    await page.evaluate((link) => (location.hash = link), linkOf({ pieces: [{ text: "x" }] }));
    await page.getByRole("dialog", { name: "This link holds" }).waitFor();
  },
  "a link that shows nothing": async (page) => {
    await page.evaluate(() => (location.hash = "#v1.AAAA"));
    await page.getByText("was changed or cut on its way").waitFor();
  },
};

const LISTENING = `State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
LISTEN 0      128        127.0.0.1:5000      0.0.0.0:*     users:(("flask",pid=7,fd=3))
`;

// Prints what Chromium's console says of a page, one message a line as people copy them: `node console.mjs URL [MILLISECONDS]`.
// The lab uses it, so that what a browser says of a failure is what a browser says. Certificates count only with CERTIFICATES=checked.

import { chromium } from "playwright-core";

const [url, wait = "1500"] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const page = await browser.newPage({ ignoreHTTPSErrors: process.env.CERTIFICATES !== "checked" });
  page.on("console", (message) => {
    const { url: source, lineNumber } = message.location();
    const file = source ? new URL(source).pathname.split("/").pop() || "(index)" : "";
    console.log(file ? `${file}:${lineNumber + 1} ${message.text()}` : message.text());
  });
  page.on("pageerror", (error) => console.log(`Uncaught ${error}`));
  await page.goto(url, { waitUntil: "load", timeout: 8000 });
  await page.waitForTimeout(Number(wait));
} finally {
  await browser.close();
}

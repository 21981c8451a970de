// Share links, made and read without the page, so that the tests do not take its word for it.

import { deflateRawSync, inflateRawSync } from "node:zlib";

/** The fragment that holds `json`, a string or what becomes one. */
export function linkOf(json, version = "v1") {
  const text = typeof json === "string" ? json : JSON.stringify(json);
  return `#${version}.${deflateRawSync(Buffer.from(text)).toString("base64url")}`;
}

/** The JSON in a link. */
export function unfolded(link) {
  const [, data] = link.match(/#v1\.([A-Za-z0-9_-]+)$/);
  return inflateRawSync(Buffer.from(data, "base64url")).toString();
}

/** Opens the dialog and waits until all of it is prepared. */
export async function takeAlong(page) {
  await page.getByRole("button", { name: "Take it along" }).click();
  await prepared(page);
}

/** Waits until what is shown is what was asked for last. */
export async function prepared(page, timeout = 30_000) {
  await page.locator('.taking [aria-busy="false"]').waitFor({ timeout });
}

/** The link that the dialog offers. */
export function offeredLink(page) {
  return page.getByRole("textbox", { name: "A link" }).inputValue();
}

/** What pressing a button saves: the file's name and text. */
export async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  let text = "";
  for await (const part of await download.createReadStream()) text += part;
  return { name: download.suggestedFilename(), text };
}

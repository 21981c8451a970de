// Reads tests/situations/*.md, whose format README.md beside them describes, and makes pastes of them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../situations", import.meta.url));

/** Files of the folder that are no situations. */
const OTHERS = ["README.md", "pairs.md", "healthy.md", "nonsense.md"];

const EXPECTATION = /^(finds|then|not|next|ruled out|asks|step|patched|consequence|hop): (.+)$/;

/** All situations, by name. */
export function situations() {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".md") && !OTHERS.includes(file))
    .sort()
    .map((file) => situation(file.slice(0, -3), read(file)));
}

/** Texts that hold no fault, each a list of pieces under a heading of healthy.md. */
export function healthy() {
  return sections(read("healthy.md"))
    .slice(1)
    .map(({ title, lines, pieces }) => ({ name: title, pools: pools(lines), pieces, expects: [{ what: "healthy" }] }));
}

/** Texts of no known kind: the fenced texts of nonsense.md. */
export function nonsense() {
  return sections(read("nonsense.md")).flatMap((section) => section.pieces);
}

/** The pairs of situations that one paste may hold, from pairs.md. */
export function pairs() {
  const byName = new Map(situations().map((one) => [one.name, one]));
  return [...read("pairs.md").matchAll(/^- (\S+) \+ (\S+)$/gm)].map(([, ...names]) =>
    names.map((name) => {
      if (!byName.has(name)) throw new Error(`pairs.md names ${name}, which is no situation`);
      return byName.get(name);
    }),
  );
}

/** What a pair is called in the tests. */
export function pairName(pair) {
  return pair.map(({ name }) => name).join(" + ");
}

function read(file) {
  return readFileSync(join(FOLDER, file), "utf8");
}

const COMMON = tables(sections(read("README.md")).flatMap((section) => section.lines));

/** One file: the broken state, and what the one change makes of it. */
function situation(name, text) {
  const [broken, flip, ...more] = sections(text);
  if (flip?.title !== "flip" || more.length > 0) throw new Error(`${name}: one section "## flip" is needed`);
  const expects = expectations(name, broken.lines);
  const after = expectations(name, flip.lines);
  if (!expects.length || !after.length) throw new Error(`${name}: both states need expectations`);
  if (!turned(expects, after)) throw new Error(`${name}: nothing that the flip expects contradicts what was expected before`);
  return {
    name,
    title: broken.title,
    pools: pools(broken.lines),
    named: broken.lines.includes("- named"),
    pieces: broken.pieces,
    expects,
    flipped: changed(name, broken.pieces, flip),
    flippedExpects: after,
  };
}

/** Whether the expectations after the change cannot be met by the answer to what was there before. */
function turned(before, after) {
  const causes = before.filter(({ what }) => ["finds", "then", "next"].includes(what)).map(({ value }) => value.split(" ")[0]);
  const denied = before.filter(({ what }) => what === "not").map(({ value }) => value);
  const first = before.find(({ what }) => what === "finds")?.value;
  return after.some(
    ({ what, value }) =>
      what === "healthy" || (["not", "ruled out"].includes(what) && causes.includes(value)) ||
      (["finds", "then"].includes(what) && denied.includes(value.split(" ")[0])) || (what === "finds" && value !== first),
  );
}

/** The text cut at its headings: the lines outside of fences, and the fenced texts. */
function sections(text) {
  const all = [];
  let fence;
  for (const line of text.split("\n")) {
    const heading = fence ? null : /^##? (.+)$/.exec(line);
    const opening = fence ? null : /^(`{3,})\w+(?: (\S+))?$/.exec(line);
    if (heading) all.push({ title: heading[1], lines: [], pieces: [] });
    else if (opening) fence = { mark: opening[1], name: opening[2], lines: [] };
    else if (fence && line === fence.mark) {
      all.at(-1).pieces.push({ name: fence.name, text: fence.lines.join("\n") + "\n" });
      fence = undefined;
    } else if (fence) fence.lines.push(line);
    else if (all.length) all.at(-1).lines.push(line);
  }
  if (fence) throw new Error(`a fence is not closed: ${fence.name}`);
  return all;
}

/** The rows `| name | value, value |` or `| name | 3000 to 3999 |`. */
function tables(lines) {
  const found = {};
  for (const line of lines) {
    const row = /^\| `(\w+)` \| (.+) \|$/.exec(line);
    if (!row) continue;
    const range = /^(\d+) to (\d+)$/.exec(row[2]);
    found[row[1]] = range
      ? Array.from({ length: range[2] - range[1] + 1 }, (_, at) => String(Number(range[1]) + at))
      : row[2].split(", ").map((value) => value.replace(/^`(.*)`$/, "$1"));
  }
  return found;
}

function pools(lines) {
  return { ...COMMON, ...tables(lines) };
}

function expectations(name, lines) {
  return lines
    .filter((line) => line.startsWith("- ") && line !== "- named")
    .map((line) => {
      const item = line.slice(2);
      if (item === "healthy") return { what: item };
      const [, what, value] = EXPECTATION.exec(item) ?? [];
      if (!what) throw new Error(`${name}: not an expectation: ${line}`);
      return { what, value };
    });
}

/** The pieces after the one change: "In `F`, `X` becomes `Y`.", "`F` is left out.", or a fenced text that is added or put in F's place. */
function changed(name, pieces, flip) {
  const prose = flip.lines.filter((line) => !line.startsWith("- ")).join("\n");
  const edit = /^In `([^`]+)`, `([^`]+)` becomes `([^`]*)`/m.exec(prose);
  const gone = /^`([^`]+)` is left out/m.exec(prose);
  const changes = (edit ? 1 : 0) + (gone ? 1 : 0) + flip.pieces.length;
  if (changes !== 1) throw new Error(`${name}: the flip must be one change, and is ${changes}`);
  const held = (file) => {
    const piece = pieces.find((one) => one.name === file);
    if (!piece) throw new Error(`${name}: there is no piece ${file}`);
    return piece;
  };
  if (gone) return pieces.filter((piece) => piece !== held(gone[1]));
  if (edit) {
    const [, file, from, to] = edit;
    const piece = held(file);
    if (!piece.text.includes(from)) throw new Error(`${name}: ${file} does not hold ${from}`);
    return pieces.map((one) => (one === piece ? { ...one, text: one.text.replaceAll(from, to) } : one));
  }
  const [added] = flip.pieces;
  return [...pieces.filter((piece) => piece.name !== added.name), added];
}

/** A function that puts drawn values in place of `{{name}}`; no two names get the same value. */
function drawNames(random, pools) {
  const drawn = new Map();
  const value = (name) => {
    if (!drawn.has(name)) {
      const free = (pools[name] ?? []).filter((one) => ![...drawn.values()].includes(one));
      if (!free.length) throw new Error(`no values for {{${name}}}`);
      drawn.set(name, random.one(free));
    }
    return drawn.get(name);
  };
  return (text) => text.replace(/\{\{(\w+)\}\}/g, (_, name) => value(name));
}

/** How people lay several texts one under another. A blank line is all that many put between them. */
const LAYOUTS = {
  bare: ({ text }) => text,
  comment: ({ name, text }) => `# ${name}\n${text}`,
  tail: ({ name, text }) => `==> ${name} <==\n${text}`,
  markdown: ({ name, text }) => `**${name}**\n\`\`\`\n${text}\`\`\`\n`,
};

/** The pieces as one text, in a drawn order and layout. */
function onePaste(random, pieces, fill, { named = false } = {}) {
  const layout = LAYOUTS[random.one(Object.keys(LAYOUTS).filter((one) => !(named && one === "bare")))];
  return random.shuffled(pieces).map((piece) => fill(layout(piece))).join("\n");
}

/** One situation as one text: what is pasted, what is expected, and how drawn names come into the expectations. */
export function stateOf(random, one, state) {
  const fill = drawNames(random, one.pools);
  const [pieces, expects] = state === "flipped" ? [one.flipped, one.flippedExpects] : [one.pieces, one.expects];
  return { text: onePaste(random, pieces, fill, one), expects, fill };
}

/** Two situations as one text, each with names of its own. Of both, the cause must be among the findings. */
export function mixed(random, both) {
  const pieces = both.flatMap((one) => {
    const fill = drawNames(random, one.pools);
    return one.pieces.map(({ name, text }) => ({ name: fill(name), text: fill(text) }));
  });
  const same = (text) => text;
  const causes = both.map((one) => one.expects.find(({ what }) => what === "finds").value.split(" ")[0]);
  return {
    text: onePaste(random, pieces, same, { named: both.some((one) => one.named) }),
    expects: causes.map((value) => ({ what: "then", value })),
    fill: same,
  };
}

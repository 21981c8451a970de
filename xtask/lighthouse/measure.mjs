// Runs Lighthouse on an address: node measure.mjs LIGHTHOUSE ADDRESS. Three runs; the median of each category must reach the mark.
// What a category loses points for is listed.

import { spawnSync } from "node:child_process";

const RUNS = 3;
const MARK = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const [lighthouse, address] = process.argv.slice(2);

function measured() {
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const run = spawnSync(
    lighthouse,
    [address, "--quiet", "--output=json", `--only-categories=${CATEGORIES}`, `--chrome-flags=${flags.join(" ")}`],
    { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] },
  );
  if (run.status !== 0) throw new Error(`lighthouse ended with ${run.status ?? run.error}`);
  return JSON.parse(run.stdout);
}

const reports = Array.from({ length: RUNS }, measured);
let reached = true;
for (const category of CATEGORIES) {
  const scores = reports.map((report) => Math.round(report.categories[category].score * 100)).sort((a, b) => a - b);
  const median = scores[Math.floor(RUNS / 2)];
  console.log(`${category.padEnd(16)} ${String(median).padStart(3)}  of ${scores.join(", ")}`);
  reached &&= median >= MARK;
}
const lost = new Map();
for (const report of reports) {
  for (const category of CATEGORIES) {
    for (const { id, weight } of report.categories[category].auditRefs) {
      const { score, title, displayValue } = report.audits[id];
      if (weight > 0 && score !== null && score < 0.9) lost.set(id, `${category}: ${title} ${displayValue ?? ""}`);
    }
  }
}
for (const line of lost.values()) console.log(`  ${line.trim()}`);
if (!reached) {
  console.error(`error: below ${MARK}`);
  process.exit(1);
}

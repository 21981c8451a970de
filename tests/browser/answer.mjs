// The answer in one shape, wherever it is read, and whether it says what a situation expects.
//
//   { understood, findings: [{ id, certainty, minor, next, steps, patched, consequences }], ruledOut, asks, hops }

/** Reads the answer off the page by its markers and its text. */
export function answerOnPage(page) {
  return page.evaluate(() => {
    const texts = (element, selector) => [...element.querySelectorAll(selector)].map((one) => one.textContent);
    const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
    return {
      understood: !document.querySelector('[data-analysis="not-understood"]'),
      findings: all("[data-finding]", (one) => ({
        id: one.dataset.finding,
        certainty: one.dataset.certainty,
        minor: texts(one, ".severity").includes("worth knowing"),
        next: texts(one, ".next").includes("Breaks next"),
        // Hidden text is no answer: only what the reader sees without a click.
        steps: [...one.querySelectorAll(".steps, .checks")].map((list) => list.innerText).join("\n"),
        patched: texts(one, "code.diff-in .line"),
        consequences: one.innerText,
      })),
      ruledOut: all("[data-ruled-out]", (one) => one.dataset.ruledOut),
      asks: all("[data-ask]", (one) => one.dataset.ask),
      hops: Object.fromEntries(all("[data-hop]", (one) => [one.dataset.hop, one.dataset.state])),
    };
  });
}

/** Reads the answer out of the command line tool's JSON. */
export function answerInJson(report) {
  const { artifacts, findings, ruled_out, asks, path } = report;
  return {
    understood: artifacts.some(({ kind }) => kind !== "unknown"),
    findings: findings.map((one) => ({
      id: one.id,
      certainty: one.certainty,
      minor: one.severity === "worth-knowing",
      next: one.masked_by !== null,
      steps: [...one.steps.flatMap((step) => [step.do, step.run, step.code, step.because]), ...one.verify.flatMap((check) => [check.run, check.expect])]
        .filter((text) => text)
        .join("\n"),
      patched: one.patches.flatMap(({ text }) => text.split("\n")),
      consequences: one.consequences.join("\n"),
    })),
    ruledOut: ruled_out.map(({ id }) => id),
    asks: asks.map(({ artifact }) => artifact),
    hops: Object.fromEntries(path.map(({ hop, state }) => [hop, state])),
  };
}

// Prose may lose its Markdown marks, break its lines and begin with a capital on the way to the page.
const plain = (text) => text.replace(/[`\s]+/g, " ").toLowerCase();

const CHECKS = {
  finds: ({ findings: [top] }, value) => [top?.id, `${top?.id} ${top?.certainty}`].includes(value),
  then: ({ findings }, id) => findings.some((one) => one.id === id),
  not: ({ findings }, id) => !findings.some((one) => one.id === id),
  next: ({ findings }, id) => findings.some((one) => one.id === id && one.next),
  "ruled out": ({ ruledOut }, id) => ruledOut.includes(id),
  asks: ({ asks }, kind) => asks.slice(0, 2).includes(kind),
  step: ({ findings: [top] }, text) => plain(top?.steps ?? "").includes(plain(text)),
  patched: ({ findings: [top] }, text) => (top?.patched ?? []).some((line) => line.includes(text)),
  consequence: ({ findings }, text) => findings.some((one) => plain(one.consequences).includes(plain(text))),
  hop: ({ hops }, value) => value === Object.entries(hops).find(([hop]) => value.startsWith(`${hop} `))?.join(" "),
  healthy: ({ understood, findings }) => understood && findings.every((one) => one.minor),
};

/** The expectations that the answer does not meet, each in words; `fill` puts the drawn names in. */
export function unmet(answer, expects, fill) {
  const said = answer.findings.map((one) => `${one.id} ${one.certainty}${one.next ? " (next)" : ""}`).join(", ");
  return expects
    .map(({ what, value = "" }) => ({ what, value: fill(value) }))
    .filter(({ what, value }) => !CHECKS[what](answer, value))
    .map(({ what, value }) => `${what}: ${value} is not met; the findings are [${said}], ruled out [${answer.ruledOut}], asks [${answer.asks}], hops ${JSON.stringify(answer.hops)}`);
}

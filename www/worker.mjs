// The worker's start: the first message brings the address of the page's own glue and its compiled WebAssembly module.
// What arrives before the module listens cannot be an analysis: the page waits for "ready".
addEventListener(
  "message",
  async ({ data: [glue, module] }) => {
    const { default: start } = await import(glue);
    await start({ module_or_path: module });
  },
  { once: true },
);

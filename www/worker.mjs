// The worker's start, compiled into the page and run from a blob: URL. Only such a worker is bound by the page's own content
// security policy; one loaded from an address of its own is bound by whatever headers that answer happens to carry.
//
// The first message brings the address of the page's own glue and its compiled WebAssembly module. What arrives before the
// module listens cannot be an analysis: the page waits for "ready".
addEventListener(
  "message",
  async ({ data: [glue, module] }) => {
    const { default: start } = await import(glue);
    await start({ module_or_path: module });
  },
  { once: true },
);

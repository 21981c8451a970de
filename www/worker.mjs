// The worker's start, compiled into the page and run from a blob: URL. Only such a worker is bound by the page's own content
// security policy; one loaded from an address of its own is bound by whatever headers that answer happens to carry.
//
// The first message brings the address of the page's own glue and its compiled WebAssembly module; and the glue's text where the page
// came from a disk: what such a page has at a blob: address is not for its workers. What arrives before the module listens cannot be
// an analysis: the page waits for "ready".
addEventListener(
  "message",
  async ({ data: [glue, module, text] }) => {
    const address = text ? URL.createObjectURL(new Blob([text], { type: "text/javascript" })) : glue;
    const { default: start } = await import(address);
    await start({ module_or_path: module });
  },
  { once: true },
);

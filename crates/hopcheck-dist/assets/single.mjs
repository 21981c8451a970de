
// Starts the page from the parts that stand in this file, deflated. Nothing is fetched.
const unpacked = (id) => {
  const element = document.getElementById(id);
  const packed = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
  element.remove();
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
};

try {
  const [glue, wasm, phrasebook] = await Promise.all([
    unpacked("hopcheck-glue").text(),
    unpacked("hopcheck-wasm").arrayBuffer(),
    unpacked("hopcheck-phrasebook").text(),
  ]);
  const address = URL.createObjectURL(new Blob([glue], { type: "text/javascript" }));
  const { default: start, mount, keep } = await import(address);
  await start({ module_or_path: wasm });
  keep(glue, phrasebook);
  mount(document.getElementById("app"));
} catch (error) {
  document.getElementById("app").hidden = true;
  document.getElementById("start-failed").hidden = false;
  throw error;
}

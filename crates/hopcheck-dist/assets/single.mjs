
// Starts the page from the parts that stand in this file, deflated. Nothing is fetched.
const unpacked = (id) => {
  const element = document.getElementById(id);
  const packed = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
  element.remove();
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
};

try {
  const wasm = await unpacked("hopcheck-wasm").arrayBuffer();
  /** Name and text of each file that lies beside the page elsewhere. */
  const texts = JSON.parse(await unpacked("hopcheck-texts").text());
  const address = URL.createObjectURL(new Blob([texts.glue], { type: "text/javascript" }));
  const { default: start, mount, provide } = await import(address);
  await start({ module_or_path: wasm });
  for (const [name, text] of Object.entries(texts)) provide(name, text);
  mount(document.getElementById("app"), false);
} catch (error) {
  document.getElementById("app").hidden = true;
  document.getElementById("start-failed").hidden = false;
  throw error;
}

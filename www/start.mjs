// Starts the page. A file rather than an inline script, so that the content security policy needs no exception.
const address = (selector) => document.querySelector(selector).href;

try {
  const { default: start, mount } = await import(address("link[rel=modulepreload]"));
  await start({ module_or_path: address("link[rel=preload][as=fetch]") });
  mount(document.getElementById("app"), false);
} catch (error) {
  document.getElementById("app").hidden = true;
  document.getElementById("start-failed").hidden = false;
  throw error;
}

// Starts the page. A file rather than an inline script, so that the content security policy needs no exception.

/** Resolves when the first sight stands, or where it is not drawn at all: in a tab that is not looked at. */
const painted = new Promise((done) => {
  requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 500);
});

try {
  // Earlier it would take the line from the style sheet, which is all that the first sight waits for.
  await painted;
  const glue = document.querySelector("link[rel=modulepreload]").href;
  const module = new URL(document.querySelector("meta[name=hopcheck-module]").content, document.baseURI);
  const { default: start, mount } = await import(glue);
  await start({ module_or_path: module });
  mount(document.getElementById("app"), false);
} catch (error) {
  document.getElementById("app").hidden = true;
  document.getElementById("start-failed").hidden = false;
  throw error;
}

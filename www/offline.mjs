// Makes the page work without the network: registers the service worker, and tells the page when a new version waits. In the page
// only as `cargo xtask dist` builds it (not while developing, not in one file, not in other people's pages).
//
// The page says "hopcheck-update-take" when the reader wants the new version now; nothing else ever reloads it.

const workers = navigator.serviceWorker;

/** Tells the page, which listens by now, that this worker waits; and sees to it when the reader wants it. */
function announce(worker) {
  addEventListener(
    "hopcheck-update-take",
    () => {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      worker.postMessage("take over");
    },
    { once: true },
  );
  dispatchEvent(new Event("hopcheck-update-ready"));
}

function watch(registration) {
  if (registration.waiting && workers.controller) announce(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      // Without a controller this is the first visit, not an update.
      if (worker.state === "installed" && workers.controller) announce(worker);
    });
  });
  // A page may stay open for days.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) registration.update().catch(() => {});
  });
}

async function register() {
  try {
    watch(await workers.register(new URL("sw.js", document.baseURI)));
  } catch {
    // A browser that refuses (a private window, a policy) shows the page as well.
  }
}

const isUp = () => document.querySelector("[data-analysis]") !== null;

// After everything the page needs itself; the page may be up before this script is.
if (workers && isUp()) {
  register();
} else if (workers) {
  const observer = new MutationObserver(() => {
    if (!isUp()) return;
    observer.disconnect();
    register();
  });
  observer.observe(document.body, { attributeFilter: ["data-analysis"], childList: true, subtree: true });
}

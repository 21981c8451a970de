// Serves the page from the browser's cache, so that it works without the network. `cargo xtask dist` fills in the two constants.
//
// All files of a version are fetched together, each held against its digest: a half-copied site is not taken. They are served from
// the cache first. A new version waits until the reader takes it or no page of the old one is open any more.

/** [path, digest] of each file of this version. */
const FILES = "FILES";
/** Names this version. */
const VERSION = "VERSION";

const scope = self.registration.scope;
const ours = `hopcheck ${scope} `;
const cacheName = ours + VERSION;
/** Pages about causes that were read; they have no digest, so the network comes first. */
const visited = `${ours}visited`;
const paths = new Set(FILES.map(([path]) => path));

async function precache() {
  const cache = await caches.open(cacheName);
  await Promise.all(
    FILES.map(async ([path, integrity]) => {
      const response = await fetch(scope + path, { integrity, cache: "no-cache" });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(scope + path, response);
    }),
  );
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(ours) && name !== cacheName && name !== visited) await caches.delete(name);
  }
}

async function fromCache(path, request) {
  const cache = await caches.open(cacheName);
  return (await cache.match(scope + path)) ?? fetch(request);
}

async function fromNetwork(request) {
  const cache = await caches.open(visited);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(precache()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.replace(/[?#].*$/, "");
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const path = address.slice(scope.length) || "index.html";
  if (paths.has(path)) event.respondWith(fromCache(path, request));
  else if (path.startsWith("rules/")) event.respondWith(fromNetwork(request));
});

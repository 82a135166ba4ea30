/**
 * Makes the page work without a network: a service worker that keeps all files of the page that was built. It asks for
 * the page itself first, so that a newer one is seen; what belongs to the page has a name of its own for each version.
 */

import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";

/** The service worker's file, beside the page. */
export const OFFLINE = "offline.js";

export function offline(): Plugin {
  let asTheyAre: string[] = [];
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    configResolved({ publicDir }) {
      asTheyAre = publicDir === "" || !existsSync(publicDir) ? [] : readdirSync(publicDir);
    },
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).sort();
      const version = createHash("sha256");
      for (const file of files) {
        const made = bundle[file]!;
        version.update(file).update(made.type === "chunk" ? made.code : made.source);
      }
      const beside = [...files.filter((file) => file !== "index.html"), ...asTheyAre];
      const kept = ["./", ...beside.map((file) => `./${file}`)];
      this.emitFile({ type: "asset", fileName: OFFLINE, source: serviceWorker(kept, version.digest("hex").slice(0, 16)) });
    },
  };
}

/** Another version waits until no page of this one is open: a page keeps the files that it was built with. */
function serviceWorker(files: string[], version: string): string {
  return `const CACHE = "conscycle-${version}";
const FILES = ${JSON.stringify(files)};

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("conscycle-") && name !== CACHE) await caches.delete(name);
    }
    await clients.claim();
  })());
});

const kept = (request) => caches.match(request, { cacheName: CACHE });

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async (error) => (await kept("./")) ?? Promise.reject(error)));
  } else {
    event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  }
});
`;
}

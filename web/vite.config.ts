import { defineConfig } from "vite";
import { offline } from "./scripts/offline";

export default defineConfig({
  // Relative addresses: the page may lie in any folder of any web server.
  base: "./",
  // Examples are read from the repository, one level up.
  server: { fs: { allow: [".."] } },
  worker: { format: "es" },
  plugins: [offline()],
  build: {
    target: "es2022",
    // The compiled core is a file of its own, which the browser compiles while it arrives.
    assetsInlineLimit: (path) => (path.endsWith(".wasm") ? false : undefined),
    sourcemap: false,
  },
});

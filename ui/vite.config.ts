// How the window's files are built: external scripts and styles only, because the
// content security policy of the window allows nothing inline.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte()],
  build: {
    target: ["safari16", "chrome110"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 700,
  },
  // The guide lies beside the window's own files.
  server: { host: "127.0.0.1", strictPort: true, port: 5199, fs: { allow: [".", "../docs/guide"] } },
  // Vitest otherwise picks Svelte's server build, where runes do nothing.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  // A test reads the colours; Vitest otherwise hands out empty style sheets.
  test: { environment: "happy-dom", css: { include: [/tokens\.css/] }, include: ["src/**/*.test.ts", "src/**/*.test.svelte.ts"] },
}));

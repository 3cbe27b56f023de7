import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { packages } from "./tools/packages.ts";

const HOST = "http://localhost:7071";

export default defineConfig({
  plugins: [react(), packages()],
  build: {
    target: "es2023",
    // The policy `script-src 'self'` allows no inline script and no data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    proxy: {
      "/api": { target: HOST, changeOrigin: true },
      "/.auth": { target: HOST, changeOrigin: true },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.ts", "tests/**/*.test.ts"] },
});

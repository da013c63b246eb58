import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// During development the API comes from a running Berth server.
const server = process.env.BERTH_SERVER ?? 'https://localhost:8443';
const proxy = {
  '/api': { target: server, secure: false },
  '/desktop': { target: server, secure: false, ws: true },
};

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 700 },
  server: { proxy },
  preview: { proxy },
});

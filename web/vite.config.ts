// How the pages are built. Each page is a folder with an index.html, served by the server under the
// folder's name: web/console/index.html at /console/. What is hashed lies in /assets/.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
	root: here('.'),
	plugins: [vue({ features: { optionsAPI: false } })],
	define: {
		__VUE_PROD_DEVTOOLS__: 'false',
		__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
	},
	resolve: { alias: { '@shared': here('shared') } },
	build: {
		target: 'es2022',
		outDir: process.env['BULOU_WEB_OUT'] ?? here('../build-web/pages'),
		emptyOutDir: true,
		// The CSP forbids scripts and pictures inside the page; every asset is a file.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rolldownOptions: { input: { console: here('console/index.html') } },
	},
	server: {
		host: '127.0.0.1',
		proxy: { '/v1': 'http://127.0.0.1:8080' },
	},
})

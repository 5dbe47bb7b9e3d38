// How the pages are built. Each page is a folder with an index.html, served by the server under the
// folder's name: web/console/index.html at /console/. What is hashed lies in /assets/; what is in public/ is served as it is.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Beside each text its compressed forms where they are smaller, which the server embeds. */
function compress(): Plugin {
	return {
		name: 'compress',
		apply: 'build',
		writeBundle(options) {
			// What lies in public/ is copied as it is, and is among them.
			for (const name of readdirSync(options.dir ?? '', { recursive: true }).map(String)) {
				if (!/\.(html|js|css|svg|json|wasm)$/.test(name)) continue
				const path = `${options.dir}/${name}`
				const plain = readFileSync(path)
				const forms = { gz: gzipSync(plain, { level: 9 }), br: brotliCompressSync(plain) }
				for (const [suffix, bytes] of Object.entries(forms))
					if (bytes.length < plain.length) writeFileSync(`${path}.${suffix}`, bytes)
			}
		},
	}
}

export default defineConfig({
	root: here('.'),
	plugins: [vue({ features: { optionsAPI: false } }), compress()],
	define: {
		__VUE_PROD_DEVTOOLS__: 'false',
		__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
	},
	resolve: { alias: { '@shared': here('shared') } },
	build: {
		target: 'es2022',
		outDir: here('../build-web/pages'),
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

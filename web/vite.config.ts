// How the pages are built. Each page is a folder with an index.html, served by the server under the
// folder's name: web/console/index.html at /console/. What is hashed lies in /assets/; what is in public/ is served as it is.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { build, defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const CORE = here('../build-web/core')

/** The server's core/ as WebAssembly: @core/core.wasm, made anew with each build and whenever the pages are served. */
function coreWasm(): Plugin {
	return {
		name: 'core-wasm',
		config: () => ({ resolve: { alias: { '@core': CORE } } }),
		buildStart() {
			mkdirSync(CORE, { recursive: true })
			try {
				execFileSync(here('../tools/wasm/build.sh'), [`${CORE}/core.wasm`], {
					stdio: 'pipe',
				})
			} catch (e) {
				const { stderr } = e as { stderr?: Buffer }
				this.error(
					`core.wasm was not made: ${String(stderr ?? e).trim()} (apt-get install clang lld)`,
				)
			}
		},
	}
}

/** Beside the file its compressed forms where they are smaller. */
function compressed(path: string): void {
	const plain = readFileSync(path)
	const forms = { gz: gzipSync(plain, { level: 9 }), br: brotliCompressSync(plain) }
	for (const [suffix, bytes] of Object.entries(forms))
		if (bytes.length < plain.length) writeFileSync(`${path}.${suffix}`, bytes)
}

/** Beside each text its compressed forms where they are smaller, which the server embeds. */
function compress(): Plugin {
	return {
		name: 'compress',
		apply: 'build',
		writeBundle(options) {
			// What lies in public/ is copied as it is, and is among them.
			for (const name of readdirSync(options.dir ?? '', { recursive: true }).map(String)) {
				if (!/\.(html|js|css|svg|json|wasm)$/.test(name)) continue
				compressed(`${options.dir}/${name}`)
			}
		},
	}
}

type Bundle = Parameters<Extract<Plugin['writeBundle'], (...args: never[]) => unknown>>[1]

/** What is kept when it is first needed, not before: large, and not everybody needs it. */
const LATER = /zxing/

/** The files of a page: what it imports, now or later, with their styles and pictures. */
function filesOf(bundle: Bundle, html: string): string[] {
	const found = new Set<string>()
	const add = (name: string): void => {
		const one = bundle[name]
		if (!one || found.has(name) || LATER.test(name)) return
		found.add(name)
		if (one.type !== 'chunk') return
		const { importedAssets, importedCss } = one.viteMetadata ?? {}
		for (const other of [...one.imports, ...one.dynamicImports]) add(other)
		for (const other of [...(importedAssets ?? []), ...(importedCss ?? [])]) add(other)
	}
	const entry = Object.values(bundle).find(
		(one) => one.type === 'chunk' && one.isEntry && one.facadeModuleId?.endsWith(html),
	)
	add(entry?.fileName ?? '')
	for (const [, name] of String((bundle[html] as { source?: unknown }).source).matchAll(
		/(?:src|href)="\/(assets\/[^"]+)"/g,
	))
		add(name ?? '')
	return [...found].sort()
}

/** The field app's service worker, which keeps the files of this build on the phone. */
function keepField(): Plugin {
	return {
		name: 'keep-field',
		apply: 'build',
		async writeBundle(options, bundle) {
			const dir = options.dir ?? ''
			const own = readdirSync(here('public/field')).map((name) => `field/${name}`)
			const names = ['field/index.html', ...own, ...filesOf(bundle, 'field/index.html')]
			const hash = createHash('sha256')
			for (const name of names) hash.update(name).update(readFileSync(`${dir}/${name}`))
			await build({
				configFile: false,
				logLevel: 'warn',
				publicDir: false,
				resolve: { alias: { '@shared': here('shared') } },
				define: {
					APP_FILES: JSON.stringify(
						names.map((n) => '/' + n.replace(/index\.html$/, '')),
					),
					APP_VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
				},
				build: {
					target: 'es2022',
					outDir: `${dir}/field`,
					emptyOutDir: false,
					rolldownOptions: {
						input: here('field/sw.ts'),
						output: { format: 'iife', entryFileNames: 'sw.js' },
					},
				},
			})
			compressed(`${dir}/field/sw.js`)
		},
	}
}

export default defineConfig({
	root: here('.'),
	plugins: [vue({ features: { optionsAPI: false } }), coreWasm(), compress(), keepField()],
	define: {
		__VUE_PROD_DEVTOOLS__: 'false',
		__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
	},
	// A worker is the service worker's only where its own address is: so it, and what it fetches, work without a network.
	worker: {
		format: 'es',
		rolldownOptions: { output: { entryFileNames: 'field/[name]-[hash].js' } },
	},
	resolve: { alias: { '@shared': here('shared') } },
	build: {
		target: 'es2022',
		outDir: here('../build-web/pages'),
		emptyOutDir: true,
		// The CSP forbids scripts and pictures inside the page; every asset is a file.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rolldownOptions: {
			input: { console: here('console/index.html'), field: here('field/index.html') },
		},
	},
	server: {
		host: '127.0.0.1',
		proxy: { '/v1': 'http://127.0.0.1:8080' },
	},
})

// The API's types for the pages, from its own description: node tools/api_types.mjs <openapi.json >shared/api_types.ts
// The kinds of record are left out: the pages read what may be recorded from /v1/kinds.
import { text } from 'node:stream/consumers'
import openapiTS, { astToString } from 'openapi-typescript'

const described = JSON.parse(await text(process.stdin))
const schemas = described.components.schemas

for (const name of Object.keys(schemas)) if (/\.v\d+$/.test(name)) delete schemas[name]
schemas.any_record = { type: 'object' }
const types = astToString(await openapiTS(described))

process.stdout.write(
	'// Made by tools/api_types.mjs from /v1/openapi.json; not written by hand.\n' + types,
)

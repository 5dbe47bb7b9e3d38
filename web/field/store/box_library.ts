// What a box is made with, in a file of its own that the first screen does not wait for.
export { blake2b } from '@noble/hashes/blake2.js'
export { default as nacl } from 'tweetnacl'

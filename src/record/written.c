/* In blocks of eight words, which is one look at memory: a key sets one bit in each word of its block. */
#include "record/written.h"

#include "core/map.h"
#include "sys/sys.h"

#define WORDS 8 /* of a block */
#define BLOCKS_MIN 64
#define BLOCKS_MAX 1048576 /* 64 MiB */
#define BLOCK_ENTRIES 8    /* an entry writes two rows or so: some 30 bits each */

struct written {
	uint64_t blocks; /* a power of two */
	uint64_t words[];
};

int written_new(struct cx *cx, int64_t entries, struct written **ret)
{
	uint64_t blocks = BLOCKS_MIN;

	while (blocks < BLOCKS_MAX && (int64_t)blocks * BLOCK_ENTRIES < entries)
		blocks *= 2;
	*ret = sys_new(1, sizeof(**ret) + blocks * WORDS * sizeof(uint64_t));
	if (*ret == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	(*ret)->blocks = blocks;
	return 0;
}

void written_free(struct written *w)
{
	sys_free(w);
}

/* The block of a key, and its bits: six of ret_bits choose one of a word. */
static size_t block_of(
	const struct written *w, enum written_table table, struct str key, uint64_t *ret_bits)
{
	uint64_t h = (map_hash(key) + (uint64_t)table) * 0x9e3779b97f4a7c15u;

	*ret_bits = (h ^ h >> 29) * 0xbf58476d1ce4e5b9u;
	return (size_t)(h >> 32 & (w->blocks - 1)) * WORDS;
}

static uint64_t bit_of(uint64_t bits, size_t word)
{
	return (uint64_t)1 << (bits >> (16 + 6 * word) & 63);
}

void written_add(struct written *w, enum written_table table, struct str key)
{
	uint64_t bits;
	size_t block, i;

	if (w == NULL)
		return;
	block = block_of(w, table, key, &bits);
	for (i = 0; i < WORDS; i++)
		w->words[block + i] |= bit_of(bits, i);
}

bool written_may(const struct written *w, enum written_table table, struct str key)
{
	uint64_t bits;
	size_t block, i;

	if (w == NULL)
		return true;
	block = block_of(w, table, key, &bits);
	for (i = 0; i < WORDS; i++)
		if (!(w->words[block + i] & bit_of(bits, i)))
			return false;
	return true;
}

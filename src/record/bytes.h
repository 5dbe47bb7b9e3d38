/* Little-endian integers in bytes, for the formats of this room. */
#ifndef RECORD_BYTES_H
#define RECORD_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t get_le(const char *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v |= (uint64_t)(uint8_t)p[i] << 8 * i;
	return v;
}

static inline void put_le(char *p, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (char)(v >> 8 * i & 0xff);
}

static inline uint32_t get_u32(const char *p)
{
	return (uint32_t)get_le(p, 4);
}

static inline void put_u32(char *p, uint32_t v)
{
	put_le(p, v, 4);
}

#endif

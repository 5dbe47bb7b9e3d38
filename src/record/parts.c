/* The sealed column is read without any key: what it holds can be counted, hashed and erased by anyone who
 * may write, and opened only with the data keys. */
#include "record/parts.h"

#include <string.h>

#include "record/bytes.h"

#define PART_HEAD (1 + 1 + 16 + 4)

int parts_next(struct str *rest, struct part *ret)
{
	uint32_t n;

	if (rest->n == 0)
		return 0;
	if (rest->n < PART_HEAD)
		return -1;
	n = get_u32(rest->p + 18);
	ret->c = (enum class)(uint8_t)rest->p[0];
	ret->erased = rest->p[1] == 0;
	memcpy(ret->key.b, rest->p + 2, 16);
	ret->bytes = (struct str){ rest->p + PART_HEAD, n };
	if (rest->p[0] < CLASS_IDENTITY || rest->p[0] >= CLASSES || (uint8_t)rest->p[1] > 1)
		return -1;
	if (n > rest->n - PART_HEAD || (ret->erased ? n != SEAL_HASH : n < SEAL_OVERHEAD))
		return -1;
	*rest = (struct str){ rest->p + PART_HEAD + n, rest->n - PART_HEAD - n };
	return 1;
}

bool parts_valid(struct str sealed)
{
	struct part p;
	enum class before = CLASS_OPEN;
	int got;

	while ((got = parts_next(&sealed, &p)) > 0) {
		if (p.c <= before)
			return false;
		before = p.c;
	}
	return got == 0;
}

void parts_add(struct buf *b, const struct part *p)
{
	char head[PART_HEAD];

	head[0] = (char)p->c;
	head[1] = p->erased ? 0 : 1;
	memcpy(head + 2, p->key.b, 16);
	put_u32(head + 18, (uint32_t)p->bytes.n);
	buf_add(b, head, sizeof(head));
	buf_str(b, p->bytes);
}

void parts_hash(const struct part *p, uint8_t ret[SEAL_HASH])
{
	if (p->erased)
		memcpy(ret, p->bytes.p, SEAL_HASH);
	else
		seal_hash(NULL, p->bytes, ret);
}

int parts_erase(struct cx *cx, struct str sealed, unsigned mask, struct str *ret, size_t *ret_n)
{
	uint8_t hash[SEAL_HASH];
	struct part p;
	struct buf b;

	*ret_n = 0;
	buf_init(&b, cx->arena);
	while (parts_next(&sealed, &p) > 0) {
		if (!p.erased && (mask >> p.c & 1)) {
			parts_hash(&p, hash);
			p.bytes = (struct str){ (const char *)hash, SEAL_HASH };
			p.erased = true;
			(*ret_n)++;
		}
		parts_add(&b, &p);
	}
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}

struct str part_bound(const struct uuid *id, enum class c, char bytes[PART_BOUND])
{
	memcpy(bytes, id->b, 16);
	bytes[16] = (char)c;
	return (struct str){ bytes, PART_BOUND };
}

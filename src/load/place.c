/* Places and the ids of dwellings. What is hashed is open data: nobody learns more from the id. */
#include "load/place.h"

#include <string.h>

#include "load/cell.h"
#include "seal/seal.h"

struct uuid place_id(struct str area, const uint8_t digest[32])
{
	uint8_t near[SEAL_HASH], both[16];

	seal_hash(NULL, area, near);
	memcpy(both, near, 4);
	memcpy(both + 4, digest, 12);
	return uuid_v8(both);
}

bool place_given(const struct place *p)
{
	for (int i = 0; i < PLACE_PARTS; i++)
		if (p->part[i].n)
			return true;
	return false;
}

static struct str without_end(struct str s, const char *const *ends)
{
	for (; *ends; ends++) {
		size_t n = strlen(*ends);

		if (s.n > n && memcmp(s.p + s.n - n, *ends, n) == 0)
			return (struct str){ s.p, s.n - n };
	}
	return s;
}

static struct str plain_part(struct cx *cx, enum place_part part, struct str s)
{
	static const char *const building[] = { "号楼", "栋", "幢", "座", "楼", NULL };
	static const char *const unit[] = { "单元", NULL };
	static const char *const floor[] = { "层", "楼", "F", NULL };
	static const char *const room[] = { "号", "室", "房", NULL };

	s = cell_fold(cx, s);
	switch (part) {
	case PLACE_BUILDING:
		return without_end(s, building);
	case PLACE_UNIT:
		return without_end(s, unit);
	case PLACE_FLOOR:
		return without_end(s, floor);
	case PLACE_ROOM:
		return without_end(s, room);
	default:
		return s;
	}
}

/* "301" → "3", "1204" → "12"; otherwise nothing. */
static struct str floor_of(struct str room)
{
	for (size_t i = 0; i < room.n; i++)
		if (room.p[i] < '0' || room.p[i] > '9')
			return STR_NONE;
	return room.n == 3 || room.n == 4 ? (struct str){ room.p, room.n - 2 } : STR_NONE;
}

struct uuid place_dwelling(struct cx *cx, struct str area, const struct place *p)
{
	struct str part[PLACE_PARTS];
	uint8_t digest[SEAL_HASH];
	struct seal_hasher h;

	for (int i = 0; i < PLACE_PARTS; i++)
		part[i] = plain_part(cx, (enum place_part)i, p->part[i]);
	if (!part[PLACE_FLOOR].n)
		part[PLACE_FLOOR] = floor_of(part[PLACE_ROOM]);
	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.dwelling.1\n", 17);
	seal_hash_add(&h, area.p, area.n);
	for (int i = 0; i < PLACE_PARTS; i++) {
		seal_hash_add(&h, "\x1f", 1);
		if (part[i].n)
			seal_hash_add(&h, part[i].p, part[i].n);
	}
	seal_hash_end(&h, digest);
	return place_id(area, digest);
}

struct uuid place_record(
	struct cx *cx, struct str area, const struct uuid *dwelling, struct str body)
{
	uint8_t digest[SEAL_HASH];
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, "bulou.import.1\nrecord\ndwelling.listed\n");
	buf_str(&b, area);
	buf_c(&b, '\n');
	buf_uuid(&b, dwelling);
	buf_z(&b, "\n\n\n");
	buf_str(&b, body);
	buf_c(&b, '\n');
	seal_hash(NULL, buf_get(&b), digest);
	return place_id(area, digest);
}

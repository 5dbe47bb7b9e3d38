/* Visits of many phones: each walks the doors of its grids, one after the other, then again in the next round
 * of the grid. Every 50th record corrects the one before, every 100th request repeats it to the byte. A visit counts in the
 * tally when its receipt has come. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "sys/sys.h"

#define RECORD_ROOM 1024
#define BATCH_MAX 1000

enum what { VISIT, CORRECTION, REPEAT };

struct visit {
	enum what what;
	size_t grid, round, door;
	bool done, away;
	uint32_t people;
};

struct visitor {
	struct uuid device;
	uint64_t n, seq, random;
	size_t grid, pass, door; /* next */
	struct visit last;       /* sent last, and the record itself */
	struct uuid last_id;
	char record[RECORD_ROOM];
	size_t record_n;
	struct visit *pending; /* of the request that is on its way */
	size_t pending_n;
};

static size_t tally_bytes(const struct county *c)
{
	return c->grids * (ROUNDS * sizeof(struct tally_row) + GRID_DOORS);
}

void visits_begin(struct visits *v, const struct county *c, size_t connections, size_t batch)
{
	*v = (struct visits){ .county = *c, .connections = connections, .batch = batch };
	v->visitors = calloc(connections, sizeof(*v->visitors));
	v->rows = mmap(
		NULL, tally_bytes(c), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!v->visitors || v->rows == MAP_FAILED)
		fail("no memory");
	v->answered = (uint8_t *)(v->rows + c->grids * ROUNDS);
	for (size_t k = 0; k < connections; k++) {
		struct visitor *x = &v->visitors[k];

		x->device = sys_uuid();
		sys_random(&x->random, sizeof(x->random));
		x->grid = k;
		x->pending = calloc(batch, sizeof(*x->pending));
		if (!x->pending || k >= c->grids)
			fail("more connections than grids");
	}
}

void visits_end(struct visits *v)
{
	for (size_t k = 0; k < v->connections; k++)
		free(v->visitors[k].pending);
	free(v->visitors);
	munmap(v->rows, tally_bytes(&v->county));
}

/* ---- text, quickly: the generator shares the machine with the server ---- */

static char *put(char *p, const char *z, size_t n)
{
	memcpy(p, z, n);
	return p + n;
}
#define PUT(p, literal) put((p), (literal), sizeof(literal) - 1)

static char *put_id(char *p, const struct uuid *id)
{
	char z[UUID_TEXT + 1];

	uuid_write(id, z);
	return put(p, z, UUID_TEXT);
}

static char *put_n(char *p, uint64_t n)
{
	char z[24];
	int i = 24;

	do
		z[--i] = (char)('0' + n % 10);
	while (n /= 10);
	return put(p, z + i, (size_t)(24 - i));
}

/* Now, written anew once a second. */
static char *put_now(char *p)
{
	static char z[32];
	static int64_t second;
	int64_t ms = sys_now();

	if (ms / 1000 != second) {
		struct arena arena;
		struct buf b;

		second = ms / 1000;
		arena_init(&arena, &sys_heap, 0);
		buf_init(&b, &arena);
		buf_when(&b, second * 1000);
		memcpy(z, b.p, 25);
		arena_done(&arena);
	}
	return put(p, z, 25);
}

static struct uuid next_id(struct visitor *x)
{
	uint8_t random[10];

	x->random ^= x->random << 13;
	x->random ^= x->random >> 7;
	x->random ^= x->random << 17;
	memcpy(random, &x->random, 8);
	random[8] = (uint8_t)x->n;
	random[9] = (uint8_t)(x->n >> 8);
	return uuid_v7(sys_now(), random);
}

/* ---- one record ---- */

static char *put_body(char *p, const struct visit *a)
{
	if (!a->done)
		return PUT(p, ",\"body\":{\"outcome\":\"nobody\",\"next\":\"again_tomorrow\"}}");
	p = PUT(p, ",\"body\":{\"outcome\":\"done\",\"people\":");
	p = put_n(p, a->people);
	if (!a->away)
		return PUT(p, ",\"away\":false}}");
	return PUT(p,
		",\"away\":true,\"from\":\"内江市东兴区\",\"back\":\"2026-11-20\",\"transport\":\"car\"}}");
}

static void record_make(struct visits *v, struct visitor *x, const struct visit *a)
{
	struct uuid id = next_id(x), round = county_round(a->round),
		    subject = county_door(a->grid, a->door);
	char *p = x->record, grid[32];

	county_grid(a->grid, grid);
	p = put_id(PUT(p, "{\"id\":\""), &id);
	p = put_now(PUT(p, "\",\"kind\":\"sweep.visit\",\"v\":2,\"at\":\""));
	p = put_id(PUT(p, "\",\"device\":\""), &x->device);
	p = put_n(PUT(p, "\",\"seq\":"), ++x->seq);
	p = put(PUT(p, ",\"area\":\""), grid, strlen(grid));
	p = put_id(PUT(p, "\",\"subject\":\""), &subject);
	p = put_id(PUT(p, "\",\"round\":\""), &round);
	p = PUT(p, "\"");
	if (a->what == CORRECTION)
		p = PUT(put_id(PUT(p, ",\"corrects\":[\""), &x->last_id), "\"]");
	p = put_body(p, a);
	x->record_n = (size_t)(p - x->record);
	x->last_id = id;
	v->record_bytes = x->record_n;
}

/* The next door; false when all rounds of all its grids are walked. */
static bool walk(struct visits *v, struct visitor *x, struct visit *a)
{
	if (x->door == GRID_DOORS) {
		x->door = 0;
		x->grid += v->connections;
		if (x->grid >= v->county.grids) {
			x->grid %= v->connections;
			x->pass++;
		}
	}
	a->grid = x->grid;
	a->round = county_round_of(&v->county, x->grid, x->pass);
	return a->round < ROUNDS;
}

static bool next(struct visits *v, size_t k, struct visit *ret)
{
	struct visitor *x = &v->visitors[k];
	struct visit a = x->last;

	x->n++;
	if (x->n % 100 == 75) {
		a.what = REPEAT;
		*ret = a;
		return true;
	}
	a.what = x->n % 50 == 24 ? CORRECTION : VISIT;
	if (a.what == CORRECTION) {
		a.door = x->door - 1;
		a.done = true;
		a.people++;
	} else {
		if (!walk(v, x, &a))
			return false;
		a.door = x->door++;
		a.done = a.door % 20 != 7;
		a.people = a.done ? (uint32_t)(1 + a.door % 5) : 0;
		a.away = a.done && a.door % 4 == 0;
	}
	record_make(v, x, &a);
	*ret = x->last = a;
	return true;
}

/* ---- requests ---- */

static void room(struct request *q, size_t n)
{
	if (n <= q->cap)
		return;
	q->cap = n;
	q->p = realloc(q->p, n);
	if (!q->p)
		fail("no memory");
}

bool visits_make(void *visits, size_t k, struct request *q)
{
	struct visits *v = visits;
	struct visitor *x = &v->visitors[k];
	char head[700];
	size_t head_n, body = 0;
	const size_t skip = sizeof(head);

	room(q, skip + v->batch * RECORD_ROOM + 2);
	for (x->pending_n = 0; x->pending_n < v->batch; x->pending_n++) {
		/* The last one before a correction must have its receipt: within a batch it lies before it. */
		if (!next(v, k, &x->pending[x->pending_n]))
			break;
		if (v->batch > 1)
			q->p[skip + body++] = x->pending_n ? ',' : '[';
		memcpy(q->p + skip + body, x->record, x->record_n);
		body += x->record_n;
	}
	if (!x->pending_n)
		return false;
	if (v->batch > 1)
		q->p[skip + body++] = ']';
	head_n = (size_t)snprintf(head, sizeof(head),
		"POST /v1/records HTTP/1.1\r\nHost: bench\r\nBulou-Client: bench\r\n"
		"Content-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n",
		v->cookie, body);
	memmove(q->p + head_n, q->p + skip, body);
	memcpy(q->p, head, head_n);
	q->n = head_n + body;
	return true;
}

/* ---- answers ---- */

static void count(struct visits *v, const struct visitor *x, size_t i)
{
	const struct visit *a = &x->pending[i];
	struct tally_row *t = &v->rows[a->grid * ROUNDS + a->round];

	if (a->what == REPEAT)
		return;
	if (a->done)
		v->answered[a->grid * GRID_DOORS + a->door] = 1;
	if (a->what == CORRECTION) {
		/* What it corrects is the visit before it: of the same door, one person fewer, or nobody at home. */
		bool was_done = a->people > 1;

		t->done += !was_done;
		t->tries -= !was_done;
		t->people += was_done ? 1 : a->people;
		return;
	}
	t->knocked++;
	t->done += a->done;
	t->tries += !a->done;
	t->people += a->people;
	t->away += a->away;
}

/* The next receipt of an answer: is its status what was awaited? */
static bool receipt(struct visits *v, struct visitor *x, size_t i, struct str *rest)
{
	const char *at = memmem(rest->p, rest->n, "\"status\":\"", 10);
	bool repeat = x->pending[i].what == REPEAT;

	if (!at)
		return false;
	rest->n -= (size_t)(at + 10 - rest->p);
	rest->p = at + 10;
	if (rest->n < 30 || memcmp(rest->p, repeat ? "duplicate" : "accepted\"", 9) != 0)
		return false;
	v->accepted += !repeat;
	v->duplicates += repeat;
	count(v, x, i);
	return true;
}

bool visits_answered(void *visits, size_t k, int status, struct str body)
{
	struct visits *v = visits;
	struct visitor *x = &v->visitors[k];

	if (status != 200)
		return false;
	for (size_t i = 0; i < x->pending_n; i++)
		if (!receipt(v, x, i, &body))
			return false;
	return true;
}

const char *visits_last(const struct visits *v, size_t k)
{
	char z[UUID_TEXT + 1];

	uuid_write(&v->visitors[k].last_id, z);
	return text("%s", z);
}

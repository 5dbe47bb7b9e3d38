/* Changes: a phone that follows page by page, while people write and scopes change, holds in the
 * end what a phone holds that has just read everything. */
#include "cover/read_bench.h"

#define PHONE_MAX 4096

/* What a phone keeps: one line a row. */
struct line {
	char type, key[128], area[16], parent[16];
	int64_t pos;
};

struct phone {
	struct line lines[PHONE_MAX];
	size_t n;
	char cursor[2048];
	size_t pages, rows, gone, restarts;
};

static struct line *find(struct phone *p, char type, struct str key)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->lines[i].type == type && str_is(key, p->lines[i].key))
			return &p->lines[i];
	return NULL;
}

static void drop(struct phone *p, struct line *l)
{
	*l = p->lines[--p->n];
}

static void put_text(char *to, size_t size, struct str s)
{
	assert_true(s.n < size);
	if (s.n > 0)
		memcpy(to, s.p, s.n);
	to[s.n] = '\0';
}

/* An area is dropped with all that lies in it and under it, by the tree that the phone knows. */
static void drop_area(struct phone *p, struct str area)
{
	char id[16];

	put_text(id, sizeof(id), area);
	for (size_t i = p->n; i-- > 0;)
		if (p->lines[i].type != 'a' && strcmp(p->lines[i].area, id) == 0)
			drop(p, &p->lines[i]);
	for (struct line *own = find(p, 'a', str_of(id)); own != NULL; own = NULL)
		drop(p, own);
	for (size_t i = 0; i < p->n; i++) {
		if (p->lines[i].type != 'a' || strcmp(p->lines[i].parent, id) != 0)
			continue;
		drop_area(p, str_of(p->lines[i].key));
		i = (size_t)-1;
	}
}

static void take(struct phone *p, const struct change *x)
{
	char type = x->type[0];
	struct line *l = find(p, type, x->key);

	p->rows++;
	p->gone += x->gone;
	if (x->gone) {
		if (type == 'a')
			drop_area(p, x->key);
		else if (l != NULL)
			drop(p, l);
		return;
	}
	if (l == NULL) {
		assert_true(p->n < PHONE_MAX);
		l = &p->lines[p->n++];
	}
	*l = (struct line){ .type = type, .pos = x->pos };
	put_text(l->key, sizeof(l->key), x->key);
	if (type == 'a') {
		put_text(l->parent, sizeof(l->parent), ((const struct area *)x->row)->parent);
	} else if (type == 's') {
		put_text(l->area, sizeof(l->area), ((const struct subject *)x->row)->area);
	} else if (type == 'n') {
		put_text(l->area, sizeof(l->area), ((const struct published *)x->row)->area);
		assert_true(((const struct published *)x->row)->parts > 0);
	} else if (type == 't') {
		put_text(l->area, sizeof(l->area), ((const struct target *)x->row)->area);
		assert_in_range(((const struct target *)x->row)->state, 1, 3);
	}
}

/* One page; is there more? */
static bool page(struct bench *b, struct phone *p, int reader, size_t limit)
{
	struct change *items;
	struct str next;
	size_t n;
	bool more;

	int ec;

	bench_read(b);
	ec = cover_changes(&b->cx, &b->c[reader], str_of(p->cursor), STR("e1"), limit, &items, &n,
		&next, &more);
	if (ec == -E_EPOCH) {
		/* Who saw everything and does so no more starts again. */
		err_clear(&b->cx);
		p->n = 0;
		p->cursor[0] = '\0';
		p->restarts++;
		bench_read_done(b);
		return true;
	}
	must(b, ec);
	assert_true(n <= limit);
	for (size_t i = 0; i < n; i++)
		take(p, &items[i]);
	put_text(p->cursor, sizeof(p->cursor), next);
	p->pages++;
	bench_read_done(b);
	return more;
}

static void follow(struct bench *b, struct phone *p, int reader, size_t limit)
{
	p->rows = p->gone = p->pages = 0;
	while (page(b, p, reader, limit))
		;
}

static int line_order(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int d = x->type - y->type;

	return d != 0 ? d : strcmp(x->key, y->key);
}

/* Is this phone's memory that of one that starts now? */
static void assert_whole(struct bench *b, struct phone *p, int reader)
{
	static struct phone fresh;

	fresh = (struct phone){ .n = 0 };
	follow(b, &fresh, reader, 1000);
	qsort(fresh.lines, fresh.n, sizeof(struct line), line_order);
	qsort(p->lines, p->n, sizeof(struct line), line_order);
	for (size_t i = 0; i < p->n || i < fresh.n; i++) {
		const struct line *x = &p->lines[i], *y = &fresh.lines[i];

		if (i == p->n || (i < fresh.n && line_order(x, y) > 0))
			fail_msg("reader %d misses %c %s", reader, y->type, y->key);
		if (i == fresh.n || line_order(x, y) < 0)
			fail_msg("reader %d still has %c %s", reader, x->type, x->key);
		if (strcmp(x->area, y->area) != 0 || strcmp(x->parent, y->parent) != 0 ||
			x->pos != y->pos)
			fail_msg("reader %d has an old %c %s: %lld, not %lld", reader, x->type,
				x->key, (long long)x->pos, (long long)y->pos);
	}
}

static struct phone phones[READERS];

static void phones_clear(void)
{
	memset(phones, 0, sizeof(phones));
}

static void first_page_sends_all_in_pages(void **state)
{
	OPEN(b);

	bench_sweep(&b);
	phones_clear();
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 4);
		assert_true(phones[r].pages > 1 && phones[r].gone == 0);
		assert_whole(&b, &phones[r], r);
	}
	assert_int_equal(phones[ADMIN].n, 6 + 9 + 1 + 9);
	assert_int_equal(phones[TOWN].n, 3 + 7 + 1 + 7);
	assert_int_equal(phones[GRID].n, 1 + 4 + 1 + 4);
	/* Nothing new: nothing comes. */
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 4);
		assert_int_equal(phones[r].rows, 0);
		assert_int_equal(phones[r].pages, 1);
	}
	/* One visit: one target, and only for those who see it. */
	bench_visited(&b, 1, GRID1, 1, "nobody", 0);
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 4);
		assert_int_equal(phones[r].rows, 1);
	}
	bench_visited(&b, 1, GRID3, 8, "nobody", 0);
	follow(&b, &phones[TOWN], TOWN, 4);
	assert_int_equal(phones[TOWN].rows, 0);
	follow(&b, &phones[ADMIN], ADMIN, 4);
	assert_int_equal(phones[ADMIN].rows, 1);
	bench_done(&b);
}

static void what_leaves_is_dropped(void **state)
{
	OPEN(b);
	struct uuid listed;

	bench_sweep(&b);
	listed = bench_dwelling(&b, 30, GRID1);
	phones_clear();
	for (int r = 0; r < READERS; r++)
		follow(&b, &phones[r], r, 7);
	bench_move(&b, 1, GRID1, GRID2);
	bench_void(&b, listed);
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 7);
		/* Who sees both areas gets the row from the new one, and drops only what is no
		 * more. */
		assert_int_equal(phones[r].gone, r == GRID ? 2 : 1);
		assert_whole(&b, &phones[r], r);
	}
	bench_move(&b, 1, GRID2, GRID1);
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 7);
		assert_whole(&b, &phones[r], r);
	}
	bench_done(&b);
}

static void members_of_a_cluster_follow_too(void **state)
{
	static const size_t rows[] = { 27, 19, 11 };
	OPEN(b);

	bench_sweep(&b);
	for (unsigned i = 1; i <= 2; i++)
		bench_say(&b,
			"\"kind\":\"person.listed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"name\":\"张%u\"}",
			i == 1 ? GRID3 : GRID1, bench_z(&b, bench_id('p', i)), i);
	bench_say(&b,
		"\"kind\":\"subject.merged\",\"area\":\"" GRID1
		"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		bench_z(&b, bench_id('p', 1)), bench_z(&b, bench_id('p', 2)));
	phones_clear();
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 7);
		assert_int_equal(phones[r].n, rows[r]);
	}
	bench_say(&b,
		"\"kind\":\"person.changed\",\"area\":\"" GRID1
		"\",\"subject\":\"%s\",\"body\":{\"flags\":[\"alone\"]}",
		bench_z(&b, bench_id('p', 2)));
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 7);
		assert_true(phones[r].rows >= 1);
		assert_whole(&b, &phones[r], r);
	}
	bench_done(&b);
}

/* A notice comes to whoever works in its area or under it, or leads it from above; a list to everybody, whole with each piece. */
static void what_is_told_comes_and_ends(void **state)
{
	static const size_t notices[READERS] = { 3, 2, 1 };
	OPEN(b);
	struct uuid county, grid, piece;

	bench_county(&b);
	phones_clear();
	for (int r = 0; r < READERS; r++)
		follow(&b, &phones[r], r, 3);
	county = bench_tell(&b, COUNTY, 0);
	grid = bench_tell(&b, GRID2, 0);
	bench_tell(&b, GRID3, 0);
	piece = bench_tell(&b, GRID3, 1);
	bench_tell(&b, GRID3, 1);
	for (int r = 0; r < READERS; r++) {
		size_t n = 0;

		follow(&b, &phones[r], r, 2);
		assert_whole(&b, &phones[r], r);
		for (size_t i = 0; i < phones[r].n; i++)
			n += phones[r].lines[i].type == 'n';
		assert_int_equal(n, notices[r]);
		assert_non_null(find(&phones[r], 'n', str_of(bench_z(&b, county))));
		assert_non_null(find(&phones[r], 'r', str_of(bench_z(&b, bench_id('u', 1)))));
		follow(&b, &phones[r], r, 2);
		assert_int_equal(phones[r].rows, 0);
	}
	/* A piece less: the list again. Both less: it is gone. */
	bench_void(&b, piece);
	bench_void(&b, grid);
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 2);
		assert_whole(&b, &phones[r], r);
		assert_null(find(&phones[r], 'n', str_of(bench_z(&b, grid))));
		assert_non_null(find(&phones[r], 'r', str_of(bench_z(&b, bench_id('u', 1)))));
	}
	bench_done(&b);
}

static void scopes_grow_and_shrink(void **state)
{
	static const char *const scopes[][2] = { { TOWN1, NULL }, { GRID1, NULL }, { TOWN1, TOWN2 },
		{ COUNTY, NULL }, { GRID3, GRID2 }, { NULL, NULL }, { TOWN2, NULL } };
	OPEN(b);

	bench_sweep(&b);
	bench_round(&b, 2, 1, TOWN2, 1);
	bench_piece(&b, 2, GRID3, 8, 8);
	bench_tell(&b, TOWN1, 0);
	bench_tell(&b, TOWN2, 0);
	bench_tell(&b, GRID2, 0);
	bench_tell(&b, GRID2, 1);
	phones_clear();
	for (size_t i = 0; i < 40; i++) {
		size_t k = i * 5 % 7;

		b.readers[TOWN].everywhere = i % 9 == 8;
		b.readers[TOWN].n = 0;
		for (int j = 0; j < 2 && scopes[k][j] != NULL; j++)
			b.scopes[TOWN][b.readers[TOWN].n++] = str_of(scopes[k][j]);
		/* Some pages are cut off in their midst by the next change of scope. */
		for (size_t pages = 0; pages < i % 4; pages++)
			page(&b, &phones[TOWN], TOWN, 3);
		if (i % 3 != 0)
			continue;
		follow(&b, &phones[TOWN], TOWN, 3);
		assert_whole(&b, &phones[TOWN], TOWN);
	}
	assert_in_range(phones[TOWN].restarts, 1, 5);
	bench_done(&b);
}

static void areas_are_put_elsewhere(void **state)
{
	OPEN(b);

	bench_sweep(&b);
	bench_tell(&b, TOWN1, 0);
	bench_tell(&b, GRID3, 0);
	phones_clear();
	for (int r = 0; r < READERS; r++)
		follow(&b, &phones[r], r, 5);
	for (int i = 0; i < 4; i++) {
		bench_say(&b,
			"\"kind\":\"area.changed\",\"area\":\"" GRID2
			"\",\"body\":{\"parent\":\"%s\",\"from\":\"2022-08-0%d\"}",
			i % 2 ? TOWN1 : TOWN2, 2 + i);
		bench_say(&b,
			"\"kind\":\"area.changed\",\"area\":\"" GRID3
			"\",\"body\":{\"parent\":\"%s\",\"from\":\"2022-08-0%d\"}",
			i % 2 ? TOWN2 : TOWN1, 2 + i);
		for (int r = 0; r < READERS; r++) {
			follow(&b, &phones[r], r, 5);
			assert_whole(&b, &phones[r], r);
		}
	}
	bench_done(&b);
}

/* The day on which an area comes elsewhere is news, though nobody wrote anything. */
static void areas_turn_with_the_day(void **state)
{
	OPEN(b);

	bench_sweep(&b);
	bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"" GRID2 "\",\"body\":{\"parent\":\"" TOWN2
		"\",\"from\":\"2022-08-31\"}");
	b.readers[GRID].scopes = &b.scopes[GRID][0];
	b.scopes[GRID][0] = STR(TOWN2);
	phones_clear();
	for (int r = 0; r < READERS; r++)
		follow(&b, &phones[r], r, 7);
	b.at += 24 * 60 * 60 * 1000;
	for (int r = 0; r < READERS; r++) {
		follow(&b, &phones[r], r, 7);
		assert_true(phones[r].rows >= 1);
		assert_whole(&b, &phones[r], r);
		follow(&b, &phones[r], r, 7);
		assert_int_equal(phones[r].rows, 0);
	}
	assert_str(str_of(find(&phones[ADMIN], 'a', STR(GRID2))->parent), TOWN2);
	assert_null(find(&phones[TOWN], 'a', STR(GRID2)));
	assert_non_null(find(&phones[GRID], 'a', STR(GRID2)));
	bench_done(&b);
}

static void cursors_are_held_to_their_form(void **state)
{
	static const char *const wrong[] = { "!", "Y", "Yw", "YwACZTE", "bQACZTE", "AAAA" };
	OPEN(b);
	struct change *items;
	struct str next, after;
	size_t n;
	bool more;

	bench_sweep(&b);
	bench_read(&b);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		fails(&b, E_BAD_REQUEST,
			cover_changes(&b.cx, &b.c[ADMIN], str_of(wrong[i]), STR("e1"), 5, &items,
				&n, &next, &more));
	fails(&b, E_BAD_REQUEST,
		cover_changes(&b.cx, &b.c[ADMIN], STR(""), STR("e1"), 0, &items, &n, &next, &more));
	must(&b,
		cover_changes(&b.cx, &b.c[ADMIN], STR(""), STR("e1"), 5, &items, &n, &next, &more));
	assert_true(more && n == 5);
	fails(&b, E_EPOCH,
		cover_changes(&b.cx, &b.c[ADMIN], next, STR("e2"), 5, &items, &n, &after, &more));
	/* Any cut or changed byte gives an error or a page, never worse. */
	for (size_t i = 1; i < next.n; i++) {
		char text[1024];

		put_text(text, sizeof(text), next);
		text[i] = text[i] == 'A' ? '_' : 'A';
		if (cover_changes(&b.cx, &b.c[GRID], str_of(text), STR("e1"), 5, &items, &n, &after,
			    &more) < 0)
			err_clear(&b.cx);
		text[i] = '\0';
		assert_true(cover_changes(&b.cx, &b.c[GRID], str_of(text), STR("e1"), 5, &items, &n,
				    &after, &more) < 0);
		err_clear(&b.cx);
	}
	bench_done(&b);
}

/* ---- people write while phones follow ---- */

static uint64_t seed;

static unsigned roll(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed % n);
}

static const char *grid(void)
{
	return ((const char *const[]){ GRID1, GRID2, GRID3, "512003001" })[roll(4)];
}

struct said {
	struct uuid all[512];
	size_t n;
};

static void write_one(struct bench *b, struct said *s, unsigned *dwellings)
{
	unsigned d = 1 + roll(*dwellings), round = 1 + roll(4);
	struct uuid id = uuid_nil;

	switch (roll(14)) {
	case 0:
		id = bench_dwelling(b, ++*dwellings, grid());
		break;
	case 1:
		bench_move(b, d, GRID1, grid());
		break;
	case 2:
	case 3:
		id = bench_visited(b, round, grid(), d, "done", 2);
		break;
	case 4:
		id = bench_visited(b, round, grid(), d, "nobody", 0);
		break;
	case 5:
		id = bench_piece(b, round, grid(), d, d);
		break;
	case 6:
		if (s->n > 0)
			bench_void(b, s->all[roll((unsigned)s->n)]);
		break;
	case 7:
		id = bench_say(b,
			"\"kind\":\"subject.merged\",\"area\":\"" GRID1
			"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
			bench_z(b, bench_id('d', d)),
			bench_z(b, bench_id('d', 1 + roll(*dwellings))));
		break;
	case 8:
		id = bench_say(b,
			"\"kind\":\"target.exempted\",\"area\":\"%s\",\"round\":\"%s\",\"subject\":\"%s\","
			"\"body\":{\"reason\":\"away\",\"slot\":0}",
			grid(), bench_z(b, bench_id('o', round)), bench_z(b, bench_id('d', d)));
		break;
	case 9:
		id = bench_say(b,
			"\"kind\":\"dwelling.changed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"room\":\"%u\"}",
			grid(), bench_z(b, bench_id('d', d)), roll(100));
		break;
	case 10:
		id = bench_say(b,
			"\"kind\":\"round.%s\",\"area\":\"" COUNTY
			"\",\"round\":\"%s\",\"body\":{}",
			roll(2) ? "closed" : "reopened", bench_z(b, bench_id('o', round)));
		break;
	case 11:
		id = bench_round(b, 3 + roll(2), 1, roll(2) ? TOWN1 : COUNTY, 1);
		break;
	case 12:
		id = bench_area(
			b, roll(2) ? "512003001" : "512003002", roll(2) ? TOWN1 : TOWN2, "grid");
		break;
	default:
		id = bench_say(b,
			"\"kind\":\"area.changed\",\"area\":\"%s\",\"body\":{\"parent\":\"%s\",\"from\":\"2022-08-%02u\"}",
			grid(), roll(2) ? TOWN1 : TOWN2, 2 + roll(20));
		break;
	}
	if (!uuid_is_nil(&id) && s->n < 512)
		s->all[s->n++] = id;
}

static void phones_hold(void **state, uint64_t from)
{
	OPEN(b);
	struct said s = { .n = 0 };
	unsigned dwellings = 9;

	seed = from;
	print_message("# seed %llu\n", (unsigned long long)from);
	bench_sweep(&b);
	bench_round(&b, 2, 1, TOWN1, 3);
	phones_clear();
	for (unsigned i = 0; i < 300; i++) {
		int r = (int)roll(READERS);

		write_one(&b, &s, &dwellings);
		for (unsigned k = roll(3); k > 0; k--)
			page(&b, &phones[r], r, 1 + roll(6));
		if (i % 25 != 24)
			continue;
		for (r = 0; r < READERS; r++) {
			follow(&b, &phones[r], r, 1 + roll(9));
			assert_whole(&b, &phones[r], r);
		}
		bench_read(&b);
		must(&b, cover_recount(&b.cx, b.store));
		bench_read_done(&b);
	}
	/* Only who sees everything has to start again, where an area was taken back. */
	assert_in_range(phones[ADMIN].restarts, 0, 10);
	assert_int_equal(phones[TOWN].restarts + phones[GRID].restarts, 0);
	bench_done(&b);
}

/* BULOU_SEED: another run than the usual ones. */
static void phones_hold_what_is_there(void **state)
{
	const char *given = getenv("BULOU_SEED");

	if (given != NULL) {
		phones_hold(state, strtoull(given, NULL, 10) | 1);
		return;
	}
	phones_hold(state, 20220830);
	phones_hold(state, 512021);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_page_sends_all_in_pages),
		cmocka_unit_test(what_leaves_is_dropped),
		cmocka_unit_test(members_of_a_cluster_follow_too),
		cmocka_unit_test(what_is_told_comes_and_ends),
		cmocka_unit_test(scopes_grow_and_shrink),
		cmocka_unit_test(areas_are_put_elsewhere),
		cmocka_unit_test(areas_turn_with_the_day),
		cmocka_unit_test(cursors_are_held_to_their_form),
		cmocka_unit_test(phones_hold_what_is_there),
	};

	return BENCH_RUN("changes", tests);
}

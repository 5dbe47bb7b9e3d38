/* What stands, in small graphs: each row of the page's rules, and no circle that hangs. */
#include "view/stand.h"

#include "core/test.h"

#define N 8

struct scene {
	struct test_cx t;
	struct stand_node nodes[N];
	struct stand_edge edges[16];
	size_t n, edges_n;
};

/* Nodes are written in order of time. */
static void begin(struct scene *s, size_t n)
{
	size_t i;

	memset(s, 0, sizeof(*s));
	test_begin(&s->t);
	s->n = n;
	for (i = 0; i < n; i++) {
		s->nodes[i] = (struct stand_node){
			.kind = STR("k"), .at_used = (int64_t)i + 1, .present = true
		};
		s->nodes[i].id.b[15] = (uint8_t)(i + 1);
	}
}

static void edge(struct scene *s, size_t from, enum link_what what, size_t to)
{
	s->edges[s->edges_n++] = (struct stand_edge){ from, to, what };
}

/* "1" stands, "0" does not, "c" about it is a clash (and it does not stand). */
static void expect(struct scene *s, const char *want)
{
	char got[N + 1] = "";
	size_t i;

	assert_int_equal(stand_decide(&s->t.cx, s->nodes, s->n, s->edges, s->edges_n), 0);
	for (i = 0; i < s->n; i++)
		got[i] = s->nodes[i].clash ? 'c' : s->nodes[i].stands ? '1' : '0';
	assert_string_equal(got, want);
	test_end(&s->t);
}

static void test_corrections(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, 3);
	edge(&s, 1, LINK_CORRECTS, 0);
	edge(&s, 2, LINK_CORRECTS, 1);
	expect(&s, "001");

	begin(&s, 3); /* two of one record: the later holds, a clash */
	edge(&s, 1, LINK_CORRECTS, 0);
	edge(&s, 2, LINK_CORRECTS, 0);
	expect(&s, "c01");

	begin(&s, 4); /* one that corrects both settles it */
	edge(&s, 1, LINK_CORRECTS, 0);
	edge(&s, 2, LINK_CORRECTS, 0);
	edge(&s, 3, LINK_CORRECTS, 1);
	edge(&s, 3, LINK_CORRECTS, 2);
	expect(&s, "0001");

	begin(&s,
		3); /* a later correction that names both the record and its correction is no clash */
	edge(&s, 1, LINK_CORRECTS, 0);
	edge(&s, 2, LINK_CORRECTS, 0);
	edge(&s, 2, LINK_CORRECTS, 1);
	expect(&s, "001");

	begin(&s, 2); /* of another kind: no effect */
	s.nodes[1].kind = STR("other");
	edge(&s, 1, LINK_CORRECTS, 0);
	expect(&s, "11");

	begin(&s, 2); /* what it names is not here */
	s.nodes[0].present = false;
	edge(&s, 1, LINK_CORRECTS, 0);
	expect(&s, "01");

	begin(&s, 2); /* a circle: neither stands, and it ends */
	edge(&s, 1, LINK_CORRECTS, 0);
	edge(&s, 0, LINK_CORRECTS, 1);
	expect(&s, "00");
}

static void test_voids(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, 3); /* a voided correction gives back what it corrected */
	edge(&s, 1, LINK_CORRECTS, 0);
	edge(&s, 2, LINK_VOIDS, 1);
	expect(&s, "101");

	begin(&s, 3); /* a void of a void */
	edge(&s, 1, LINK_VOIDS, 0);
	edge(&s, 2, LINK_VOIDS, 1);
	expect(&s, "101");

	begin(&s, 2); /* written before what it voids (a wrong clock): still a void */
	edge(&s, 0, LINK_VOIDS, 1);
	expect(&s, "10");

	begin(&s, 3); /* two voids name each other: the later one decides */
	edge(&s, 1, LINK_VOIDS, 2);
	edge(&s, 2, LINK_VOIDS, 1);
	edge(&s, 1, LINK_VOIDS, 0);
	expect(&s, "101");
}

static void test_approvals(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, 1);
	s.nodes[0].held = true;
	expect(&s, "0");

	begin(&s, 2);
	s.nodes[0].held = true;
	edge(&s, 1, LINK_APPROVES, 0);
	expect(&s, "11");

	begin(&s, 3); /* a voided approval approves nothing */
	s.nodes[0].held = true;
	edge(&s, 1, LINK_APPROVES, 0);
	edge(&s, 2, LINK_VOIDS, 1);
	expect(&s, "001");

	begin(&s, 3); /* a held void has force once approved */
	s.nodes[1].held = true;
	edge(&s, 1, LINK_VOIDS, 0);
	edge(&s, 2, LINK_APPROVES, 1);
	expect(&s, "011");

	begin(&s, 2); /* an approval that is itself held */
	s.nodes[0].held = s.nodes[1].held = true;
	edge(&s, 1, LINK_APPROVES, 0);
	expect(&s, "00");
}

/* All edges one way or the other, over many small graphs: the answer does not hang on the order of nodes or edges. */
static void test_order(void **state)
{
	uint32_t seed = 1;
	struct scene a, b;
	size_t i, k, round;

	(void)state;
	for (round = 0; round < 3000; round++) {
		begin(&a, 6);
		begin(&b, 6);
		for (i = 0; i < 9; i++) {
			seed = seed * 1664525u + 1013904223u;
			edge(&a, seed >> 8 & 7 % 6, (enum link_what)(1 + (seed >> 16) % 3),
				(seed >> 24) % 6);
			a.edges[i].from %= 6;
		}
		for (i = 0; i < 6; i++) {
			a.nodes[i].held = (seed >> i & 3) == 0;
			b.nodes[5 - i] = a.nodes[i];
		}
		for (k = 0; k < a.edges_n; k++)
			edge(&b, 5 - a.edges[a.edges_n - 1 - k].from,
				a.edges[a.edges_n - 1 - k].what, 5 - a.edges[a.edges_n - 1 - k].to);
		assert_int_equal(stand_decide(&a.t.cx, a.nodes, 6, a.edges, a.edges_n), 0);
		assert_int_equal(stand_decide(&b.t.cx, b.nodes, 6, b.edges, b.edges_n), 0);
		for (i = 0; i < 6; i++) {
			assert_int_equal(a.nodes[i].stands, b.nodes[5 - i].stands);
			assert_int_equal(a.nodes[i].clash, b.nodes[5 - i].clash);
		}
		test_end(&a.t);
		test_end(&b.t);
	}
}

struct crowd {
	struct test_cx t;
	struct stand_node *nodes;
	struct stand_edge *edges;
	size_t n, edges_n;
};

static void crowd_begin(struct crowd *c, size_t n, size_t edges_max)
{
	*c = (struct crowd){ .n = n };
	test_begin(&c->t);
	c->nodes = cx_many(&c->t.cx, n, struct stand_node);
	c->edges = cx_many(&c->t.cx, edges_max, struct stand_edge);
	assert_true(c->nodes && c->edges);
	for (size_t i = 0; i < n; i++) {
		c->nodes[i] = (struct stand_node){
			.kind = STR("k"), .at_used = (int64_t)i, .present = true
		};
		c->nodes[i].id = uuid_v7((int64_t)i, (const uint8_t[10]){ 0 });
	}
}

static void crowd_edge(struct crowd *c, size_t from, size_t to)
{
	c->edges[c->edges_n++] = (struct stand_edge){ from, to, LINK_CORRECTS };
}

static size_t crowd_standing(struct crowd *c)
{
	size_t stand = 0;

	assert_int_equal(stand_decide(&c->t.cx, c->nodes, c->n, c->edges, c->edges_n), 0);
	for (size_t i = 0; i < c->n; i++)
		stand += c->nodes[i].stands;
	return stand;
}

/* Everybody corrects the first record: no more work than there are pairs, and one who corrects them all settles it. */
static void test_rivals(void **state)
{
	const size_t rivals[] = { 2, 64, 65, STAND_RIVALS_MAX, STAND_RIVALS_MAX + 1 };
	struct crowd c;

	(void)state;
	for (size_t k = 0; k < sizeof(rivals) / sizeof(*rivals); k++) {
		size_t n = rivals[k];

		for (int settle = 0; settle < 2; settle++) {
			crowd_begin(&c, n + 1 + (size_t)settle, 2 * n);
			for (size_t i = 1; i <= n; i++)
				crowd_edge(&c, i, 0);
			for (size_t i = 1; settle && i <= n; i++)
				crowd_edge(&c, n + 1, i);
			assert_int_equal(crowd_standing(&c), 1);
			assert_true(c.nodes[c.n - 1].stands);
			assert_int_equal(c.nodes[0].clash, !settle || n > STAND_RIVALS_MAX);
			test_end(&c.t);
		}
	}
}

/* Two of four, and the other two, are corrected together: of two that are not, nobody has said what holds. */
static void test_half_settled(void **state)
{
	struct crowd c;

	(void)state;
	crowd_begin(&c, 7, 12);
	for (size_t i = 1; i <= 4; i++)
		crowd_edge(&c, i, 0);
	crowd_edge(&c, 5, 1);
	crowd_edge(&c, 5, 2);
	crowd_edge(&c, 6, 3);
	crowd_edge(&c, 6, 4);
	assert_int_equal(crowd_standing(&c), 2);
	assert_true(c.nodes[0].clash);
	test_end(&c.t);
}

/* Correction upon correction, each of the last and of the first: deeper than a stack. */
static void test_chain(void **state)
{
	enum { LONG = 200000 };
	struct crowd c;

	(void)state;
	crowd_begin(&c, LONG, LONG);
	for (size_t i = 1; i < LONG; i++)
		crowd_edge(&c, i, i - 1);
	assert_int_equal(crowd_standing(&c), 1);
	assert_true(c.nodes[LONG - 1].stands);
	test_end(&c.t);

	crowd_begin(&c, STAND_RIVALS_MAX, 2 * STAND_RIVALS_MAX);
	for (size_t i = 1; i < STAND_RIVALS_MAX; i++) {
		crowd_edge(&c, i, 0);
		if (i > 1)
			crowd_edge(&c, i, i - 1);
	}
	assert_int_equal(crowd_standing(&c), 1);
	assert_false(c.nodes[0].clash);
	test_end(&c.t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corrections),
		cmocka_unit_test(test_voids),
		cmocka_unit_test(test_approvals),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_rivals),
		cmocka_unit_test(test_half_settled),
		cmocka_unit_test(test_chain),
	};

	return cmocka_run_group_tests_name("stand", tests, NULL, NULL);
}

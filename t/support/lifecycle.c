/* A number of ten for each life: the matter, its records behind it, and at the end the subject of the raising record. */
#include "support/lifecycle.h"

#include <stdio.h>

#include "generated/stmt.h"

enum { FIRST = 1000, EACH = 10, SOMEBODY = 100, MINUTE = 100 };

struct play {
	struct fixture f;
	const struct life *life;
	const char *round, *raised_in;
	int next; /* number of the next matter */
};

static void play_open(struct play *p, const char *engine, const struct life *life)
{
	*p = (struct play){ .life = life };
	fixture_open(&p->f, engine);
	fixture_county(&p->f, 1);
	if (life->round)
		p->round = p->raised_in = fixture_standing_new(&p->f, 40, life->round);
	if (life->raised_in)
		p->raised_in = fixture_standing_new(&p->f, 41, life->raised_in);
}

/* A text of the table, with ids where it names them. */
static const char *filled(struct play *p, const char *text, int matter, int before)
{
	struct buf b;

	buf_init(&b, &p->f.arena);
	for (; *text; text++)
		if (*text == '@' && text[1] >= '1' && text[1] <= '9')
			buf_z(&b, fid(matter + *++text - '0'));
		else if (*text == '@')
			buf_z(&b, fid(matter));
		else if (*text == '#')
			buf_z(&b, fid(before));
		else if (*text == '$')
			buf_z(&b, p->round);
		else
			buf_c(&b, *text);
	buf_c(&b, '\0');
	return buf_get(&b).p;
}

/* One record. That it has been said already is as good. */
static void post(
	struct play *p, int id, const struct life_step *s, const char *members, const char *body)
{
	struct receipt r = fixture_post(&p->f, id, "\"%s\",\"area\":\"g1\"%s%s,\"body\":{%s}",
		s->kind, *members ? "," : "", members, body);

	if (r.status == RECEIPT_REFUSED)
		fail_msg("%s: %.*s", s->kind, STR_ARG(r.error.en));
}

static void say_first(struct play *p, int matter)
{
	static const char *const about[] = { "", "", "@8", "@" };
	const struct life *l = p->life;
	char members[120];
	const char *subject = l->raises == ABOUT_SOMEBODY ? fid(SOMEBODY) : about[l->raises];

	snprintf(members, sizeof(members), "\"round\":\"%s\"%s%s%s", p->raised_in,
		*subject ? ",\"subject\":\"" : "", subject, *subject ? "\"" : "");
	p->f.minute = MINUTE;
	post(p, l->raises == ITSELF ? matter + 9 : matter, &l->raise,
		filled(p, members, matter, matter), filled(p, l->raise.body, matter, matter));
}

/* Record n of a matter's life, a minute after the one before it. */
static void say(struct play *p, int matter, int n, const struct life_step *s)
{
	const char *members = s->members ? s->members : "\"round\":\"$\",\"subject\":\"@\"";
	int at = s->n ? s->n : n;

	p->f.minute = MINUTE + at;
	post(p, matter + at, s, filled(p, members, matter, matter + at - 1),
		filled(p, s->body, matter, matter + at - 1));
}

/* The way to a state and one step more (NULL: none), in the order of their times or in that turned round. */
static void live(
	struct play *p, const struct life_row *row, const struct life_step *more, bool turned)
{
	const struct life_step *all[LIFE_PATH_MAX + 2] = { &p->life->raise };
	int n = 1;

	for (int i = 0; i < LIFE_PATH_MAX && row->path[i]; i++)
		all[n++] = &p->life->steps[row->path[i] - 1];
	if (more)
		all[n++] = more;
	for (int i = 0; i < n; i++) {
		int at = turned ? n - 1 - i : i;

		if (at)
			say(p, p->next, at, all[at]);
		else if (p->life->raise.kind)
			say_first(p, p->next);
	}
}

static void check_target(
	struct play *p, const struct life_cell *want, const char *state, const char *step)
{
	struct uuid subject = fuid(p->next), round = round_standing_id(fuid(1), p->life->round);
	const struct store_value key[] = { SV_UUID(&round), SV_TEXT(STR("g1")), SV_UUID(&subject),
		SV_INT(p->life->slot) };
	STORE_ROWS q = { 0 };
	struct life_cell got = { 0 };

	assert_int_equal(
		store_query_each(&p->f.cx, p->f.cover.store, STMT_TARGET_GET, key, 1, &q), 0);
	assert_int_equal(store_next(&p->f.cx, &q), 1);
	got.state = (int)store_int(&q, 4);
	got.code = (int)store_int(&q, 5);
	got.next = (int)store_int(&q, 6);
	if (got.state != want->state || got.code != want->code || got.next != want->next)
		fail_msg("%s, %s, then %s: %d %d %d, not %d %d %d", p->life->round, state, step,
			got.state, got.code, got.next, want->state, want->code, want->next);
	store_rows_done(&q);
}

static void check_look(
	struct play *p, const struct life_cell *want, const char *state, const char *step)
{
	struct buf got;

	buf_init(&got, &p->f.arena);
	p->life->look(&p->f, fuid(p->next), &got);
	if (!str_is(buf_get(&got), want->says))
		fail_msg("%s, then %s: '%.*s', not '%s'", state, step, STR_ARG(buf_get(&got)),
			want->says);
}

static void check(struct play *p, const struct life_cell *want, const char *state, const char *step)
{
	fixture_read(&p->f);
	if (p->life->look)
		check_look(p, want, state, step);
	else
		check_target(p, want, state, step);
	fixture_read_done(&p->f);
}

/* Each step from a state (-1: none); `say_them` false: only looked at again, by the same numbers. */
static void each_step(struct play *p, const struct life_row *row, bool say_them)
{
	for (int k = -1; k < LIFE_STEPS_MAX && (k < 0 || p->life->steps[k].kind); k++) {
		const struct life_step *more = k < 0 ? NULL : &p->life->steps[k];

		for (int turned = 0; turned < 2; turned++, p->next += EACH) {
			if (say_them)
				live(p, row, more, turned);
			check(p, k < 0 ? &row->now : &row->after[k], row->name,
				more ? more->kind : "nothing");
		}
	}
}

static void each_state(struct play *p, bool say_them)
{
	p->next = FIRST;
	for (size_t i = 0; i < p->life->rows_n; i++)
		each_step(p, &p->life->rows[i], say_them);
}

void life_play(const char *engine, const struct life *life)
{
	struct play p;

	play_open(&p, engine, life);
	each_state(&p, true);
	assert_int_equal(rebuild(&p.f.cx, &p.f.site->view, NULL, NULL), 0);
	each_state(&p, false);
	fixture_read(&p.f);
	assert_int_equal(cover_recount(&p.f.cx, p.f.cover.store), 0);
	fixture_read_done(&p.f);
	fixture_close(&p.f);
}

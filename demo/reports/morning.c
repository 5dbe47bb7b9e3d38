/* The morning after the reports: an exercise, so that no figure of theirs moves, in which a township is asked from door to door.
 * It began on the afternoon before, and the demo ends in the middle of its second day: villages that are done and others where
 * nobody has been, doors tried in vain, difficulties that somebody owns and some that are overdue, and a list of people who wait
 * for a sample at home. Whoever opens the page finds it so. */
#include "demo/reports/reports.h"

#include "desk/sweep/sweep.h"
#include "sys/sys.h"

#define TOWNSHIP "512021001"
#define RETURNEES_EVERY 90
#define DIFFICULTY_EVERY 45
#define FRAIL_MAX 14
#define ENDS_HOUR 11
#define ENDS_MINUTE 20

/* What came of an open door at the latest attempt: the program's code of it, the body of such a visit, and what is printed. */
enum found {
	FOUND_NOTHING,
	FOUND_NOBODY,
	FOUND_REFUSED,
	FOUND_UNREACHABLE,
	FOUND_UNSAFE,
	OPEN_KINDS
};

static const struct {
	int code;
	const char *body, *zh, *en;
} tries[OPEN_KINDS] = {
	[FOUND_NOTHING] = { 0, "", "尚未上门", "nobody has knocked" },
	[FOUND_NOBODY] = { SWEEP_NOBODY, "\"outcome\":\"nobody\",\"next\":\"again_today\"",
		"家中无人", "nobody at home" },
	[FOUND_REFUSED] = { SWEEP_REFUSED, "\"outcome\":\"refused\",\"next\":\"with_police\"",
		"拒绝配合", "refused" },
	[FOUND_UNREACHABLE] = { SWEEP_OWNER_UNREACHABLE,
		"\"outcome\":\"owner_unreachable\",\"next\":\"call\"", "户主联系不上",
		"owner cannot be reached" },
	[FOUND_UNSAFE] = { SWEEP_UNSAFE, "\"outcome\":\"unsafe\",\"next\":\"community\"",
		"不宜入户", "unsafe to enter" },
};

struct morning {
	struct uuid round;
	struct note_round *asked;
	int64_t open[OPEN_KINDS]; /* doors still open, by what was found there */
	int64_t overdue;          /* difficulties */
	int knocked, difficulties;
};

/* ---- the township ---- */

static bool is_in(const struct reports *r, int grid)
{
	return str_is(r->places[r->places[place_village(r, grid)].parent].id, TOWNSHIP);
}

static int township(const struct reports *r)
{
	int grid = r->now->first_grid;

	while (!is_in(r, grid))
		grid++;
	return r->places[place_village(r, grid)].parent;
}

/* How many of a hundred doors somebody has been at: the first villages are done, the last are not begun. */
static int been_at(unsigned village)
{
	static const int of_hundred[] = { 100, 100, 98, 94, 88, 80, 70, 58, 40, 20, 0 };

	return of_hundred[village % 11];
}

static int doors(const struct reports *r)
{
	const struct county *k = r->now;
	int n = 0;

	for (int grid = k->first_grid; grid < k->end_grid; grid++)
		n += is_in(r, grid) ? r->places[grid].homes : 0;
	return n;
}

static void piece(struct reports *r, struct morning *m, int grid, int number)
{
	const struct place *p = &r->places[grid];
	struct slip slip = { .kind = "round.targeted",
		.at = reports_on(r, r->day - 1, 15, 1),
		.place = grid,
		.round = m->round };
	struct buf b;

	buf_init(&b, r->cx->arena);
	for (int i = p->home; i < p->home + p->homes; i++)
		buf_fmt(&b, "%s\"%s\"", i > p->home ? "," : "", hand_id(&r->homes[i].id));
	m->asked->listed += p->homes;
	hand_write(r, OUTBOX_COMMAND, &slip, "\"piece\":%d,\"subjects\":[%s]", number,
		buf_ok(&b) ? buf_get(&b).p : "");
}

static void open_round(struct reports *r, struct morning *m)
{
	struct county *k = r->now;
	const char *question = "近 7 日内有无外省返乡人员？";
	struct slip slip = {
		.kind = "round.opened", .at = reports_on(r, r->day - 1, 15, 0), .place = township(r)
	};
	int pieces = 0;

	m->round = slip.round = seed_uuid(&r->seed, slip.at);
	m->asked = notes_round(&k->notes, &m->round, question, false);
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"kind\":\"sweep\",\"incident\":\"%s\",\"question\":\"%s\",\"due\":\"%s\",\"expected\":%d",
		hand_id(&k->incident), question, hand_when(reports_at(r, 18, 0)), doors(r));
	for (int grid = k->first_grid; grid < k->end_grid; grid++)
		if (is_in(r, grid))
			piece(r, m, grid, ++pieces);
}

/* ---- difficulties ---- */

static void ask_step(struct reports *r, const char *kind, const struct uuid *matter, int place,
	int64_t at, const char *body)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = place,
		.subject = *matter,
		.round = r->now->rounds[STANDING_ASK] };

	hand_write(r, OUTBOX_FIELD, &slip, "%s", body);
}

/* By turns: settled, taken by somebody, left lying. Danger to life is to be answered within two hours. */
static void difficulty(struct reports *r, struct morning *m, const struct uuid *matter, int place,
	int64_t at, bool life)
{
	struct note_round *asked = r->now->asked[STANDING_ASK];
	int turn = m->difficulties++ % 5;

	asked->listed++;
	if (turn < 4)
		ask_step(r, "ask.accepted", matter, place, at + 600000,
			"\"owner\":\"示例社区专班\"");
	if (turn < 3) {
		asked->done++;
		ask_step(r, "ask.answered", matter, place, at + 1800000,
			"\"outcome\":\"solved\",\"text\":\"已送药上门（示例）\"");
	} else {
		m->overdue += life && at + 2 * WHEN_HOUR_MS < reports_at(r, ENDS_HOUR, ENDS_MINUTE);
	}
}

/* ---- the doors ---- */

static struct uuid visit(struct reports *r, const struct morning *m, const struct home *h,
	int64_t at, const char *body)
{
	struct slip slip = { .kind = "sweep.visit",
		.v = 2,
		.at = at,
		.place = h->place,
		.subject = h->id,
		.round = m->round };

	return hand_write(r, OUTBOX_FIELD, &slip, "%s", body);
}

static void opened(struct reports *r, struct morning *m, const struct home *h, int64_t at)
{
	bool away = m->knocked % RETURNEES_EVERY == 7, hard = m->knocked % DIFFICULTY_EVERY == 4,
	     life = hard && m->difficulties % 2;
	struct uuid id;
	char body[300];

	m->asked->done++;
	snprintf(body, sizeof(body), "\"outcome\":\"done\",\"people\":%d,\"away\":%s%s%s%s",
		h->people, away ? "true" : "false",
		away ? ",\"transport\":\"train\",\"from\":\"重庆市潼南区（示例）\"" : "",
		!hard        ? "" :
			life ? ",\"difficulty\":\"life\"" :
			       ",\"difficulty\":\"utility\"",
		!hard        ? "" :
			life ? ",\"difficulty_text\":\"降压药只够一天（示例）\"" :
			       ",\"difficulty_text\":\"自来水时断时续（示例）\"");
	id = visit(r, m, h, at, body);
	if (hard)
		difficulty(r, m, &id, h->place, at, life);
}

static enum found in_vain(struct reports *r)
{
	int n = seed_below(&r->seed, 100);

	return n < 70  ? FOUND_NOBODY :
		n < 82 ? FOUND_REFUSED :
		n < 94 ? FOUND_UNREACHABLE :
			 FOUND_UNSAFE;
}

/* Where nobody was at home on the afternoon, somebody goes again in the morning: half of them are there then. */
static void vainly(struct reports *r, struct morning *m, const struct home *h, int64_t at)
{
	enum found f = in_vain(r);
	int64_t again = at + 17 * WHEN_HOUR_MS;

	visit(r, m, h, at, tries[f].body);
	if (f == FOUND_NOBODY && again < reports_at(r, ENDS_HOUR, 0) && seed_below(&r->seed, 2)) {
		opened(r, m, h, again);
		return;
	}
	if (f == FOUND_NOBODY && again < reports_at(r, ENDS_HOUR, 0))
		visit(r, m, h, again, tries[f].body);
	m->open[f]++;
}

static void knock(struct reports *r, struct morning *m, const struct home *h, int64_t at)
{
	int n = seed_below(&r->seed, 1000);

	m->knocked++;
	if (n < 30) {
		m->asked->excused++;
		visit(r, m, h, at,
			n < 22 ? "\"outcome\":\"moved\"" : "\"outcome\":\"not_a_dwelling\"");
	} else if (n < 170) {
		vainly(r, m, h, at);
	} else {
		opened(r, m, h, at);
	}
}

/* From door to door through a grid: the first half of what is done lies on the first day. */
static void grid_walk(struct reports *r, struct morning *m, int grid, unsigned village)
{
	const struct place *p = &r->places[grid];
	int n = p->homes * been_at(village) / 100;

	for (int i = 0; i < p->homes; i++) {
		int64_t span = 3 * WHEN_HOUR_MS, into = span * (i % (n / 2 + 1)) / (n / 2 + 1);

		if (i >= n)
			m->open[FOUND_NOTHING]++;
		else
			knock(r, m, &r->homes[p->home + i],
				into +
					(i <= n / 2 ? reports_on(r, r->day - 1, 15, 30) :
						      reports_at(r, 8, 0)));
	}
}

static void walk(struct reports *r, struct morning *m)
{
	const struct county *k = r->now;
	int village = NONE;
	unsigned villages = 0;

	for (int grid = k->first_grid; grid < k->end_grid; grid++) {
		if (!is_in(r, grid))
			continue;
		villages += village != NONE && place_village(r, grid) != village;
		village = place_village(r, grid);
		grid_walk(r, m, grid, villages);
	}
}

/* ---- samples at home ---- */

/* The first were asked for on the morning before, and have been; one of those found nobody, and is overdue. */
static void sample_at_home(struct reports *r, const struct person *p, int number)
{
	struct county *k = r->now;
	bool before = number < FRAIL_MAX / 2;
	struct slip slip = { .kind = "doorstep.asked",
		.at = before ? reports_on(r, r->day - 1, 9, number) : reports_at(r, 8, number),
		.place = p->place,
		.subject = p->id,
		.round = k->rounds[STANDING_DOORSTEP] };

	k->asked[STANDING_DOORSTEP]->listed++;
	slip.subject = hand_write(r, OUTBOX_FIELD, &slip, "\"reason\":\"immobile\"");
	if (!before)
		return;
	slip.kind = "doorstep.done";
	slip.at += 7 * WHEN_HOUR_MS;
	k->asked[STANDING_DOORSTEP]->done += number > 0;
	hand_write(r, OUTBOX_FIELD, &slip, "%s",
		number ? "\"outcome\":\"done\"" : "\"outcome\":\"absent\",\"next\":\"again\"");
}

static void samples(struct reports *r)
{
	const struct county *k = r->now;
	int n = 0;

	for (int i = k->first_person; i < k->end_person && n < FRAIL_MAX; i++)
		if (r->persons[i].frail && is_in(r, r->persons[i].place))
			sample_at_home(r, &r->persons[i], n++);
}

/* ---- what is printed ---- */

/* Of the missing list: how many for each reason, and how many are overdue. */
static int missing_count(struct reports *r, const struct cover *c, const struct uuid *round,
	int64_t *ret_of, int64_t *ret_overdue)
{
	struct str after = STR("");
	struct target *all;
	size_t n;
	int e = 0;

	while (!e && after.p) {
		e = round_missing(&r->once, c, round, STR(""), after, 1000, &all, &n, &after);
		for (size_t i = 0; !e && i < n; i++) {
			for (int f = 0; f < OPEN_KINDS; f++)
				ret_of[f] += all[i].code == tries[f].code;
			*ret_overdue += all[i].overdue;
		}
	}
	return e;
}

static void open_show(struct reports *r, const struct morning *m)
{
	int64_t of[OPEN_KINDS] = { 0 }, other[OPEN_KINDS] = { 0 }, overdue[2] = { 0, 0 };
	struct table t;
	struct cover c;
	int e = read_begin(r, &c);

	table_init(&t, &r->once, 2, "lr");
	table_z(&t, SAY(r, "尚未完成的原因", "Why doors are open"));
	table_z(&t, SAY(r, "手记 程序", "tally  program"));
	print_gap(r);
	if (!e)
		e = missing_count(r, &c, &m->round, of, &overdue[0]);
	if (!e)
		e = missing_count(r, &c, &r->now->rounds[STANDING_ASK], other, &overdue[1]);
	for (int f = 0; f < OPEN_KINDS; f++) {
		table_z(&t, r->zh ? tries[f].zh : tries[f].en);
		print_both(r, &t, m->open[f], of[f]);
	}
	table_z(&t, SAY(r, "逾期未解决的困难", "difficulties overdue"));
	print_both(r, &t, m->overdue, overdue[1]);
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}

void morning(struct reports *r)
{
	static const enum standing asked[] = { STANDING_ASK, STANDING_DOORSTEP };
	struct county *k = r->now;
	struct morning m = { .knocked = 0 };
	const char *name = "国庆返乡人员排查（演练）";
	size_t first = k->notes.rounds_n;

	r->day++;
	sys_clock_fix(reports_at(r, ENDS_HOUR, ENDS_MINUTE));
	k->incident = seed_uuid(&r->seed, reports_on(r, r->day - 1, 8, 0));
	command_declare(r, name, true, reports_on(r, r->day - 1, 8, 0));
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		command_standing(r, asked[i], reports_on(r, r->day - 1, 8, 10));
	open_round(r, &m);
	walk(r, &m);
	samples(r);
	hand_in(r);
	print_gap(r);
	print_line(r, "## %s", name);
	print_rounds(r, first);
	open_show(r, &m);
	print_loose(r);
}

/* From door to door: who opens, what is told there, and the question desk behind it; and those who have come back, who are
 * asked after on three days. What becomes of each door is settled before the first is knocked at. */
#include "demo/reports/reports.h"

#include "core/check.h"
#include "sys/sys.h"

#define RETURNEES_EVERY 60
#define DIFFICULTY_EVERY 420
#define TARGETS_MAX 1000

enum fate { FATE_DONE, FATE_LATER, FATE_POLICE, FATE_MOVED };

struct door {
	int home, people; /* met, when it opens */
	enum fate fate;
};

struct walk { /* one sweep */
	const struct plan_sweep *plan;
	struct uuid round;
	struct note_round *asked;
	struct door *doors;
	int n, returnees;
};

/* ---- the question desk ---- */

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

void ask_settle(struct reports *r, const struct uuid *matter, int place, bool solved)
{
	struct county *k = r->now;

	ask_step(r, "ask.accepted", matter, place, reports_at(r, 19, 0),
		"\"owner\":\"示例社区专班\"");
	k->asked[STANDING_ASK]->done++;
	if (solved)
		notes_add(&k->notes, PLAN_DIFFICULTIES, matter, 1);
	ask_step(r, "ask.answered", matter, place, reports_at(r, 20, 0),
		solved ? "\"outcome\":\"solved\",\"text\":\"当面解决（示例）\"" :
			 "\"outcome\":\"answered\",\"text\":\"已答复（示例）\"");
}

/* The first four that are asked are real difficulties, and solved. */
static void ask(struct reports *r, int number)
{
	static const char *const texts[] = { "药品只够一天（示例）", "三楼停水（示例）",
		"孩子的奶粉（示例）", "老人就医用车（示例）", "健康码转码（示例）" };
	struct county *k = r->now;
	struct slip slip = { .kind = "ask.asked",
		.at = reports_at(r, 10, 3 * number),
		.place = place_grid(r, 11 * number),
		.round = k->rounds[STANDING_ASK] };
	struct uuid matter;

	check(number >= 0);
	k->asked[STANDING_ASK]->listed++;
	matter = hand_write(r, OUTBOX_FIELD, &slip,
		"\"category\":\"%s\",\"channel\":\"phone\",\"text\":\"%s\"",
		number < 4 ? "hard" : "ordinary", texts[number % 5]);
	ask_settle(r, &matter, slip.place, number < 4);
}

void ask_day(struct reports *r)
{
	const struct plan *plan = r->now->plan;
	int before = 0;

	for (int d = 0; d < r->day; d++)
		before += (int)plan_share(plan->questions, plan->days, d);
	for (int i = 0; i < (int)plan_share(plan->questions, plan->days, r->day); i++)
		ask(r, before + i);
}

/* ---- who has come ---- */

void arrival_register(struct reports *r, const struct person *who, const char *from)
{
	struct county *k = r->now;
	struct arrival *a = &k->arrivals[k->arrivals_n];
	struct slip slip = { .kind = "arrival.registered",
		.at = reports_at(r, 17, 0),
		.place = who->place,
		.subject = who->id,
		.round = k->rounds[STANDING_ARRIVAL] };

	check(k->arrivals_n < ARRIVALS_MAX);
	k->asked[STANDING_ARRIVAL]->listed += 3;
	alert_told(r, from);
	*a = (struct arrival){ .place = who->place, .day = r->day, .number = k->arrivals_n++ };
	a->id = hand_write(r, OUTBOX_FIELD, &slip,
		"\"origin\":\"province\",\"from\":\"%s\",\"arrived\":\"%s\"", from,
		hand_day(slip.at));
}

/* Somebody coughs on the second day: he is tested, and it is nothing. */
static void cough(struct reports *r, const struct arrival *a, struct slip *slip)
{
	struct county *k = r->now;
	struct slip test = { .kind = "referral.tested",
		.at = reports_at(r, 16, 0),
		.place = a->place,
		.round = k->rounds[STANDING_REFERRAL] };

	k->asked[STANDING_REFERRAL]->listed++;
	test.subject = hand_write(r, OUTBOX_FIELD, slip,
		"\"slot\":2,\"outcome\":\"symptoms\",\"temperature\":\"37.4\",\"note\":\"咳嗽（示例）\"");
	k->asked[STANDING_REFERRAL]->done++;
	hand_write(r, OUTBOX_FIELD, &test, "\"result\":\"negative\"");
}

static void follow(struct reports *r, const struct arrival *a)
{
	int slot = r->day - a->day;
	struct slip slip = { .kind = "arrival.followed",
		.at = reports_at(r, 9, a->number % 60),
		.place = a->place,
		.subject = a->id,
		.round = r->now->rounds[STANDING_ARRIVAL] };

	if (slot < 1 || slot > 3)
		return;
	if (a->number % 25 == 3) { /* not on the phone in the morning */
		hand_write(r, OUTBOX_FIELD, &slip,
			"\"slot\":%d,\"outcome\":\"not_reached\",\"next\":\"visit\"", slot);
		slip.at = reports_at(r, 15, a->number % 60);
	}
	r->now->asked[STANDING_ARRIVAL]->done++;
	if (slot == 2 && a->number % 40 == 7)
		cough(r, a, &slip);
	else
		hand_write(r, OUTBOX_FIELD, &slip,
			"\"slot\":%d,\"outcome\":\"well\",\"temperature\":\"36.5\"", slot);
}

/* ---- the doors ---- */

static enum fate fate_of(struct reports *r)
{
	int n = seed_below(&r->seed, 1000);

	return n < 930 ? FATE_DONE : n < 970 ? FATE_LATER : n < 975 ? FATE_POLICE : FATE_MOVED;
}

/* As many doors of one village after the other as it takes to meet so many people: 0, all that there are. */
static void doors_choose(struct reports *r, struct walk *w)
{
	struct county *k = r->now;
	int64_t left = w->plan->people - 3 * w->plan->found;

	while (k->next_home < k->end_home && (!w->plan->people || left > 0)) {
		const struct home *h = &r->homes[k->next_home];
		struct door *x = &w->doors[w->n++];

		*x = (struct door){
			.home = k->next_home++, .fate = fate_of(r), .people = h->people
		};
		if (w->plan->people && x->fate != FATE_MOVED) {
			x->people = h->people < left ? h->people : (int)left;
			left -= x->people;
		}
	}
}

static void targets(struct reports *r, const struct walk *w, int from, int to, int piece)
{
	struct slip slip = { .kind = "round.targeted",
		.at = reports_at(r, 8, 1),
		.place = r->homes[w->doors[from].home].place,
		.round = w->round };
	struct buf b;

	buf_init(&b, r->cx->arena);
	for (int i = from; i < to; i++)
		buf_fmt(&b, "%s\"%s\"", i > from ? "," : "",
			hand_id(&r->homes[w->doors[i].home].id));
	hand_write(r, OUTBOX_COMMAND, &slip, "\"piece\":%d,\"subjects\":[%s]", piece,
		buf_ok(&b) ? buf_get(&b).p : "");
	w->asked->listed += to - from;
}

static void list(struct reports *r, const struct walk *w)
{
	int from = 0, piece = 0;

	for (int i = 1; i <= w->n; i++)
		if (i == w->n || i - from == TARGETS_MAX ||
			r->homes[w->doors[i].home].place != r->homes[w->doors[from].home].place) {
			targets(r, w, from, i, ++piece);
			from = i;
		}
}

static void opened(struct reports *r, struct walk *w)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "round.opened", .at = reports_at(r, 8, 0), .place = NONE };

	w->round = slip.round = seed_uuid(&r->seed, slip.at);
	w->asked = notes_round(&k->notes, &w->round, w->plan->question, false);
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"kind\":\"sweep\",\"incident\":\"%s\",\"question\":\"%s\",\"due\":\"%s\",\"expected\":%d",
		hand_id(&k->incident), w->plan->question, hand_when(reports_at(r, 21, 0)), w->n);
	list(r, w);
}

static struct uuid visit(
	struct reports *r, const struct walk *w, const struct home *h, int64_t at, const char *body)
{
	struct slip slip = { .kind = "sweep.visit",
		.v = 2,
		.at = at,
		.place = h->place,
		.subject = h->id,
		.round = w->round };

	return hand_write(r, OUTBOX_FIELD, &slip, "%s", body);
}

/* What was told at a door that opened: who was there, who is back from where, and what is hard. */
static void told(struct reports *r, struct walk *w, const struct door *x, int number, int64_t at)
{
	struct county *k = r->now;
	const struct home *h = &r->homes[x->home];
	bool away = number % RETURNEES_EVERY == 5, hard = number % DIFFICULTY_EVERY == 9;
	struct uuid id;
	char body[400];

	notes_add(&k->notes, PLAN_CALLED_ON, &h->id, x->people);
	w->asked->done++;
	snprintf(body, sizeof(body), "\"outcome\":\"done\",\"people\":%d,\"away\":%s%s%s%s%s",
		x->people, away ? "true" : "false",
		away ? ",\"transport\":\"coach\",\"from\":\"" : "", away ? w->plan->from : "",
		away ? "\"" : "",
		hard ? ",\"difficulty\":\"life\",\"difficulty_text\":\"降压药只够一天（示例）\"" :
		       "");
	if (hard)
		k->asked[STANDING_ASK]->listed++;
	id = visit(r, w, h, at, body);
	if (hard)
		ask_settle(r, &id, h->place, false);
	if (away)
		alert_told(r, w->plan->from);
	if (away && k->arrivals_n < ARRIVALS_MAX)
		arrival_register(r, &r->persons[h->person], w->plan->from);
}

static void knock(struct reports *r, struct walk *w, int number)
{
	const struct door *x = &w->doors[number];
	const struct home *h = &r->homes[x->home];
	int64_t at = reports_at(r, 9, 0) + (int64_t)number * 8 * WHEN_HOUR_MS / w->n;

	if (x->fate == FATE_LATER)
		visit(r, w, h, at, "\"outcome\":\"nobody\",\"next\":\"again_today\"");
	if (x->fate == FATE_POLICE)
		visit(r, w, h, at, "\"outcome\":\"refused\",\"next\":\"with_police\"");
	if (x->fate == FATE_MOVED) {
		w->asked->excused++;
		visit(r, w, h, at, "\"outcome\":\"moved\"");
	} else {
		told(r, w, x, number, x->fate == FATE_DONE ? at : at + 2 * WHEN_HOUR_MS);
	}
}

/* A home that no list knew. */
static void find(struct reports *r, struct walk *w, int i)
{
	const struct home *beside = &r->homes[w->doors[i].home];
	struct home h = { .id = seed_uuid(&r->seed, reports_at(r, 15, i)), .place = beside->place };
	struct slip slip = { .kind = "sweep.found",
		.at = reports_at(r, 15, i),
		.place = h.place,
		.subject = h.id,
		.round = w->round };

	w->asked->found++;
	hand_write(r, OUTBOX_FIELD, &slip,
		"\"compound\":\"示例小区\",\"building\":\"地下室\",\"room\":\"%d号\"", i + 1);
	notes_add(&r->now->notes, PLAN_CALLED_ON, &h.id, 3);
	w->asked->done++;
	visit(r, w, &h, reports_at(r, 15, 30 + i), "\"outcome\":\"done\",\"people\":3");
}

static void walk(struct reports *r, const struct plan_sweep *plan)
{
	struct county *k = r->now;
	struct walk w = { .plan = plan };
	struct slip slip = { .kind = "round.closed", .at = reports_at(r, 21, 30), .place = NONE };

	w.doors = sys_new((size_t)(k->end_home - k->next_home) + 1, sizeof(*w.doors));
	if (!w.doors) {
		reports_failed(r, r->cx, err(r->cx, E_NO_MEMORY, NULL));
		return;
	}
	doors_choose(r, &w);
	opened(r, &w);
	for (int i = 0; i < w.n; i++)
		knock(r, &w, i);
	for (int i = 0; i < plan->found; i++)
		find(r, &w, i);
	slip.round = w.round;
	hand_write(r, OUTBOX_COMMAND, &slip, "%s", "");
	sys_free(w.doors);
}

void sweep_day(struct reports *r)
{
	const struct county *k = r->now;

	for (int i = 0; i < k->arrivals_n; i++)
		follow(r, &k->arrivals[i]);
	for (const struct plan_sweep *p = k->plan->sweeps; p->question; p++)
		if (p->day == r->day)
			walk(r, p);
}

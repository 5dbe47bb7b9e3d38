/* Phones: each has an outbox that outlives a crash, a clock that may be wrong, and spells without a network. A message is
 * lost, doubled, delayed or overtaken; its answer may be lost; then the phone sends again. */
#include <stdlib.h>
#include <string.h>

#include "world.h"

#define PHONES 200
#define CONSOLES 3 /* the first ones: at a desk, with a network */
#define HOURS 60
#define STEP (10 * SIM_MINUTE)
#define BATCH 20

struct note { /* a record in an outbox */
	struct str text;
	struct draft draft; /* to write it again under another device */
	int64_t at;
	bool done;
};

struct notes {
	struct note **all;
	size_t n, cap;
};

struct phone {
	char user[8];
	struct uuid device;
	int64_t seq;   /* of the newest */
	int64_t clock; /* its time less the true one */
	bool online;
	int64_t sync, flip; /* next */
	size_t writes;      /* records it still is to write */
	struct notes outbox;
};

struct letter { /* a record on its way, or its answer on the way back */
	struct phone *phone;
	struct note *note;
	struct delivery what;
	bool answer;
	int64_t due;
	uint64_t order;
};

struct letters {
	struct letter *all;
	size_t n, cap;
};

struct phones {
	struct sim *s;
	struct rng rng;
	struct phone all[PHONES];
	struct letters way;
	uint64_t order;
	bool calm;        /* at the end: nothing is lost any more */
	int64_t taken_at; /* when the server takes the next group */
};

static void phone_write(struct phones *p, struct phone *phone, const struct draft *d)
{
	struct note *n = cx_new(&p->s->cx, struct note);
	int64_t at = p->s->now + (int64_t)rng_below(&p->rng, STEP) + phone->clock;

	/* Round times, so that some are equal. */
	if (rng_of(&p->rng, 400))
		at -= at % (5 * SIM_MINUTE);
	n->draft = *d;
	n->at = at;
	n->text = world_text(p->s, d, phone->user, at, &phone->device, ++phone->seq);
	SIM_ROOM(p->s, &phone->outbox);
	phone->outbox.all[phone->outbox.n++] = n;
}

static int64_t wrong_clock(struct phones *p, size_t i)
{
	uint32_t at = rng_below(&p->rng, 100);
	int64_t sign = rng_of(&p->rng, 500) ? 1 : -1;

	if (i < CONSOLES || at < 55)
		return 0;
	if (at < 80)
		return sign * (int64_t)rng_below(&p->rng, 110000);
	if (at < 95)
		return sign * (int64_t)rng_below(&p->rng, 300) * SIM_MINUTE;
	return sign * (int64_t)rng_below(&p->rng, 500) * 1440 * SIM_MINUTE;
}

static void phones_new(struct phones *p, struct sim *s)
{
	struct draft d;
	size_t written = 0;

	p->s = s;
	p->rng.s = rng_next(&s->rng);
	for (size_t i = 0; i < PHONES; i++) {
		struct phone *phone = &p->all[i];

		memcpy(phone->user,
			(char[]){ 'u', '-', (char)('0' + i / 100), (char)('0' + i / 10 % 10),
				(char)('0' + i % 10), 0 },
			6);
		phone->device = world_id(s->world, SIM_START);
		phone->clock = wrong_clock(p, i);
		phone->online = true;
		phone->sync = SIM_START +
			(int64_t)rng_below(&p->rng, i < CONSOLES ? 60 : 600) * SIM_MINUTE;
		phone->flip = SIM_START + (int64_t)rng_below(&p->rng, 600) * SIM_MINUTE;
	}
	for (; world_base(s, &d); written++) {
		size_t i = rng_of(&p->rng, 120) ? rng_below(&p->rng, PHONES) :
						  rng_below(&p->rng, CONSOLES);

		phone_write(p, &p->all[i], &d);
	}
	for (; written < s->records; written++)
		p->all[CONSOLES + rng_below(&p->rng, PHONES - CONSOLES)].writes++;
}

/* ---- what happens to a phone ---- */

/* Its storage is new: what it had not handed in is lost, and it is another outbox. */
static void phone_loses(struct phones *p, struct phone *phone)
{
	phone->outbox.n = 0;
	phone->device = world_id(p->s->world, p->s->now);
	phone->seq = 0;
}

/* An older image of its storage is put back: the newest records are gone, and their numbers come again. */
static void phone_goes_back(struct phones *p, struct phone *phone)
{
	size_t n = 1 + rng_below(&p->rng, 2);

	if (phone->seq <= (int64_t)n || phone->outbox.n < n)
		return;
	phone->outbox.n -= n;
	phone->seq -= (int64_t)n;
}

/* A fault of a program on the phone: another content under an id that it used before. */
static void phone_doubles(struct phones *p, struct phone *phone)
{
	struct draft d = phone->outbox.all[rng_below(&p->rng, phone->outbox.n)]->draft;

	if (d.kind != K_VISIT || d.broken)
		return;
	d.body = STR("{\"outcome\":\"nobody\",\"people\":77}");
	d.v = 2;
	phone_write(p, phone, &d);
}

static void phone_acts(struct phones *p, struct phone *phone)
{
	int64_t left = SIM_START + HOURS * 60 * SIM_MINUTE - p->s->now;
	struct draft d;

	if (phone->writes > 0 &&
		(left <= STEP || rng_below(&p->rng, (uint32_t)(left / STEP)) < phone->writes)) {
		world_act(p->s, &d);
		phone_write(p, phone, &d);
		phone->writes--;
	}
	if (p->s->now >= phone->flip) {
		phone->online = !phone->online;
		phone->flip = p->s->now +
			(int64_t)rng_below(&p->rng, phone->online ? 900 : 400) * SIM_MINUTE;
	}
	if (phone < p->all + CONSOLES) {
		phone->online = true;
		return;
	}
	if (rng_below(&p->rng, 100000) < 12)
		phone_loses(p, phone);
	if (rng_below(&p->rng, 100000) < 20)
		phone_goes_back(p, phone);
	if (phone->outbox.n > 0 && rng_below(&p->rng, 100000) < 60)
		phone_doubles(p, phone);
	if (rng_below(&p->rng, 100000) < 60)
		phone->clock = wrong_clock(p, CONSOLES);
}

/* ---- the network ---- */

static int64_t delay(struct phones *p)
{
	uint32_t at = rng_below(&p->rng, 100);

	if (p->calm || at < 80)
		return (int64_t)rng_below(&p->rng, 30000);
	return (int64_t)rng_below(&p->rng, at < 95 ? 30 : 1200) * SIM_MINUTE;
}

static void letter_send(struct phones *p, struct letter one)
{
	SIM_ROOM(p->s, &p->way);
	one.order = p->order++;
	p->way.all[p->way.n++] = one;
}

static void note_send(
	struct phones *p, struct phone *phone, struct note *n, int64_t sent, int64_t arrives)
{
	struct letter one = { .phone = phone, .note = n, .due = arrives };

	one.what = (struct delivery){ .text = n->text,
		.batch = n->draft.batch,
		.user = str_of(phone->user),
		.arrives = arrives,
		.offset = arrives - (sent + phone->clock),
		.broken = n->draft.broken };
	letter_send(p, one);
}

static void phone_sends(struct phones *p, struct phone *phone)
{
	struct note *some[BATCH];
	int64_t sent = p->s->now + (int64_t)rng_below(&p->rng, 60000);
	size_t n = 0;

	for (size_t i = 0; i < phone->outbox.n && n < BATCH; i++)
		if (!phone->outbox.all[i]->done && (p->calm || !rng_of(&p->rng, 150)))
			some[n++] = phone->outbox.all[i];
	for (size_t i = n; i > 1 && rng_of(&p->rng, 900); i--) {
		size_t k = rng_of(&p->rng, 300) ? rng_below(&p->rng, i) : i - 1;
		struct note *swap = some[k];

		some[k] = some[i - 1];
		some[i - 1] = swap;
	}
	for (int copy = 0; n > 0 && copy < (rng_of(&p->rng, 60) ? 2 : 1); copy++) {
		int64_t arrives = sent + delay(p);

		if (!p->calm && rng_of(&p->rng, 90))
			continue;
		for (size_t i = 0; i < n; i++)
			note_send(p, phone, some[i], sent, arrives);
	}
	phone->sync = p->s->now +
		(int64_t)(10 + rng_below(&p->rng, phone < p->all + CONSOLES ? 20 : 300)) *
			SIM_MINUTE;
}

/* A number that somebody had before: the record goes out again from a new outbox. */
static void phone_hears(struct phones *p, const struct letter *one)
{
	struct phone *phone = one->phone;
	struct note *n = one->note;

	if (n->done)
		return;
	n->done = true;
	if (one->what.status != RECEIPT_REFUSED || one->what.code != E_SEQ_REUSED)
		return;
	phone->device = world_id(p->s->world, p->s->now);
	phone->seq = 0;
	n->done = false;
	n->text = world_text(p->s, &n->draft, phone->user, n->at, &phone->device, ++phone->seq);
}

static int due_order(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

/* Takes the letters that are due off the way. */
static size_t letters_due(struct phones *p, bool answers, struct letter **ret)
{
	struct letter *due = cx_many(&p->s->cx, p->way.n, struct letter);
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < p->way.n; i++) {
		if (p->way.all[i].answer == answers && p->way.all[i].due <= p->s->now)
			due[n++] = p->way.all[i];
		else
			p->way.all[kept++] = p->way.all[i];
	}
	p->way.n = kept;
	if (n > 1)
		qsort(due, n, sizeof(*due), due_order);
	*ret = due;
	return n;
}

static int server_works(struct phones *p)
{
	struct letter *due;
	size_t n = letters_due(p, false, &due), from, most;
	int rc = 0;

	for (from = 0; rc == 0 && from < n; from += most) {
		struct delivery *group;

		most = 1 + rng_below(&p->rng, 250);
		most = most > n - from ? n - from : most;
		group = cx_many(&p->s->cx, most, struct delivery);
		for (size_t i = 0; i < most; i++)
			group[i] = due[from + i].what;
		rc = server_take(p->s, group, most);
		for (size_t i = 0; rc == 0 && i < most; i++) {
			struct letter back = due[from + i];

			back.what = group[i];
			back.answer = true;
			back.due = p->s->now + delay(p);
			if (p->calm || !rng_of(&p->rng, 120))
				letter_send(p, back);
		}
	}
	return rc;
}

static int step(struct phones *p)
{
	struct letter *due;
	size_t n;
	int rc = 0;

	sys_clock_fix(p->s->now);
	for (size_t i = 0; i < PHONES; i++) {
		struct phone *phone = &p->all[i];

		if (!p->calm)
			phone_acts(p, phone);
		if (p->calm || (phone->online && p->s->now >= phone->sync))
			phone_sends(p, phone);
	}
	p->s->now += STEP;
	if (p->calm || p->s->now >= p->taken_at) {
		rc = server_works(p);
		p->taken_at = p->s->now + (int64_t)(20 + rng_below(&p->rng, 160)) * SIM_MINUTE;
	}
	n = letters_due(p, true, &due);
	for (size_t i = 0; i < n; i++)
		phone_hears(p, &due[i]);
	return rc;
}

static bool all_done(const struct phones *p)
{
	for (size_t i = 0; i < PHONES; i++)
		for (size_t k = 0; k < p->all[i].outbox.n; k++)
			if (!p->all[i].outbox.all[k]->done)
				return false;
	return p->way.n == 0;
}

/* Every record that a phone was told to be safe is there. */
static int check_told(struct phones *p)
{
	for (size_t i = 0; i < PHONES; i++)
		for (size_t k = 0; k < p->all[i].outbox.n; k++) {
			const struct note *n = p->all[i].outbox.all[k];

			if (!n->draft.broken && n->draft.kind != K_EXEMPTED &&
				!server_has(p->s, &n->draft.id))
				return sim_fail(p->s,
					"a record of %s was acknowledged and is not there: %.*s",
					p->all[i].user, STR_ARG(n->text));
		}
	return 0;
}

int phones_run(struct sim *s)
{
	struct phones *p = cx_new(&s->cx, struct phones);
	int steps = 0, rc = 0;

	s->now = SIM_START;
	phones_new(p, s);
	for (; rc == 0 && s->now < SIM_START + HOURS * 60 * SIM_MINUTE; steps++) {
		rc = step(p);
		if (rc == 0 && steps % 90 == 89)
			rc = check_step(s);
		if (rc == 0 && steps % 150 == 149)
			rc = server_reopen(s);
	}
	p->calm = true;
	for (int i = 0; rc == 0 && !all_done(p); i++) {
		if (i == 300)
			return sim_fail(s, "the outboxes never become empty");
		rc = step(p);
	}
	return rc == 0 ? check_told(p) : rc;
}

/* The tally knows three rules: a record that another one corrects does not stand, a door is done
 * when a visit that stands says so, and who was met is counted at such visits. */
#include "fault/doors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/sys.h"

#define PER_CORRECTION 20
#define PER_MOVE 25

/* splitmix64 */
uint64_t doors_draw(struct doors *d, uint64_t n)
{
	uint64_t z = (d->rng += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (z ^ (z >> 31)) % n;
}

static struct uuid own_id(int who, uint64_t n)
{
	struct uuid u = { { 0x01, 0x90, 0, 0, 0, (uint8_t)who, 0x70, 0, 0x80 } };

	for (int i = 0; i < 7; i++)
		u.b[15 - i] = (uint8_t)(n >> (8 * i));
	return u;
}

void doors_init(struct doors *d, int who, int first, int every, int n_doors)
{
	*d = (struct doors){
		.first = first, .every = every, .n_doors = n_doors, .rng = (uint64_t)who + 1
	};
	d->device = own_id(who, 0);
	d->device.b[6] = 0x40;
}

void doors_free(struct doors *d)
{
	free(d->all);
	d->all = NULL;
}

static struct step *room(struct doors *d)
{
	if (d->n == d->cap) {
		d->cap = d->cap * 2 + 256;
		d->all = realloc(d->all, d->cap * sizeof(*d->all));
		if (!d->all)
			abort();
	}
	return &d->all[d->n++];
}

/* An own record that was acknowledged and that nobody corrects yet; -1 = found none. */
static int64_t correctable(struct doors *d, size_t before)
{
	for (int i = 0; i < 8 && before > 0; i++) {
		size_t at = (size_t)doors_draw(d, before);

		if (d->all[at].pos > 0 && d->all[at].visit && !d->all[at].corrected)
			return (int64_t)at;
	}
	return -1;
}

size_t doors_write(struct doors *d, size_t n)
{
	size_t first = d->n;

	d->groups++;
	for (size_t i = 0; i < n; i++) {
		int many = (d->n_doors - d->first + d->every - 1) / d->every;
		struct step s = { .visit = doors_draw(d, PER_MOVE) != 0,
			.corrects = -1,
			.group = d->groups,
			.kept = true };

		s.seq = (int64_t)d->n + 1;
		s.id = own_id(d->device.b[5], (uint64_t)s.seq);
		s.door = d->first + d->every * (int)doors_draw(d, (uint64_t)many);
		s.done = doors_draw(d, 3) != 0;
		s.people = s.done ? (int)doors_draw(d, 9) : 0;
		s.at = FIXTURE_NOW + s.seq % 40000 * 1000; /* of one day */
		if (s.visit && doors_draw(d, PER_CORRECTION) == 0)
			s.corrects = correctable(d, first);
		if (s.corrects >= 0)
			d->all[s.corrects].corrected = true;
		*room(d) = s;
	}
	return first;
}

/* As fid() writes them, which one thread at a time may call. */
static void fixture_id(int n, char ret[UUID_TEXT + 1])
{
	snprintf(ret, UUID_TEXT + 1, "01900000-0000-7000-8000-%012d", n);
}

static void put_one(const struct doors *d, const struct step *s, FILE *out)
{
	char id[UUID_TEXT + 1], device[UUID_TEXT + 1], old[UUID_TEXT + 1], subject[UUID_TEXT + 1],
		round[UUID_TEXT + 1];
	char at[40];
	int minutes = (int)((s->at - FIXTURE_NOW) / 60000),
	    seconds = (int)((s->at - FIXTURE_NOW) / 1000 % 60);

	uuid_write(&s->id, id);
	uuid_write(&d->device, device);
	fixture_id(100 + s->door, subject);
	fixture_id(2, round);
	snprintf(at, sizeof(at), FIXTURE_DAY "T%02d:%02d:%02d+08:00", 10 + minutes / 60,
		minutes % 60, seconds);
	fprintf(out,
		"{\"id\":\"%s\",\"at\":\"%s\",\"device\":\"%s\",\"seq\":%lld,\"subject\":\"%s\",",
		id, at, device, (long long)s->seq, subject);
	if (!s->visit) {
		fprintf(out, "\"kind\":\"subject.moved\",\"v\":1,\"body\":{\"to\":\"g2\"}}");
		return;
	}
	if (s->corrects >= 0) {
		uuid_write(&d->all[s->corrects].id, old);
		fprintf(out, "\"corrects\":[\"%s\"],", old);
	}
	fprintf(out,
		"\"kind\":\"sweep.visit\",\"v\":2,\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"outcome\":\"%s\"",
		round, s->done ? "done" : "nobody");
	if (s->done)
		fprintf(out, ",\"people\":%d", s->people);
	fprintf(out, s->seq % 3 == 0 ? ",\"note\":\"楼上第%lld户\"}}" : "}}", (long long)s->seq);
}

char *doors_json(const struct doors *d, const size_t *which, size_t n)
{
	char *text = NULL;
	size_t bytes;
	FILE *out = open_memstream(&text, &bytes);

	if (!out)
		abort();
	for (size_t i = 0; i < n; i++) {
		fputc(i == 0 ? '[' : ',', out);
		put_one(d, &d->all[which[i]], out);
	}
	fputs(n == 0 ? "[]" : "]", out);
	fclose(out);
	return text;
}

size_t *doors_waiting(const struct doors *d, bool with_acked, size_t *ret_n)
{
	size_t *ret = malloc((d->n + 1) * sizeof(*ret));

	if (!ret)
		abort();
	*ret_n = 0;
	for (size_t i = 0; i < d->n; i++)
		if (d->all[i].kept && (with_acked || d->all[i].pos == 0))
			ret[(*ret_n)++] = i;
	return ret;
}

void doors_count(const struct doors *d, struct tally_of_doors *sum)
{
	bool *done = calloc((size_t)d->n_doors, sizeof(*done)),
	     *replaced = calloc(d->n + 1, sizeof(*replaced));

	if (!done || !replaced)
		abort();
	for (size_t i = 0; i < d->n; i++)
		if (d->all[i].there && d->all[i].corrects >= 0)
			replaced[d->all[i].corrects] = true;
	for (size_t i = 0; i < d->n; i++) {
		const struct step *s = &d->all[i];

		sum->records += s->there;
		if (!s->there || !s->visit || replaced[i])
			continue;
		sum->knocked++;
		sum->people += s->people;
		sum->done += s->done && !done[s->door];
		done[s->door] |= s->done;
	}
	free(done);
	free(replaced);
}

int doors_hand_in(struct fixture *f, struct doors *d)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	size_t which = doors_write(d, 1), n;
	char *text = doors_json(d, &which, 1);
	const struct json *v;
	struct receipt *r;
	int rc;

	assert_int_equal(json_read(&f->cx, str_of(text), &json_limits_request, &v), 0);
	rc = append_json(&f->cx, &f->site->view, v, &from, &guard_gate_owner, &r, &n);
	if (rc == 0) {
		assert_int_equal(r[0].status, RECEIPT_ACCEPTED);
		d->all[which].there = true;
	}
	free(text);
	return rc;
}

void doors_check(struct fixture *f, const struct doors *d)
{
	struct tally_of_doors want = { 0 };
	struct coverage c = fixture_coverage(f, "512021100");

	doors_count(d, &want);
	assert_int_equal(c.done, want.done);
	assert_int_equal(fixture_figure(f, "doors-knocked"), want.knocked);
}

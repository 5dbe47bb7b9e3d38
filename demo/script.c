/* The day in ticks of ten minutes: people act, whoever is online hands in, and at every full hour all accounts are held
 * against the tally. The night is not played. */
#include "demo/world.h"

#include "core/when.h"
#include "sys/sys.h"

static const struct {
	int hour, minute;
} begins[DAYS] = { { 8, 10 }, { 8, 10 } }, ends[DAYS] = { { 20, 20 }, { 12, 0 } };

int64_t demo_time(int day, int hour, int minute)
{
	return day_start(day_from(2022, 8, 30) + day) + (hour * 60LL + minute) * 60000;
}

bool demo_due(const struct demo *d, int64_t at)
{
	return at > d->now - TICK_MS && at <= d->now;
}

int64_t demo_in_tick(struct demo *d)
{
	return d->now - TICK_MS + 1000 + seed_below(&d->seed, (int)TICK_MS - 2000);
}

static int hour_compare(struct demo *d)
{
	struct tally_account sweep;
	int64_t before = d->differences;
	int e = compare_accounts(d, &sweep);

	if (!e && d->now == demo_time(0, 10, 0))
		e = program_length(d, &d->suspects, "/v1/suspects?limit=1000");
	if (!e)
		show_hour(d, &sweep, d->differences - before);
	return e;
}

static int tick(struct demo *d)
{
	int e;

	sys_clock_fix(d->now);
	office_tick(d);
	stores_tick(d);
	field_tick(d);
	e = d->error ? d->error : phones_hand_in(d);
	if (!e && !d->direct && d->now % WHEN_HOUR_MS == 0 && d->now > demo_time(0, 8, 30))
		e = hour_compare(d);
	return e;
}

int script_play(struct demo *d)
{
	int e = 0;

	field_begin(d);
	for (int day = 0; day < DAYS; day++)
		for (d->now = demo_time(day, begins[day].hour, begins[day].minute);
			!e && d->now <= demo_time(day, ends[day].hour, ends[day].minute);
			d->now += TICK_MS)
			e = tick(d);
	d->now = demo_time(DAYS - 1, ends[DAYS - 1].hour, ends[DAYS - 1].minute);
	return e;
}

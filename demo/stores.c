/* The two stores: what comes, is allotted, delivered, spoiled and counted. The keepers' consoles are always online. */
#include "demo/world.h"

#include <string.h>

#include "core/check.h"

#define MINUTE 60000LL

enum { WATER, MASKS, GREENS, ITEMS };

static const char *const item_names[] = { "饮用水（箱）", "口罩（只）", "蔬菜（公斤）" };

static void copy(char to[TALLY_TEXT], struct str s)
{
	check(s.n < TALLY_TEXT);
	if (s.n)
		memcpy(to, s.p, s.n);
	to[s.n] = 0;
}

static void place_thing(
	struct demo *d, char to[TALLY_TEXT], const char *what, const struct uuid *id)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_fmt(&b, "%s:", what);
	buf_uuid(&b, id);
	copy(to, buf_get(&b));
}

static void place_here(struct demo *d, char to[TALLY_TEXT], const char *what, int area)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_fmt(&b, "%s:%.*s", what, STR_ARG(d->areas[area].id));
	copy(to, buf_get(&b));
}

static struct phone *keeper(struct demo *d, int store)
{
	return &d->phones[store == STORE_A ? PHONE_STORE_A : PHONE_STORE_B];
}

static int store_area(const struct demo *d, int store)
{
	return store == STORE_A ? d->township : d->villages[2];
}

/* "12.5" of 12500 */
static void milli_write(struct demo *d, const char *name, int64_t milli)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_fmt(&b, "%lld", (long long)(milli / 1000));
	if (milli % 1000)
		buf_fmt(&b, ".%03lld", (long long)(milli % 1000));
	jw_f_str(&d->w, name, buf_get(&b));
}

static void list_store(struct demo *d, int64_t at, int store)
{
	struct paper paper = { .kind = "store.listed",
		.at = at,
		.area = store_area(d, store),
		.subject = d->stores[store] };

	phone_begin(d, keeper(d, store), &paper);
	jw_f_z(&d->w, "name", store == STORE_A ? "岳阳镇物资点（演示）" : "红双村物资点（演示）");
	demo_uuid(d, "incident", &d->incident);
	phone_end(d, keeper(d, store), TALLY_NONE, EXPECT_ACCEPTED);
}

/* Begins a record of goods with what all of them say. */
static void goods_begin(
	struct demo *d, int store, const struct paper *paper, int item, int64_t milli)
{
	phone_begin(d, keeper(d, store), paper);
	demo_uuid(d, "incident", &d->incident);
	jw_f_z(&d->w, "item", item_names[item]);
	milli_write(d, "quantity", milli);
}

static struct tally_fact goods_line(
	enum tally_goods what, int64_t at, int area, int item, int64_t milli)
{
	struct tally_fact f = tally_line(TALLY_GOODS, at, area, TALLY_NONE);

	f.outcome = (int)what;
	f.milli = milli;
	copy(f.item, str_of(item_names[item]));
	return f;
}

/* fen 0: bought. */
static void receive(struct demo *d, int64_t at, int item, int64_t milli, int64_t fen)
{
	struct paper paper = { .kind = "supply.received", .at = at, .area = d->township };
	struct tally_fact f = goods_line(TALLY_RECEIVED, at, d->township, item, milli);
	int fact;

	f.fen = fen;
	place_here(d, f.from, "supplier", d->township);
	place_thing(d, f.to, "store", &d->stores[STORE_A]);
	fact = tally_write(&d->tally, &f);
	goods_begin(d, STORE_A, &paper, item, milli);
	demo_uuid(d, "store", &d->stores[STORE_A]);
	jw_f_bool(&d->w, "donated", fen > 0);
	if (fen) {
		milli_write(d, "value", fen * 10);
		jw_f_z(&d->w, "donor", "某某商会（示例）");
	}
	phone_end(d, keeper(d, STORE_A), fact, EXPECT_ACCEPTED);
	d->stock[STORE_A][item] += milli;
}

static void allot(struct demo *d, int64_t at, int item, int64_t milli)
{
	struct paper paper = { .kind = "supply.moved", .at = at, .area = d->township };
	struct tally_fact f = goods_line(TALLY_ALLOTTED, at, d->township, item, milli);
	int fact;

	place_thing(d, f.from, "store", &d->stores[STORE_A]);
	place_thing(d, f.to, "store", &d->stores[STORE_B]);
	fact = tally_write(&d->tally, &f);
	goods_begin(d, STORE_A, &paper, item, milli);
	demo_uuid(d, "from", &d->stores[STORE_A]);
	demo_uuid(d, "to", &d->stores[STORE_B]);
	phone_end(d, keeper(d, STORE_A), fact, EXPECT_ACCEPTED);
	d->stock[STORE_A][item] -= milli;
	d->stock[STORE_B][item] += milli;
}

static int deliver(struct demo *d, int64_t at, int store, const struct door *x, int item,
	int64_t milli, int corrects)
{
	struct paper paper = { .kind = "supply.delivered", .at = at, .area = x->area };
	struct tally_fact f = goods_line(TALLY_DELIVERED, at, x->area, item, milli);
	int fact;

	f.thing = x->thing;
	f.corrects[0] = corrects;
	if (corrects != TALLY_NONE) {
		paper.corrects[0] = d->fact_id[corrects];
		d->stock[store][item] += d->tally.facts[corrects].milli;
	}
	place_thing(d, f.from, "store", &d->stores[store]);
	place_thing(d, f.to, "dwelling", &x->id);
	fact = tally_write(&d->tally, &f);
	goods_begin(d, store, &paper, item, milli);
	demo_uuid(d, "from", &d->stores[store]);
	demo_uuid(d, "to", &x->id);
	phone_end(d, keeper(d, store), fact, EXPECT_ACCEPTED);
	d->stock[store][item] -= milli;
	return fact;
}

static void spoil(struct demo *d, int64_t at, int item, int64_t milli)
{
	struct paper paper = { .kind = "supply.spoiled", .at = at, .area = d->township };
	struct tally_fact f = goods_line(TALLY_SPOILED, at, d->township, item, milli);
	int fact;

	place_thing(d, f.from, "store", &d->stores[STORE_A]);
	place_here(d, f.to, "spoiled", d->township);
	fact = tally_write(&d->tally, &f);
	goods_begin(d, STORE_A, &paper, item, milli);
	demo_uuid(d, "from", &d->stores[STORE_A]);
	phone_end(d, keeper(d, STORE_A), fact, EXPECT_ACCEPTED);
	d->stock[STORE_A][item] -= milli;
}

/* off: what nobody can explain. */
static void count(struct demo *d, int64_t at, int store, int item, int64_t off)
{
	int area = store_area(d, store);
	struct paper paper = { .kind = "supply.counted", .at = at, .area = area };
	struct tally_fact f = tally_line(TALLY_COUNTED, at, area, TALLY_NONE);
	int fact;

	f.milli = d->stock[store][item] + off;
	copy(f.item, str_of(item_names[item]));
	place_thing(d, f.to, "store", &d->stores[store]);
	fact = tally_write(&d->tally, &f);
	goods_begin(d, store, &paper, item, f.milli);
	demo_uuid(d, "store", &d->stores[store]);
	phone_end(d, keeper(d, store), fact, EXPECT_ACCEPTED);
}

static void deliver_any(struct demo *d, int store)
{
	static const int64_t portions[] = { 1000, 10000, 2500 };
	struct door *x = &d->doors[seed_below(&d->seed, d->doors_n)];
	int item = seed_below(&d->seed, 3);
	int fact = deliver(d, demo_in_tick(d), store, x, item, portions[item], TALLY_NONE);

	if (store == STORE_A && d->delivery == TALLY_NONE)
		d->delivery = fact;
}

/* The driver had taken two portions, not one. */
static void right_delivery(struct demo *d, int64_t at)
{
	const struct tally_fact *wrong;
	int item = 0;

	if (d->delivery == TALLY_NONE)
		return;
	wrong = &d->tally.facts[d->delivery];
	while (item < 2 && strcmp(item_names[item], wrong->item) != 0)
		item++;
	for (int i = 0; i < d->doors_n; i++)
		if (d->doors[i].thing == wrong->thing) {
			deliver(d, at, STORE_A, &d->doors[i], item, 2 * wrong->milli, d->delivery);
			return;
		}
}

static void open_stores(struct demo *d, int64_t at)
{
	list_store(d, at, STORE_A);
	list_store(d, at + MINUTE, STORE_B);
}

static void goods_come(struct demo *d, int64_t at)
{
	receive(d, at, WATER, 400000, 960000);
	receive(d, at + MINUTE, MASKS, 5000000, 0);
	receive(d, at + 2 * MINUTE, GREENS, 300500, 120255);
}

static void goods_allotted(struct demo *d, int64_t at)
{
	allot(d, at, WATER, 160000);
	allot(d, at + MINUTE, MASKS, 2000000);
	allot(d, at + 2 * MINUTE, GREENS, 120250);
}

static void greens_spoil(struct demo *d, int64_t at)
{
	spoil(d, at, GREENS, 3250);
}

/* Two boxes of water are gone from store B, and nobody knows where. */
static void stores_counted(struct demo *d, int64_t at)
{
	for (int s = 0; s < STORES; s++)
		for (int i = 0; i < 3; i++)
			count(d, at + (3 * s + i) * MINUTE, s, i,
				s == STORE_B && i == WATER ? -2000 : 0);
}

static void deliveries(struct demo *d)
{
	bool first = d->now > demo_time(0, 10, 0) && d->now <= demo_time(0, 17, 0);
	bool second = d->now > demo_time(1, 9, 0) && d->now <= demo_time(1, 10, 0);

	for (int s = 0; s < STORES; s++)
		if ((first && seed_chance(&d->seed, 500)) || (second && seed_chance(&d->seed, 300)))
			deliver_any(d, s);
}

/* ---- the table ---- */

static const struct {
	int hour, minute;
	void (*act)(struct demo *d, int64_t at);
} appointments[] = {
	{ 8, 15, open_stores },
	{ 8, 55, goods_come },
	{ 9, 35, goods_allotted },
	{ 14, 15, greens_spoil },
	{ 15, 25, right_delivery },
	{ 18, 5, stores_counted },
};

void stores_tick(struct demo *d)
{
	for (size_t i = 0; i < sizeof(appointments) / sizeof(appointments[0]); i++) {
		int64_t at = demo_time(0, appointments[i].hour, appointments[i].minute);

		if (demo_due(d, at))
			appointments[i].act(d, at);
	}
	deliveries(d);
}

/* Goods: each place and item by itself; homes in one line an item. What does not close is said in words. */
#include "demo/show.h"

#include <string.h>

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* "12.5" in thousandths. */
static int64_t milli_of(struct str s)
{
	bool minus = s.n && s.p[0] == '-';
	struct str rest = { s.p + minus, s.n - minus }, whole;
	int64_t n = 0, part = 0;

	if (!s.n || !str_split(&rest, '.', &whole) || !str_int(whole, &n))
		return INT64_MIN;
	for (size_t i = 0; i < 3; i++)
		part = part * 10 + (i < rest.n ? rest.p[i] - '0' : 0);
	return minus ? -(n * 1000 + part) : n * 1000 + part;
}

static const struct json *goods_row(const struct json *items, const struct tally_stock *s)
{
	for (uint32_t i = 0; items && i < items->n; i++)
		if (str_is(json_text(&items->items[i], "place"), s->place) &&
			str_is(json_text(&items->items[i], "item"), s->item))
			return &items->items[i];
	return NULL;
}

static const char *place_name(struct demo *d, const char *place)
{
	struct buf b;

	if (starts(place, "supplier:"))
		return SAY(d, "来源（供应、捐赠）", "suppliers and donors");
	if (starts(place, "spoiled:"))
		return SAY(d, "报损", "spoiled");
	buf_init(&b, d->cx->arena);
	buf_z(&b, "store:");
	buf_uuid(&b, &d->stores[STORE_A]);
	return strcmp(place, buf_get(&b).p) == 0 ? SAY(d, "岳阳镇物资点", "store of the township") :
						   SAY(d, "红双村物资点", "store of Hongshuang");
}

static void goods_show(
	struct demo *d, struct table *t, const struct tally_stock *s, const struct json *row)
{
	table_z(t, place_name(d, s->place));
	table_z(t, s->item);
	show_decimal(d, t, "booked", s->booked, milli_of(json_text(row, "booked")), 1000);
	if (!s->was_counted) {
		compare(d, "not counted", INT64_MIN, milli_of(json_text(row, "counted")));
		table_z(t, "-");
		table_z(t, "-");
		return;
	}
	show_decimal(d, t, "counted", s->counted, milli_of(json_text(row, "counted")), 1000);
	show_decimal(
		d, t, "unexplained", s->unexplained, milli_of(json_text(row, "unexplained")), 1000);
}

struct homes {
	int64_t places, ours, theirs;
};

/* Each home by itself, but shown in one line an item. */
static void home_take(
	struct demo *d, struct homes *h, const struct tally_stock *s, const struct json *row)
{
	int64_t theirs = milli_of(json_text(row, "booked"));

	compare(d, "delivered", s->booked, theirs);
	h->places++;
	h->ours += s->booked;
	h->theirs += theirs;
}

static void homes_show(struct demo *d, struct table *t, const char *item, const struct homes *h)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_fmt(&b, SAY(d, "住户（%lld 户）", "homes (%lld)"), (long long)h->places);
	table_add(t, buf_get(&b));
	table_z(t, item);
	show_decimal(d, t, "delivered", h->ours, h->theirs, 1000);
	table_z(t, "-");
	table_z(t, "-");
}

/* What does not close is said in words. */
static void not_closed(struct demo *d, const struct json *items)
{
	int64_t n = 0;

	for (uint32_t i = 0; items && i < items->n; i++) {
		const struct json *row = &items->items[i];
		struct str off = json_text(row, "unexplained");
		struct buf b;

		if (!off.p || milli_of(off) == 0)
			continue;
		n++;
		buf_init(&b, d->cx->arena);
		buf_fmt(&b,
			SAY(d, "账实不符：%s，%.*s，账面与盘点相差 %.*s，原因不明。",
				"Not closed: %s, %.*s: off by %.*s, unexplained."),
			place_name(d, cx_text(d->cx, json_text(row, "place"))),
			STR_ARG(json_text(row, "item")), STR_ARG(off));
		show_line(d, buf_get(&b).p);
	}
	compare(d, "accounts of goods that do not close", 1, n);
}

int show_goods(struct demo *d)
{
	static struct tally_stock all[TALLY_THINGS_MAX];
	int n = tally_stocks(&d->tally, all), e;
	const struct json *v, *items;
	struct homes homes[3] = { { 0 } };
	const char *item[3] = { NULL };
	struct table t;

	show_title(d,
		SAY(d, "六、物资：账面、盘点、不明差额", "6. Goods: booked, counted, unexplained"));
	e = server_get(d, &v, "/v1/goods?limit=1000");
	items = e ? NULL : json_get(v, "items");
	table_init(&t, d->cx, 5, "llrrr");
	table_z(&t, SAY(d, "地点", "place"));
	table_z(&t, SAY(d, "物资", "item"));
	table_z(&t, SAY(d, "账面（现在）", "booked now"));
	table_z(&t, SAY(d, "盘点（当时）", "counted then"));
	table_z(&t, SAY(d, "不明差额（当时）", "unexplained then"));
	for (int i = 0; i < n; i++) {
		int k = 0;

		if (!starts(all[i].place, "dwelling:")) {
			goods_show(d, &t, &all[i], goods_row(items, &all[i]));
			continue;
		}
		while (k < 2 && item[k] && strcmp(item[k], all[i].item) != 0)
			k++;
		item[k] = all[i].item;
		home_take(d, &homes[k], &all[i], goods_row(items, &all[i]));
	}
	for (int k = 0; k < 3 && item[k]; k++)
		homes_show(d, &t, item[k], &homes[k]);
	show_table(d, &t);
	compare(d, "places and items", n, items ? (int64_t)items->n : -1);
	not_closed(d, items);
	return e;
}

/* The place and the people: a fresh site, its areas and dwellings by the program's own import, an account for everybody, and
 * the server on a thread of its own. What the script needs to know of the place it reads by itself from the same files. */
#include "demo/world.h"

#include "cli/commands.h"
#include "load/sheet.h"
#include "core/check.h"
#include "demo/files.h"
#include "sys/sys.h"

#define SESSION_MS (11 * WHEN_HOUR_MS) /* then everybody logs in anew */

/* ---- the areas and the plan, read by the script ---- */

static struct str cell(const struct sheet *sheet, const struct sheet_row *row, const char *heading)
{
	for (size_t i = 0; i < sheet_columns(sheet) && i < row->n; i++)
		if (str_is(sheet_headings(sheet)[i], heading))
			return row->cells[i];
	return STR("");
}

static int area_by_id(const struct demo *d, struct str id)
{
	for (int i = 0; i < d->areas_n; i++)
		if (str_eq(d->areas[i].id, id))
			return i;
	return TALLY_NONE;
}

static int level_of(struct str name)
{
	static const char *const names[] = { "", "province", "prefecture", "county", "township",
		"village", "grid" };

	for (int i = 1; i < 7; i++)
		if (str_is(name, names[i]))
			return i;
	return 0;
}

static void area_note(struct demo *d, int i)
{
	int villages = 0, grids = 0;

	for (int k = 0; k < i; k++) {
		villages += d->areas[k].level == 5;
		grids += d->areas[k].level == 6;
	}
	if (d->areas[i].level == 3)
		d->county = i;
	if (d->areas[i].level == 4)
		d->township = i;
	if (d->areas[i].level == 5 && villages < VILLAGES)
		d->villages[villages] = i;
	if (d->areas[i].level == 6 && grids < GRIDS)
		d->grids[grids] = i;
}

static int area_take(struct demo *d, const struct sheet *sheet, const struct sheet_row *row)
{
	struct place_area *a = &d->areas[d->areas_n];
	int e;

	check(d->areas_n < TALLY_AREAS_MAX);
	a->parent = area_by_id(d, cell(sheet, row, "parent"));
	a->level = level_of(cell(sheet, row, "level"));
	e = cx_str(d->cx, cell(sheet, row, "code"), &a->id);
	if (!e)
		e = cx_str(d->cx, cell(sheet, row, "name"), &a->name);
	check(tally_area(&d->tally, a->parent) == d->areas_n);
	area_note(d, d->areas_n++);
	return e;
}

/* "1-64" are 64, "6" is one building or so many units, floors, rooms. */
static int64_t how_many(struct str s, bool names)
{
	struct str rest = s, from;
	int64_t a = 0, b = 0;

	if (str_split(&rest, '-', &from) && rest.n && str_int(from, &a) && str_int(rest, &b))
		return b - a + 1;
	return names || !str_int(s, &a) ? 1 : a;
}

static int plan_take(struct demo *d, const struct sheet *sheet, const struct sheet_row *row)
{
	int area = area_by_id(d, cell(sheet, row, "area"));

	check(area != TALLY_NONE);
	d->planned[area] += how_many(cell(sheet, row, "buildings"), true) *
		how_many(cell(sheet, row, "units"), false) *
		how_many(cell(sheet, row, "floors"), false) *
		how_many(cell(sheet, row, "rooms"), false);
	return 0;
}

static int file_read(struct demo *d, const char *text,
	int (*take)(struct demo *d, const struct sheet *sheet, const struct sheet_row *row))
{
	struct sheet_row row;
	struct sheet *sheet;
	int e = sheet_open_bytes(d->cx, str_of(text), STR_NONE, &sheet), got = 0;

	while (!e && (got = sheet_next(d->cx, sheet, &row)) == 1)
		e = take(d, sheet, &row);
	sheet_close(sheet);
	return e ? e : got;
}

/* ---- the site ---- */

static int import(struct demo *d, const char *name, const char *text, int (*run)(struct cli *c),
	const char *kind)
{
	const char *path = sys_path(d->cx, d->folder, name), *args[2];
	int e = path ? sys_write_file(d->cx, path, str_of(text), 0600) : -E_NO_MEMORY;
	size_t n = 0;

	if (kind)
		args[n++] = kind;
	args[n++] = path;
	return e ? e : cli_quietly(d->c, run, args, n);
}

int world_make(struct demo *d)
{
	struct cli *c = d->c;
	struct site *fresh;
	int e = site_create(
		d->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], cli_tables(), &fresh);

	if (e)
		return e;
	site_close(fresh);
	e = file_read(d, demo_areas_csv, area_take);
	if (!e)
		e = file_read(d, demo_dwellings_plan_csv, plan_take);
	if (!e)
		e = import(d, "areas.csv", demo_areas_csv, command_import, "areas");
	if (!e)
		e = import(d, "dwellings_plan.csv", demo_dwellings_plan_csv,
			command_roster_generate, NULL);
	return e ? e :
		   site_open(d->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], SITE_WRITE,
			   cli_tables(), &d->site);
}

/* ---- the people ---- */

static int account_add(struct demo *d, const struct account *a, struct entry *ret)
{
	return guard_account_entry(d->cx, d->site, a, guard_reader_owner.person, d->now, ret);
}

static void phone_make(struct demo *d, int i)
{
	static const char *const offices[] = { "command", "desk", "store-a", "store-b" };
	static const enum role offices_are[] = { ROLE_COMMANDER, ROLE_QUESTION_DESK, ROLE_SUPPLY,
		ROLE_SUPPLY };
	struct phone *p = &d->phones[i];
	int k = i - PHONE_WORKER;
	struct buf b;

	buf_init(&b, d->cx->arena);
	if (i < PHONE_WORKER)
		buf_z(&b, offices[i]);
	else
		buf_fmt(&b, "w-%02d", k + 1);
	p->user = buf_get(&b);
	p->device = seed_uuid(&d->seed, d->now);
	p->area = i == PHONE_COMMAND ? d->county :
		i < PHONE_WORKER     ? d->township :
				       d->grids[k / (WORKERS / GRIDS)];
	p->grants[0] = (struct grant){ .role = i < PHONE_WORKER ? offices_are[i] : ROLE_GRID_WORKER,
		.area = d->areas[p->area].id };
	p->grants[1] = (struct grant){ .role = ROLE_AREA_LEAD, .area = d->areas[p->area].id };
	p->grants_n = i == PHONE_COMMAND ? 2 : 1;
	client_init(&p->client, d->serving.host, 0);
}

/* One password for all phones of the demo, and so one slow hash; nobody is told it. */
int world_people(struct demo *d)
{
	struct account admin = { .user = STR("admin"),
		.name = STR("管理员"),
		.grants = grants_first,
		.grants_n = GRANTS_FIRST },
		       a;
	struct entry entries[PHONES + 1];
	struct str hash;
	int e = seal_password_new(d->cx, &d->admin_password);

	if (!e)
		e = seal_password_hash(d->cx, d->admin_password, &admin.hash);
	if (!e)
		e = seal_password_new(d->cx, &d->password);
	if (!e)
		e = seal_password_hash(d->cx, d->password, &hash);
	if (!e)
		e = account_add(d, &admin, &entries[PHONES]);
	for (int i = 0; !e && i < PHONES; i++) {
		phone_make(d, i);
		a = (struct account){ .user = d->phones[i].user,
			.name = d->phones[i].user,
			.hash = hash,
			.grants = d->phones[i].grants,
			.grants_n = d->phones[i].grants_n };
		e = account_add(d, &a, &entries[i]);
	}
	return e ? e : append_entries(d->cx, &d->site->view, entries, PHONES + 1);
}

/* ---- the server ---- */

int server_start(struct demo *d)
{
	int e = serving_start(d->cx, &d->serving, d->site), port;

	if (e)
		return e;
	port = http_port(d->serving.http);
	client_init(&d->reader, d->serving.host, port);
	d->reader_login_at = 0;
	for (int i = 0; i < PHONES; i++) {
		d->phones[i].client.port = port;
		d->phones[i].login_at = 0;
	}
	return 0;
}

void server_stop(struct demo *d)
{
	if (!d->serving.http)
		return;
	client_close(&d->reader);
	for (int i = 0; i < PHONES; i++)
		client_close(&d->phones[i].client);
	serving_stop(&d->serving);
}

static int get(struct demo *d, struct str path, const struct json **ret)
{
	static const struct json_limits limits = {
		.bytes = 64 << 20, .depth = 16, .members = 100000
	};
	struct client_call call = { .method = "GET", .path = path.p };
	struct str body;
	int status, e = 0;

	if (d->now - d->reader_login_at > SESSION_MS) {
		e = client_login(&d->once, &d->reader, STR("admin"), d->admin_password);
		d->reader_login_at = d->now;
	}
	if (!e)
		e = client_call(&d->once, &d->reader, &call, &status, &body);
	if (!e)
		e = json_read(&d->once, body, &limits, ret);
	if (!e && status != 200)
		e = err(&d->once, E_VERIFY, NULL, cx_text(&d->once, body));
	if (e)
		cli_failed(d->c, &d->once.e);
	return e;
}

int server_get(struct demo *d, const struct json **ret, const char *path, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, d->once.arena);
	va_start(ap, path);
	buf_vfmt(&b, path, ap);
	va_end(ap);
	return buf_ok(&b) ? get(d, buf_get(&b), ret) : err(d->cx, E_NO_MEMORY, NULL);
}

/* ---- the doors ---- */

static void door_add(struct demo *d, const struct json *row)
{
	struct door *x = &d->doors[d->doors_n];
	struct tally_fact f;
	int fact;

	check(d->doors_n < DOORS_MAX);
	x->area = area_by_id(d, json_text(row, "area"));
	check(x->area != TALLY_NONE && uuid_read(json_text(row, "id"), &x->id));
	x->thing = tally_thing(&d->tally, x->id.b, false, x->area);
	f = tally_line(TALLY_LISTED, d->now, x->area, x->thing);
	fact = tally_write(&d->tally, &f);
	tally_hand_in(&d->tally, fact);
	d->doors_n++;
}

/* Each grid's workers take its doors by turns of a few neighbours. */
static void deal(struct demo *d)
{
	int dealt[GRIDS] = { 0 }, per = WORKERS / GRIDS;

	for (int i = 0; i < d->doors_n; i++)
		for (int g = 0; g < GRIDS; g++) {
			struct worker *w = &d->workers[g * per + dealt[g] / 4 % per];

			if (d->grids[g] != d->doors[i].area)
				continue;
			check(w->n < WORKER_DOORS_MAX);
			w->doors[w->n++] = &d->doors[i];
			dealt[g]++;
		}
}

/* The plan says how many there must be; the program says which. */
static void doors_check(struct demo *d)
{
	for (int i = 0; i < d->areas_n; i++) {
		int64_t n = 0;

		for (int k = 0; k < d->doors_n; k++)
			n += d->doors[k].area == i;
		d->differences += n != d->planned[i];
	}
}

int world_doors(struct demo *d)
{
	const struct json *page, *items;
	const char *after = NULL;
	int e = 0;

	do {
		e = server_get(d, &page, "/v1/subjects?type=dwelling&area=%.*s&limit=500%s%s",
			STR_ARG(d->areas[d->county].id), after ? "&after=" : "",
			after ? after : "");
		items = e ? NULL : json_get(page, "items");
		for (uint32_t i = 0; items && i < items->n; i++)
			door_add(d, &items->items[i]);
		after = e ? NULL : json_text(page, "next").p;
		if (after)
			after = cx_text(d->cx, json_text(page, "next"));
	} while (!e && after);
	demo_forget(d);
	doors_check(d);
	deal(d);
	return e;
}

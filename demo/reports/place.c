/* Two counties: areas with their real names and codes, by the program's own import; grids, homes and people that nobody has
 * ever lived in. Homes lie in the order of their grids and people in that of their homes. */
#include "demo/reports/reports.h"

#include <string.h>

#include "cli/commands.h"
#include "load/sheet.h"
#include "core/check.h"
#include "demo/files.h"
#include "sys/sys.h"

#define GRID_HOMES_MAX 300
#define COMMUNITY_WEIGHT 300 /* of a village: 100 */
#define HOME_PEOPLE_MAX 5
#define LIST_RECORDS 1000
#define LIST_BYTES 900000

/* ---- areas ---- */

static int place_by_id(const struct reports *r, struct str id)
{
	for (int i = r->places_n - 1; i >= 0; i--)
		if (str_eq(r->places[i].id, id))
			return i;
	return NONE;
}

static int level_of(struct str name)
{
	static const char *const names[] = { "", "province", "prefecture", "county", "township",
		"village" };

	for (int i = 1; i < 6; i++)
		if (str_is(name, names[i]))
			return i;
	return 0;
}

static struct place *place_add(struct reports *r, int parent, int level)
{
	struct place *p = &r->places[r->places_n++];

	check(r->places_n <= REPORTS_PLACES_MAX);
	*p = (struct place){ .parent = parent, .level = level };
	return p;
}

static int row_take(struct reports *r, const struct sheet_row *row)
{
	struct place *p = place_add(r, place_by_id(r, row->cells[2]), level_of(row->cells[3]));
	int e = cx_str(r->cx, row->cells[0], &p->id);

	for (int i = 0; !e && i < PLANS; i++)
		if (str_is(p->id, plans[i].county))
			r->counties[i].top = r->places_n - 1;
	return e ? e : cx_str(r->cx, row->cells[1], &p->name);
}

/* The columns of the file are code, name, parent, level. */
static int areas_read(struct reports *r)
{
	struct sheet_row row;
	struct sheet *sheet;
	int e = sheet_open_bytes(r->cx, str_of(demo_counties_csv), STR_NONE, &sheet), got = 0;

	while (!e && (got = sheet_next(r->cx, sheet, &row)) == 1)
		e = row_take(r, &row);
	sheet_close(sheet);
	return e ? e : got;
}

/* ---- grids ---- */

static bool under(const struct reports *r, int place, int top)
{
	while (place != NONE && place != top)
		place = r->places[place].parent;
	return place == top;
}

static bool is_community(const struct place *p)
{
	static const char end[] = "居民委员会";
	size_t n = sizeof(end) - 1;

	return p->name.n > n && memcmp(p->name.p + p->name.n - n, end, n) == 0;
}

static int grid_add(struct reports *r, int village, int number, int homes)
{
	struct place *p = place_add(r, village, 6);
	struct buf id, name;

	buf_init(&id, r->cx->arena);
	buf_init(&name, r->cx->arena);
	buf_fmt(&id, STR_FMT "%03d", STR_ARG(r->places[village].id), number);
	buf_fmt(&name, "第%d网格", number);
	p->id = buf_get(&id);
	p->name = buf_get(&name);
	p->home = r->homes_n;
	p->homes = homes;
	r->homes_n += homes;
	return buf_ok(&id) && buf_ok(&name) ? 0 : err(r->cx, E_NO_MEMORY, NULL);
}

/* As many grids as it takes, none of them empty or over its measure. */
static int village_divide(struct reports *r, int village, int homes)
{
	int n = (homes + GRID_HOMES_MAX - 1) / GRID_HOMES_MAX, e = 0;

	for (int i = 0; !e && i < n; i++)
		e = grid_add(r, village, i + 1, (int)plan_share(homes, n, i));
	return e;
}

/* Homes are shared out by what a village weighs; each has one at least. */
static int county_divide(struct reports *r, struct county *k)
{
	static int weights[REPORTS_PLACES_MAX];
	int homes = r->full ? k->plan->homes_full : k->plan->homes, areas = r->places_n, n = 0,
	    e = 0;
	int64_t sum = 0, before = 0, done = 0;

	k->first_grid = r->places_n;
	k->first_home = r->homes_n;
	for (int i = 0; i < areas; i++) {
		weights[i] = 0;
		if (r->places[i].level != 5 || !under(r, i, k->top) ||
			(k->plan->villages && n++ >= k->plan->villages))
			continue;
		weights[i] = (is_community(&r->places[i]) ? COMMUNITY_WEIGHT : 100) +
			seed_below(&r->seed, 50);
		sum += weights[i];
	}
	check(sum > 0);
	for (int i = 0; !e && i < areas; i++) {
		before += weights[i];
		if (weights[i])
			e = village_divide(r, i, (int)(homes * before / sum - done));
		done = homes * before / sum;
	}
	k->end_grid = r->places_n;
	k->end_home = r->homes_n;
	return e;
}

static int areas_import(struct reports *r, const char *name, struct str text)
{
	const char *path = sys_path(r->cx, r->folder, name), *args[] = { "areas", path };
	int e = path ? sys_write_file(r->cx, path, text, 0600) : -E_NO_MEMORY;

	return e ? e : cli_quietly(r->c, command_import, args, 2);
}

static int grids_import(struct reports *r)
{
	struct buf b;

	buf_init(&b, r->cx->arena);
	buf_z(&b, "code,name,parent,level\n");
	for (int i = 0; i < r->places_n; i++) {
		const struct place *p = &r->places[i];

		if (p->level == 6)
			buf_fmt(&b, STR_FMT "," STR_FMT "," STR_FMT ",grid\n", STR_ARG(p->id),
				STR_ARG(p->name), STR_ARG(r->places[p->parent].id));
	}
	return buf_ok(&b) ? areas_import(r, "grids.csv", buf_get(&b)) :
			    err(r->cx, E_NO_MEMORY, NULL);
}

int place_make(struct reports *r)
{
	struct cli *c = r->c;
	struct site *fresh;
	int e = site_create(
		r->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], cli_tables(), &fresh);

	if (e)
		return e;
	site_close(fresh);
	e = areas_read(r);
	for (int i = 0; !e && i < PLANS; i++)
		e = county_divide(r, &r->counties[i]);
	if (!e)
		e = areas_import(r, "counties.csv", str_of(demo_counties_csv));
	if (!e)
		e = grids_import(r);
	r->homes = e ? NULL : sys_new((size_t)r->homes_n, sizeof(*r->homes));
	r->persons = e ? NULL : sys_new((size_t)r->homes_n * HOME_PEOPLE_MAX, sizeof(*r->persons));
	if (!e && (!r->homes || !r->persons))
		e = err(r->cx, E_NO_MEMORY, NULL);
	return e ? e :
		   site_open(r->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], SITE_WRITE,
			   cli_tables(), &r->site);
}

/* ---- homes and people ---- */

static void record_begin(struct reports *r, struct buf *b, size_t *n, const char *kind,
	const struct uuid *subject, int place, int64_t at)
{
	struct uuid id = seed_uuid(&r->seed, at);

	if (*n == LIST_RECORDS || (*n && b->n > LIST_BYTES))
		hand_list(r, b, n);
	if (*n == 0)
		buf_init(b, r->once.arena);
	buf_z(b, (*n)++ ? "," : "[");
	buf_fmt(b, "{\"id\":\"%s\",\"kind\":\"%s\",\"v\":1,\"at\":\"%s\",", hand_id(&id), kind,
		hand_when(at));
	buf_fmt(b, "\"area\":\"" STR_FMT "\",\"subject\":\"%s\",\"body\":{",
		STR_ARG(r->places[place].id), hand_id(subject));
}

static void home_list(struct reports *r, struct buf *b, size_t *n, int grid, int i, int64_t at)
{
	struct home *h = &r->homes[i];
	int in = i - r->places[grid].home;

	*h = (struct home){ .id = seed_uuid(&r->seed, at), .place = grid, .person = r->persons_n };
	record_begin(r, b, n, "dwelling.listed", &h->id, grid, at);
	if (is_community(&r->places[r->places[grid].parent]))
		buf_fmt(b,
			"\"compound\":\"示例小区\",\"building\":\"%d栋\",\"unit\":\"%d单元\","
			"\"floor\":\"%d\",\"room\":\"%d0%d\"}}",
			in / 48 + 1, in / 24 % 2 + 1, in / 4 % 6 + 1, in / 4 % 6 + 1, in % 4 + 1);
	else
		buf_fmt(b, "\"compound\":\"%d组\",\"building\":\"%d号\"}}", in / 40 + 1,
			in % 40 + 1);
}

/* Three bytes each. */
#define MARKS \
	"天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"

void place_name(struct buf *b, const char *surname, int number)
{
	int n = (int)sizeof(MARKS) / 3;

	buf_fmt(b, "%s示例%.*s", surname, 3, &MARKS[number % n * 3]);
}

static void person_list(
	struct reports *r, struct buf *b, size_t *n, const struct home *h, int64_t at)
{
	static const char *const names[] = { "张", "王", "李", "刘", "陈", "杨", "黄", "周" };
	struct person *p = &r->persons[r->persons_n];
	int age = seed_below(&r->seed, 90);

	*p = (struct person){
		.id = seed_uuid(&r->seed, at), .place = h->place, .frail = age >= 80
	};
	record_begin(r, b, n, "person.listed", &p->id, h->place, at);
	buf_z(b, "\"name\":\"");
	place_name(b, names[seed_below(&r->seed, 8)], r->persons_n);
	buf_fmt(b, "\",\"sex\":\"%s\",\"birth\":\"%04d-%02d-%02d\"",
		seed_below(&r->seed, 2) ? "male" : "female", 2021 - age,
		seed_below(&r->seed, 12) + 1, seed_below(&r->seed, 28) + 1);
	if (age >= 80)
		buf_z(b,
			seed_below(&r->seed, 4) ? ",\"flags\":[\"elderly\"]" :
						  ",\"flags\":[\"immobile\",\"elderly\"]");
	buf_fmt(b, ",\"dwelling\":\"%s\"}}", hand_id(&h->id));
	r->persons_n++;
}

/* Three in a home on an average. */
static int people_of(struct reports *r)
{
	static const int of_ten[] = { 1, 2, 2, 3, 3, 3, 4, 4, 3, 5 };

	return of_ten[seed_below(&r->seed, 10)];
}

void place_people(struct reports *r, struct county *k)
{
	int64_t at = reports_on(r, -1, 9, 0);
	struct buf b;
	size_t n = 0;

	k->first_person = k->next_person = r->persons_n;
	k->next_home = k->first_home;
	for (int grid = k->first_grid; grid < k->end_grid; grid++)
		for (int i = 0; i < r->places[grid].homes; i++) {
			struct home *h = &r->homes[r->places[grid].home + i];

			home_list(r, &b, &n, grid, r->places[grid].home + i, at);
			h->people = people_of(r);
			for (int j = 0; j < h->people; j++)
				person_list(r, &b, &n, h, at);
		}
	if (n)
		hand_list(r, &b, &n);
	k->end_person = r->persons_n;
}

int place_village(const struct reports *r, int grid)
{
	return r->places[grid].parent;
}

int place_grid(const struct reports *r, int number)
{
	const struct county *k = r->now;

	return k->first_grid + number % (k->end_grid - k->first_grid);
}

/* Every table of every desk: well formed, labelled in both languages, with an example that is accepted, and effects
 * that are as t/vectors/effects/KIND.vN.txt says. With BULOU_WRITE set, those files are written anew: read the
 * difference before it is committed. t/vectors/records holds one record of each released (kind, v), for ever. What is
 * refused of an example in which something was changed: mutations_test.c. */
#include "desk/desk.h"

#include <dirent.h>

#include "sys/sys.h"
#include "view/testing.h"

/* -- words -- */

static bool made_of(const char *z, const char *extra)
{
	for (; *z; z++)
		if (!(*z >= 'a' && *z <= 'z') && !(*z >= '0' && *z <= '9') && !strchr(extra, *z))
			return false;
	return true;
}

static bool has_chinese(const char *z)
{
	struct str s = str_of(z);
	int32_t c;

	while ((c = utf8_next(&s)) >= 0)
		if (c >= 0x4e00 && c <= 0x9fff)
			return true;
	return false;
}

static void check_label(const char *of, const char *zh, const char *en)
{
	if (!zh || !en || !*zh || !*en || !utf8_valid(str_of(zh)) || !has_chinese(zh) ||
		has_chinese(en))
		fail_msg("%s needs a Chinese and an English label", of);
}

static void check_choices(const char *of, const struct choice *list, int code_max)
{
	bool seen[256] = { false };

	if (!list || !list->name)
		fail_msg("%s has no choices", of);
	for (const struct choice *c = list; c && c->name; c++) {
		check_label(of, c->zh, c->en);
		if (!*c->name || !made_of(c->name, "_"))
			fail_msg("%s: a choice is called '%s'", of, c->name);
		if (c->code == 0 || c->code > code_max || seen[c->code])
			fail_msg("%s: the code %d of '%s' is 0, too great or taken", of, c->code,
				c->name);
		seen[c->code] = true;
		for (const struct choice *d = list; d != c; d++)
			if (strcmp(c->name, d->name) == 0)
				fail_msg("%s: '%s' stands there twice", of, c->name);
	}
}

/* -- the tables -- */

static bool is_one_of(const char *name, const char *names)
{
	struct str rest = str_of(names), one;

	while (str_split(&rest, ' ', &one))
		if (str_is(one, name))
			return true;
	return false;
}

/* What it depends on is there in every record, and lies open; and each row is of a choice that there is. */
static void check_offers(const struct kind *k, const struct field *f, const char *of)
{
	const struct field *by = k->fields;
	const struct choice *c;

	assert_true(!f->by == !f->offers);
	if (!f->by)
		return;
	while (by->name && strcmp(by->name, f->by) != 0)
		by++;
	if (f->type != FIELD_CHOICES || !by->name || by->type != FIELD_CHOICE || !by->required ||
		by->personal != CLASS_OPEN)
		fail_msg("%s depends on no open choice", of);
	for (c = by->choices; c && c->name; c++)
		assert_true(c->code < 32);
	for (const struct offer *o = f->offers; o && o->choice; o++) {
		for (c = f->choices; c && c->name && strcmp(c->name, o->choice) != 0; c++)
			;
		if (!c || !c->name || !o->source || !*o->source)
			fail_msg("%s offers '%s'", of, o->choice);
	}
}

static void check_field(const struct kind *k, const struct field *f)
{
	char of[128];

	snprintf(of, sizeof(of), "%s v%d, %s", k->name, k->v, f->name);
	check_label(of, f->zh, f->en);
	if (!*f->name || !made_of(f->name, "_"))
		fail_msg("%s: a bad name", of);
	if (f->type == FIELD_CHOICE || f->type == FIELD_CHOICES)
		check_choices(of, f->choices, f->type == FIELD_CHOICES ? 31 : 255);
	else if (f->choices)
		fail_msg("%s has choices and is none", of);
	if (f->personal >= CLASS_EXTRA || (f->type == FIELD_IMAGE && f->personal == CLASS_OPEN))
		fail_msg("%s: a wrong class", of);
	if (f->personal == CLASS_OPEN &&
		(f->type == FIELD_DOCUMENT || f->type == FIELD_PHONE || f->type == FIELD_PLATE))
		fail_msg("%s lies open and names a person", of);
	if (f->state && !(k->envelope & MAY_SEEN))
		fail_msg("%s is a state, and the kind takes no 'seen'", of);
	if (f->state && f->personal != CLASS_OPEN)
		fail_msg("%s is a state and sealed: it cannot be folded", of);
	/* What names neither a record, an incident, a gift, a unit, who leads one, a form's map, the import that it ends nor whom tubes are given to names
	 * subjects: the
	 * gate has to ask where they lie. */
	if (f->personal == CLASS_OPEN && (f->type == FIELD_REF || f->type == FIELD_REFS) &&
		f->subject ==
			is_one_of(f->name,
				"records incident gift unit parent head from_unit to_unit case laboratory courier journey ground notice map begun"))
		fail_msg("%s does not say whether it names subjects", of);
	check_offers(k, f, of);
	if (f->subject &&
		(f->personal != CLASS_OPEN || (f->type != FIELD_REF && f->type != FIELD_REFS)))
		fail_msg("%s can name no subject for the gate", of);
	for (const struct field *g = k->fields; g != f; g++)
		if (strcmp(f->name, g->name) == 0)
			fail_msg("%s stands there twice", of);
}

static void check_kind(const struct desk *d, const struct kind *k)
{
	size_t n = strlen(k->name);

	check_label(k->name, k->zh, k->en);
	if (n < 3 || n > 48 || !strchr(k->name, '.') || !made_of(k->name, "_."))
		fail_msg("a kind is called '%s'", k->name);
	if (strcmp(k->desk, d->name) != 0)
		fail_msg("%s says that it is of desk '%s'", k->name, k->desk);
	/* One act that writes, in a matter; of what names records of any matter, any. */
	if (k->v < 1 || !k->matter || !(k->verb & VERB_WRITES) ||
		(k->verb | VERB_WRITES) != VERB_WRITES ||
		((k->verb & (k->verb - 1)) && k->matter != MATTER_ANY))
		fail_msg("%s has a wrong version, matter or act", k->name);
	if ((k->v > 1) != (k->lift != NULL))
		fail_msg("%s v%d: each version but the first is lifted to", k->name, k->v);
	if ((k->covers && !desks_round(str_of(k->covers))) ||
		(k->obliges && !desks_round(str_of(k->obliges))))
		fail_msg("%s covers or obliges a round that no desk has", k->name);
	if (k->not_by && !kinds_newest(desks_kinds(), str_of(k->not_by)))
		fail_msg("%s v%d: no kind %s", k->name, k->v, k->not_by);
	if (k->obliges && !desks_round(str_of(k->obliges))->standing)
		fail_msg("%s obliges a round that does not stand", k->name);
	assert_non_null(k->fields);
	for (const struct field *f = k->fields; f->name; f++)
		check_field(k, f);
}

static void kinds_are_well_formed(void **state)
{
	const struct kinds *ks = desks_kinds();
	size_t n = 0;

	(void)state;
	for (const struct desk *const *d = desks; *d; d++) {
		check_label((*d)->name, (*d)->zh, (*d)->en);
		for (const struct kind *const *k = (*d)->kinds; *k; k++, n++)
			check_kind(*d, *k);
	}
	assert_int_equal(n, ks->n);
	assert_true(n >= 35);
}

static void versions_follow_each_other(void **state)
{
	const struct kinds *ks = desks_kinds(), looked_through = { ks->all, ks->n, NULL };

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = ks->all[i];

		if (kinds_newest(ks, str_of(k->name)) !=
			kinds_newest(&looked_through, str_of(k->name)))
			fail_msg("%s: not the newest by the index", k->name);
		if (kinds_find(ks, str_of(k->name), k->v) != k)
			fail_msg("%s v%d stands there twice", k->name, k->v);
		if (k->v > 1 && !kinds_find(ks, str_of(k->name), k->v - 1))
			fail_msg("%s v%d has no version before it", k->name, k->v);
	}
	assert_int_equal(kinds_newest(ks, STR("sweep.visit"))->v, 2);
	assert_null(kinds_newest(ks, STR("sweep.visits")));
}

static void rounds_are_well_formed(void **state)
{
	size_t n = 0;

	(void)state;
	for (const struct desk *const *d = desks; *d; d++)
		for (const struct round_kind *const *k = (*d)->rounds; *k; k++, n++) {
			check_label((*k)->name, (*k)->zh, (*k)->en);
			check_choices((*k)->name, (*k)->outcomes, 255);
			if ((*k)->next->name) /* else nothing is left to do in between */
				check_choices((*k)->name, (*k)->next, 255);
			for (const struct choice *s = (*k)->slots; s && s->name; s++)
				check_label(s->name, s->zh, s->en);
			assert_true((*k)->standing ||
				!(*k)->in_force); /* a closed list is to be worked off */
			assert_true(*(*k)->unit && made_of((*k)->unit, "_"));
			check_label((*k)->unit, (*k)->unit_zh, (*k)->unit_en);
			assert_ptr_equal(desks_round(str_of((*k)->name)), *k);
		}
	assert_true(n >= 2);
	assert_null(desks_round(STR("")));
	assert_null(desks_round(STR("sweeping")));
}

static void figures_are_well_formed(void **state)
{
	const struct figures *fs = desks_figures();

	(void)state;
	assert_true(fs->n >= 10);
	for (size_t i = 0; i < fs->n; i++) {
		const struct figure *f = fs->all[i];

		check_label(f->id, f->zh, f->en);
		check_label(f->id, f->unit_zh, f->unit_en);
		check_label(f->id, f->means_zh, f->means_en);
		assert_true(*f->id && made_of(f->id, "-"));
		assert_true(f->number > 0 && f->v > 0 && f->divide > 0);
		assert_true(f->divide == 1 || f->shape == FIGURE_SUM);
		for (size_t k = 0; k < i; k++)
			if (fs->all[k]->number == f->number || strcmp(fs->all[k]->id, f->id) == 0)
				fail_msg("the number or id of '%s' is taken", f->id);
	}
}

/* -- examples -- */

static void examples_are_accepted(void **state)
{
	const struct kinds *ks = desks_kinds();

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = ks->all[i];
		struct test_cx t;
		struct record *r = test_record(test_begin(&t), ks, str_of(k->example));

		if (!str_is(r->kind_name, k->name) || r->v != k->v || r->newer || r->clock)
			fail_msg("the example of %s v%d is of another kind or version", k->name,
				k->v);
		test_end(&t);
	}
}

/* So a form or page made from the example shows all there is. */
static void examples_fill_every_field(void **state)
{
	const struct kinds *ks = desks_kinds();

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = ks->all[i];
		const struct json *v;
		struct test_cx t;
		struct cx *cx = test_begin(&t);

		assert_int_equal(json_read(cx, str_of(k->example), &json_limits_request, &v), 0);
		for (const struct field *f = k->fields;
			f->name && k->v == kinds_newest(ks, str_of(k->name))->v; f++)
			if (!json_get(json_get(v, "body"), f->name))
				fail_msg("the example of %s v%d lacks %s", k->name, k->v, f->name);
		test_end(&t);
	}
}

/* -- effects -- */

static const char *const fold_names[FOLDS] = { "area", "incident", "subject", "pair", "round",
	"target", "ledger", "duty", "published" };
static const char *const what_names[FOLDS][9] = {
	[FOLD_AREA] = { "?", "add", "set", "end", "outline" },
	[FOLD_INCIDENT] = { "?", "declare", "end", "level", "purge" },
	[FOLD_SUBJECT] = { "?", "define", "move", "flags", "place", "version", "point" },
	[FOLD_PAIR] = { "?", "one", "not_one" },
	[FOLD_ROUND] = { "?", "open", "close", "extend", "reopen", "cancel", "piece" },
	[FOLD_TARGET] = { "?", "list", "found", "oblige", "cover", "try", "excuse", "spare" },
	[FOLD_LEDGER] = { "?", "in", "out", "count" },
	[FOLD_DUTY] = { "?", "on", "off", "starts", "ends", "seconded" },
	[FOLD_PUBLISHED] = { "?", "notice", "rule", "read", "bulletin", "drafted", "shared",
		"daily", "settled" },
};

static void add_text(struct buf *b, const char *name, struct str s)
{
	if (!s.n)
		return;
	buf_fmt(b, " %s=", name);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\x1f' || s.p[i] == '\x1e')
			buf_c(b, s.p[i] == '\x1f' ? '|' : '/');
		else
			buf_c(b, s.p[i]);
}

static void add_uuid(struct buf *b, const char *name, const struct uuid *u)
{
	if (uuid_is_nil(u))
		return;
	buf_fmt(b, " %s=", name);
	buf_uuid(b, u);
}

static void add_int(struct buf *b, const char *name, int64_t n)
{
	if (n)
		buf_fmt(b, " %s=%lld", name, (long long)n);
}

/* One line an act or amount; what is 0 or empty is left out. */
static struct str effects_text(struct cx *cx, const struct effects *e)
{
	struct buf b;

	buf_init(&b, cx->arena);
	for (size_t i = 0; i < e->acts_n; i++) {
		const struct act *a = &e->acts[i];

		assert_true(a->what > 0 && a->what < 9 && what_names[a->fold][a->what]);
		assert_true(uuid_eq(&a->id, &e->r->id) && a->at_used == e->r->at_used);
		buf_fmt(&b, "%s %s", fold_names[a->fold], what_names[a->fold][a->what]);
		add_uuid(&b, "key", &a->key);
		add_uuid(&b, "key2", &a->key2);
		add_int(&b, "slot", a->slot);
		add_text(&b, "name", a->name);
		add_int(&b, "code", a->code);
		add_int(&b, "next", a->next);
		add_int(&b, "obliges", a->obliges);
		add_int(&b, "n", a->n);
		add_text(&b, "text", a->text);
		if (a->has_saw)
			add_uuid(&b, "saw", &a->saw);
		buf_c(&b, '\n');
	}
	for (size_t i = 0; i < e->amounts_n; i++) {
		const struct amount *a = &e->amounts[i];

		buf_fmt(&b, "amount figure=%d", a->figure);
		add_uuid(&b, "scope", &a->scope);
		add_text(&b, "area", a->area);
		add_int(&b, "day", a->day);
		add_int(&b, "n", a->n);
		buf_c(&b, '\n');
	}
	if (!b.n)
		buf_z(&b, "none\n");
	assert_true(buf_ok(&b));
	return buf_get(&b);
}

static const char *vector_path(
	struct cx *cx, const char *folder, const char *name, int v, const char *ext)
{
	const char *root = getenv("BULOU_SOURCE");
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s/t/vectors/%s", root ? root : ".", folder);
	if (name)
		buf_fmt(&b, "/%s.v%d.%s", name, v, ext);
	assert_true(buf_ok(&b));
	return buf_get(&b).p;
}

static struct str file_text(struct cx *cx, const char *path)
{
	struct str s = STR_NONE;

	if (sys_read_file(cx, path, 1 << 20, &s))
		fail_msg("cannot read %s: set BULOU_SOURCE to the project's root", path);
	return s;
}

static void effects_are_as_written(void **state)
{
	const struct kinds *ks = desks_kinds();

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = ks->all[i];
		struct test_cx t;
		struct cx *cx = test_begin(&t);
		struct effects e = test_effects(cx, ks, str_of(k->example));
		struct str text = effects_text(cx, &e), want;
		const char *path = vector_path(cx, "effects", k->name, k->v, "txt");

		if (getenv("BULOU_WRITE"))
			assert_int_equal(sys_write_file(cx, path, text, 0644), 0);
		want = file_text(cx, path);
		if (!str_eq(text, want))
			fail_msg("%s\n-- wanted\n" STR_FMT "-- came\n" STR_FMT, path, STR_ARG(want),
				STR_ARG(text));
		test_end(&t);
	}
}

/* What is sealed changes nothing: the journal's open column gives the same effects. */
static void effects_need_open_fields_only(void **state)
{
	const struct kinds *ks = desks_kinds();

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		struct test_cx t;
		struct cx *cx = test_begin(&t);
		struct effects whole = test_effects(cx, ks, str_of(ks->all[i]->example)), open;
		struct record *r;
		struct str a, b;

		assert_int_equal(record_from_open(cx, ks, whole.r->open, &r), 0);
		for (const struct field *f = r->kind->fields; f->name; f++)
			if (f->personal != CLASS_OPEN)
				assert_null(json_get(r->body, f->name));
		assert_int_equal(effects_of(cx, r, &open), 0);
		a = effects_text(cx, &whole);
		b = effects_text(cx, &open);
		if (!str_eq(a, b))
			fail_msg("%s looks at what is sealed", ks->all[i]->name);
		test_end(&t);
	}
}

static void no_memory_is_an_error(void **state)
{
	const struct kinds *ks = desks_kinds();

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		long at = 1;
		int e;

		do {
			struct arena_source source;
			struct test_heap heap = { .fail_at = at++ };
			struct arena small;
			struct effects out;
			struct test_cx t;
			struct record *r = test_record(
				test_begin(&t), ks, str_of(ks->all[i]->example));
			struct cx cx = { .arena = &small };

			source = (struct arena_source){ test_take, test_give, &heap };
			arena_init(&small, &source, 0);
			e = effects_of(&cx, r, &out);
			assert_true(e == 0 || e == -E_NO_MEMORY);
			arena_done(&small);
			assert_int_equal(heap.live, 0);
			test_end(&t);
		} while (e);
	}
}

/* -- the released records -- */

static void every_release_has_its_vector(void **state)
{
	const struct kinds *ks = desks_kinds();

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = ks->all[i];
		struct test_cx t;
		struct cx *cx = test_begin(&t);
		struct str text = file_text(cx, vector_path(cx, "records", k->name, k->v, "json"));
		struct record *r = test_record(cx, ks, text);

		if (!str_is(r->kind_name, k->name) || r->v != k->v || r->newer)
			fail_msg("%s.v%d.json holds another kind or version", k->name, k->v);
		test_end(&t);
	}
}

static void every_vector_has_its_kind(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	DIR *dir = opendir(vector_path(cx, "records", NULL, 0, NULL));
	struct dirent *entry;
	size_t n = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		struct str name = str_of(entry->d_name), part, kind = STR_NONE;
		int64_t v = 0;

		/* sweep.visit.v1.json */
		if (entry->d_name[0] == '.' || strstr(entry->d_name, ".views."))
			continue;
		kind.p = name.p;
		while (str_split(&name, '.', &part))
			if (part.n > 1 && part.p[0] == 'v' &&
				str_int((struct str){ part.p + 1, part.n - 1 }, &v))
				break;
			else
				kind.n = (size_t)(part.p + part.n - kind.p);
		if (!kinds_find(desks_kinds(), kind, (int)v))
			fail_msg("%s is of no kind that this program knows", entry->d_name);
		n++;
	}
	closedir(dir);
	assert_int_equal(n, desks_kinds()->n);
	test_end(&t);
}

/* The examples tell one story; its questions are asked of the one standing round of its incident. */
/* Of the incident of the examples, that of the kind which the record answers or asks. */
static void the_standing_rounds_of_the_examples_are_the_ones(void **state)
{
	const struct kinds *ks = desks_kinds();
	int n = 0;

	(void)state;
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = ks->all[i];
		const char *name = k->covers ? k->covers : k->obliges;
		struct test_cx t;
		struct cx *cx = test_begin(&t);
		struct record *declared = test_record(
			cx, ks, str_of(kinds_newest(ks, STR("incident.declared"))->example));
		struct record *r = test_record(cx, ks, str_of(k->example));

		if (name && r->has_round && desks_round(str_of(name))->standing) {
			struct uuid id = round_standing_id(declared->subject, name);

			if (!uuid_eq(&id, &r->round))
				fail_msg("the example of %s v%d is of no standing round '%s'",
					k->name, k->v, name);
			n++;
		}
		test_end(&t);
	}
	assert_true(n >= 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_well_formed),
		cmocka_unit_test(versions_follow_each_other),
		cmocka_unit_test(rounds_are_well_formed),
		cmocka_unit_test(figures_are_well_formed),
		cmocka_unit_test(examples_are_accepted),
		cmocka_unit_test(examples_fill_every_field),
		cmocka_unit_test(effects_are_as_written),
		cmocka_unit_test(effects_need_open_fields_only),
		cmocka_unit_test(no_memory_is_an_error),
		cmocka_unit_test(every_release_has_its_vector),
		cmocka_unit_test(every_vector_has_its_kind),
		cmocka_unit_test(the_standing_rounds_of_the_examples_are_the_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* bulou kinds: what may be recorded, from the tables of the desks; with a name, its fields. Needs no data. */
#include "cli/commands.h"

#include "cli/show.h"

static void choices_json(struct jw *w, const struct field *f)
{
	if (!f->choices) {
		jw_f_null(w, "choices");
		return;
	}
	jw_name(w, "choices");
	jw_list(w);
	for (const struct choice *k = f->choices; k->name; k++) {
		jw_object(w);
		jw_f_z(w, "name", k->name);
		jw_f_z(w, "label_zh", k->zh);
		jw_f_z(w, "label_en", k->en);
		jw_end_object(w);
	}
	jw_end_list(w);
}

static void field_json(struct jw *w, const struct field *f)
{
	jw_object(w);
	jw_f_z(w, "name", f->name);
	jw_f_z(w, "type", field_type_names[f->type]);
	jw_f_bool(w, "required", f->required);
	jw_f_z(w, "personal", f->personal == CLASS_OPEN ? NULL : class_names[f->personal]);
	choices_json(w, f);
	if (f->min || f->max) {
		jw_f_int(w, "min", f->min);
		jw_f_int(w, "max", f->max);
	} else {
		jw_f_null(w, "min");
		jw_f_null(w, "max");
	}
	jw_f_bool(w, "state", f->state);
	jw_f_z(w, "label_zh", f->zh);
	jw_f_z(w, "label_en", f->en);
	jw_end_object(w);
}

static void envelope_json(struct jw *w, unsigned envelope)
{
	static const struct {
		const char *name;
		unsigned needs, may;
	} members[] = {
		{ "area", NEEDS_AREA, MAY_AREA },
		{ "subject", NEEDS_SUBJECT, MAY_SUBJECT },
		{ "round", NEEDS_ROUND, MAY_ROUND },
		{ "seen", 0, MAY_SEEN },
	};

	jw_name(w, "envelope");
	jw_object(w);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		jw_f_z(w, members[i].name,
			envelope & members[i].needs       ? "required" :
				envelope & members[i].may ? "optional" :
							    "none");
	jw_end_object(w);
}

static void kind_json(struct jw *w, const struct kind *k)
{
	jw_object(w);
	jw_f_z(w, "name", k->name);
	jw_f_int(w, "v", k->v);
	jw_f_z(w, "label_zh", k->zh);
	jw_f_z(w, "label_en", k->en);
	jw_f_z(w, "desk", k->desk);
	jw_f_z(w, "covers", k->covers);
	jw_f_z(w, "obliges", k->obliges);
	envelope_json(w, k->envelope);
	jw_name(w, "fields");
	jw_list(w);
	for (const struct field *f = k->fields; f && f->name; f++)
		field_json(w, f);
	jw_end_list(w);
	jw_name(w, "example");
	jw_raw(w, str_of(k->example));
	jw_end_object(w);
}

static bool wanted(const struct cli *c, const struct kind *k)
{
	return !c->args_n || str_is(c->args[0], k->name);
}

static int kinds_json(struct cli *c)
{
	const struct kinds *ks = desks_kinds();
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	list_begin(&w);
	for (size_t i = 0; i < ks->n; i++)
		if (wanted(c, ks->all[i]))
			kind_json(&w, ks->all[i]);
	return list_end(c, &w);
}

static int kinds_table(struct cli *c)
{
	static const enum text heading[] = { TEXT_COL_KIND, TEXT_COL_VERSION, TEXT_COL_DESK,
		TEXT_COL_NAME };
	const struct kinds *ks = desks_kinds();
	struct table t;

	table_init(&t, &c->cx, 4, "lrll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < ks->n; i++) {
		table_z(&t, ks->all[i]->name);
		table_int(&t, ks->all[i]->v);
		table_z(&t, ks->all[i]->desk);
		table_z(&t, c->zh ? ks->all[i]->zh : ks->all[i]->en);
	}
	return table_print(c, &t);
}

static struct str choices_text(struct cli *c, const struct field *f)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_add(&b, "", 0);
	for (const struct choice *k = f->choices; k && k->name; k++)
		buf_fmt(&b, "%s%s", b.n ? " " : "", k->name);
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

static int fields_table(struct cli *c, const struct kind *k)
{
	static const enum text heading[] = { TEXT_COL_FIELD, TEXT_COL_NAME, TEXT_COL_TYPE,
		TEXT_COL_NEEDED, TEXT_COL_CLASS, TEXT_COL_CHOICES };
	struct table t;

	table_init(&t, &c->cx, 6, "llllll");
	table_heading(&t, c, heading);
	for (const struct field *f = k->fields; f && f->name; f++) {
		table_z(&t, f->name);
		table_z(&t, c->zh ? f->zh : f->en);
		table_z(&t, field_type_names[f->type]);
		table_z(&t, f->required ? text_get(TEXT_YES, c->zh) : "");
		table_z(&t, f->personal == CLASS_OPEN ? "" : class_names[f->personal]);
		table_add(&t, choices_text(c, f));
	}
	return table_print(c, &t);
}

int command_kinds(struct cli *c)
{
	const struct kind *k = c->args_n ? kinds_newest(desks_kinds(), c->args[0]) : NULL;

	if (c->args_n && !k)
		return err(&c->cx, E_UNKNOWN_KIND, "kind", cx_text(&c->cx, c->args[0]));
	if (c->json)
		return kinds_json(c);
	return k ? fields_table(c, k) : kinds_table(c);
}

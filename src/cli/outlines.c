/* bulou import outlines: a GeoJSON file becomes the outlines of areas, and the points where subjects are (desk/map/features.c). */
#include "cli/commands.h"
#include "cli/show.h"
#include "cli/write.h"
#include "desk/map/map.h"
#include "sys/sys.h"

#define TOLD_MAX 20         /* features with a fault told on the terminal */
#define GROUP_BYTES 500000u /* of what is appended at once */
#define GROUP_MAX 500

struct outlines {
	struct cli *c;
	struct features_ask ask;
	struct features all;
	struct cli_batch batch;
	int32_t from; /* INT32_MIN: always */
	int64_t fresh, same, bad;
};

static int asked(struct outlines *o)
{
	struct cli *c = o->c;
	int e = 0;

	if (!cli_has(c, OPTION_DATUM))
		return cli_wrong(c, TEXT_OPTION_NEEDED, option_table[OPTION_DATUM].name);
	o->ask.property = cli_has(c, OPTION_PROPERTY) ? cli_option(c, OPTION_PROPERTY) : STR("");
	e = datum_read(&c->cx, cli_option(c, OPTION_DATUM), &o->ask.datum);
	return e ? e : cli_day(c, OPTION_FROM, INT32_MIN, &o->from);
}

static int file_read(struct outlines *o)
{
	static const struct str mark = { "\xef\xbb\xbf", 3 };
	struct cli *c = o->c;
	const struct json *v;
	struct str text;
	int e = sys_read_file(&c->cx, c->args[0].p, map_json_limits.bytes, &text);

	if (!e && str_starts(text, mark))
		text = (struct str){ text.p + mark.n, text.n - mark.n };
	if (!e)
		e = json_read(&c->cx, text, &map_json_limits, &v);
	if (!e)
		e = features_read(&c->cx, &c->cover, v, &o->ask, &o->all);
	for (size_t i = 0; !e && i < o->all.n; i++) {
		o->bad += o->all.all[i].error.code != 0;
		o->same += o->all.all[i].same;
	}
	o->fresh = (int64_t)o->all.n - o->bad - o->same;
	return e;
}

/* ---- the records ---- */

static void one_write(const struct outlines *o, const struct feature *f, struct buf *b)
{
	int32_t from = o->from != INT32_MIN ? o->from : f->from;
	struct jw w;

	writing_begin(&w, b,
		&(struct writing){ .kind = f->point ? "subject.located" : "area.outlined",
			.area = f->area,
			.subject = f->subject });
	jw_f_z(&w, "datum", datum_name((int)o->ask.datum));
	if (f->point) {
		row_degrees(&w, "lon", f->at.lon);
		row_degrees(&w, "lat", f->at.lat);
	} else {
		jw_f_str(&w, "outline", f->outline);
		if (from != INT32_MIN)
			row_day(&w, "from", from);
	}
	writing_end(&w);
}

static int group_end(struct outlines *o, struct buf *b)
{
	int e;

	buf_c(b, ']');
	if (!buf_ok(b))
		return err(&o->c->cx, E_NO_MEMORY, NULL);
	e = cli_append(o->c, buf_get(b), &o->batch);
	cli_turn(o->c);
	return e;
}

static int write_all(struct outlines *o)
{
	size_t n = 0;
	struct buf b;
	int e = 0;

	for (size_t i = 0; !e && i < o->all.n; i++) {
		const struct feature *f = &o->all.all[i];

		if (f->error.code || f->same)
			continue;
		if (!n)
			buf_init(&b, o->c->work.arena);
		buf_c(&b, n++ ? ',' : '[');
		one_write(o, f, &b);
		if (b.n < GROUP_BYTES && n < GROUP_MAX)
			continue;
		e = group_end(o, &b);
		n = 0;
	}
	return !e && n ? group_end(o, &b) : e;
}

/* ---- what is told ---- */

static void bad_tell(struct cli *c, const struct feature *f, size_t number)
{
	const struct err_info *e = &f->error;
	struct buf b;

	buf_init(&b, &c->arena);
	buf_str(&b, c->zh ? e->zh : e->en);
	buf_fmt(&b, c->zh ? "；" STR_FMT : "; " STR_FMT,
		STR_ARG(c->zh ? e->remedy_zh : e->remedy_en));
	cli_say(c, TEXT_BAD_FEATURE, cx_num(&c->cx, (int64_t)number), buf_get(&b).p);
}

static int told(struct outlines *o, bool dry)
{
	int64_t refused = o->bad + o->batch.refused, n = 0;
	struct cli *c = o->c;
	struct buf b;

	for (size_t i = 0; i < o->all.n; i++)
		if (o->all.all[i].error.code && n++ < TOLD_MAX)
			bad_tell(c, &o->all.all[i], i + 1);
	if (n > TOLD_MAX)
		cli_say(c, TEXT_MORE_BAD_FEATURES, cx_num(&c->cx, n - TOLD_MAX));
	buf_init(&b, &c->arena);
	cli_put(c, &b, dry ? TEXT_LOADED_DRY : TEXT_LOADED,
		cx_num(&c->cx, dry ? o->fresh : o->batch.accepted), cx_num(&c->cx, o->same),
		cx_num(&c->cx, refused));
	if (o->batch.accepted) {
		buf_z(&b, text_get(TEXT_LOADED_BATCH, c->zh));
		buf_uuid(&b, &o->batch.id);
	}
	buf_c(&b, '\n');
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

static int told_json(struct outlines *o, bool dry)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &o->c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_bool(&w, "dry_run", dry);
	row_uuid(&w, "batch", o->batch.accepted ? &o->batch.id : &uuid_nil);
	jw_f_int(&w, "accepted", dry ? o->fresh : o->batch.accepted);
	jw_f_int(&w, "duplicates", o->same);
	jw_f_int(&w, "refused", o->bad + o->batch.refused);
	row_features(&w, o->ask.datum, &o->all);
	jw_end_object(&w);
	return cli_json(o->c, &b);
}

int command_import_outlines(struct cli *c)
{
	bool dry = cli_has(c, OPTION_DRY_RUN);
	struct outlines o = { .c = c, .batch = { .id = sys_uuid() } };
	int e = asked(&o);

	if (!e)
		e = cli_open(c, dry ? SITE_READ : SITE_WRITE);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = file_read(&o);
	if (!e)
		store_rollback(c->store);
	if (!e && !dry)
		e = write_all(&o);
	if (!e)
		e = c->json ? told_json(&o, dry) : told(&o, dry);
	if (e)
		return e;
	if (o.batch.refused)
		return cli_failed(c, &o.batch.error);
	return o.bad ? -E_GEO : 0;
}

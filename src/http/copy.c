/* A copy of rows about people or homes: for a purpose, until a day, marked, and in the look-book before it leaves. */
#include "core/when.h"
#include "guard/look_book.h"
#include "http/own.h"
#include "sys/sys.h"

static const char *day_text(struct call *c, int32_t day)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_day(&b, day);
	return buf_ok(&b) ? cx_text(&c->cx, buf_get(&b)) : "?";
}

static int asked_check(struct call *c, const struct copy *copy)
{
	int32_t today = day_of(c->now), last = today + EXPORT_DAYS_MAX;

	if (!copy->why.n)
		return err(&c->cx, E_FIELD_MISSING, "why");
	if (copy->until == INT32_MIN)
		return err(&c->cx, E_FIELD_MISSING, "until");
	if (copy->until >= today && copy->until <= last)
		return 0;
	return err(&c->cx, E_FIELD_RANGE, "until", day_text(c, copy->until), day_text(c, today),
		day_text(c, last));
}

static int marks_make(struct call *c, struct copy *copy)
{
	const struct choice *why = look_choice(look_reasons, copy->why);
	const char *until = day_text(c, copy->until);
	struct buf page, row;

	buf_init(&page, c->cx.arena);
	buf_init(&row, c->cx.arena);
	buf_z(&page, copy->zh ? "编号 " : "copy ");
	buf_uuid(&page, &copy->id);
	buf_fmt(&page,
		copy->zh ? "，" STR_FMT " 打印；用途：%s；最迟保存到 %s" :
			   ", by " STR_FMT "; for: %s; to be destroyed after %s",
		STR_ARG(c->rights.person), copy->zh ? why->zh : why->en, until);
	buf_uuid(&row, &copy->id);
	buf_fmt(&row, " " STR_FMT " %s", STR_ARG(c->rights.person), until);
	copy->page = buf_get(&page);
	copy->row = buf_get(&row);
	return buf_ok(&page) && buf_ok(&row) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

int copy_begin(struct call *c, struct copy *copy)
{
	int e = asked_check(c, copy);

	copy->id = sys_uuid();
	return e ? e : marks_make(c, copy);
}

int copy_enter(
	struct call *c, const struct copy *copy, int64_t rows, const uint8_t digest[SEAL_HASH])
{
	struct look l = { .act = LOOK_EXPORTED,
		.screen = copy->list,
		.why = copy->why,
		.note = c->note.p ? c->note : STR(""),
		.until = copy->until,
		.rows = rows };
	struct buf hex;
	int e;

	buf_init(&hex, c->cx.arena);
	buf_hex(&hex, digest, SEAL_HASH);
	if (!buf_ok(&hex))
		return err(&c->cx, E_NO_MEMORY, NULL);
	l.digest = buf_get(&hex);
	look_by(&l, &c->rights, copy->right, c->now);
	e = look_write(&c->cx, &l, &copy->id, c->now, &c->entry);
	c->looked = !e;
	return e;
}

/* What goes to the terminal: messages and progress on standard error, answers on standard output. */
#include "cli/cli.h"

#include <errno.h>
#include <string.h>

#include "sys/sys.h"

#define PROGRESS_US 100000

static struct str filled(struct cli *c, struct cx *cx, enum text id, va_list ap)
{
	struct buf b;

	buf_init(&b, cx->arena);
	text_fill(&b, text_get(id, c->zh), ap);
	return buf_ok(&b) ? buf_get(&b) : str_of(text_get(id, c->zh));
}

void cli_tell(struct cli *c, enum text id, ...)
{
	struct str s;
	va_list ap;

	va_start(ap, id);
	s = filled(c, &c->cx, id, ap);
	va_end(ap);
	cli_progress_end(c);
	fprintf(stderr, STR_FMT "\n", STR_ARG(s));
}

void cli_fill(struct cli *c, struct buf *b, enum text id, ...)
{
	va_list ap;

	va_start(ap, id);
	text_fill(b, text_get(id, c->zh), ap);
	va_end(ap);
}

int cli_usage(struct cli *c, enum text id, ...)
{
	struct str s;
	va_list ap;

	va_start(ap, id);
	s = filled(c, &c->cx, id, ap);
	va_end(ap);
	return err(&c->cx, E_USAGE, NULL, s.p);
}

void cli_progress(struct cli *c, enum text id, int64_t done, int64_t all)
{
	int64_t now = sys_ticks_us();

	if (!c->progress || (c->shown && now - c->shown < PROGRESS_US))
		return;
	c->shown = now;
	fprintf(stderr, "\r%s %lld", text_get(id, c->zh), (long long)done);
	if (all > 0)
		fprintf(stderr, "/%lld (%lld%%)", (long long)all, (long long)(done * 100 / all));
	fputs("\x1b[K", stderr);
	fflush(stderr);
}

void cli_progress_end(struct cli *c)
{
	if (c->shown)
		fputs("\r\x1b[K", stderr);
	c->shown = 0;
}

void cli_turn(struct cli *c)
{
	err_clear(&c->work);
	arena_reset(&c->work_arena);
}

static struct str kept(struct cli *c, struct str s)
{
	struct str copy;

	return s.p && cx_str(&c->cx, s, &copy) == 0 ? copy : s.p ? STR("?") : STR_NONE;
}

/* The texts are copied: those of a turn go with it. */
int cli_failed(struct cli *c, const struct err_info *e)
{
	struct err_info copy = *e;

	if (!copy.code)
		return 0;
	copy.field = kept(c, e->field);
	copy.zh = kept(c, e->zh);
	copy.en = kept(c, e->en);
	copy.remedy_zh = kept(c, e->remedy_zh);
	copy.remedy_en = kept(c, e->remedy_en);
	c->cx.e = copy;
	return -copy.code;
}

int cli_work_failed(struct cli *c, int e)
{
	if (e && c->work.e.code)
		cli_failed(c, &c->work.e);
	return e;
}

void cli_out(struct cli *c, struct str s)
{
	if (!s.n || c->quiet)
		return;
	cli_progress_end(c);
	c->answered = true;
	fwrite(s.p, 1, s.n, stdout);
}

int cli_json(struct cli *c, struct buf *b)
{
	buf_c(b, '\n');
	if (!buf_ok(b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(b));
	return 0;
}

int cli_flush(struct cli *c)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return err(&c->cx, errno == ENOSPC ? E_DISK_FULL : E_IO, NULL, "stdout");
}

/* bulou backup --through PROGRAM: a backup that goes to wherever a program of the owner's takes it, and is safe only once it has come
 * back from there. Each time the program is run anew, with the name of the backup as its last word: it reads the backup, stores it,
 * and writes what it has stored. What it writes is read to its end and held against the journal, as by bulou backup returned. */
#include <stdio.h>
#include <string.h>

#include "cli/backup.h"
#include "cli/commands.h"
#include "cli/show.h"
#include "core/when.h"
#include "sys/sys.h"

/* A day is long for a county's backup over a slow line; without an end, one that hangs would be the last backup. */
#define PROGRAM_MS WHEN_DAY_MS

/* Both lie in the scratch folder, sealed as any backup, and go with the turn. */
struct passing {
	struct backup bk;
	struct stream_info wrote;
	const char *out, *back;
};

/* PROGRAM 20220830-180000-000000000048.bulou */
static const char *words_make(struct cli *c, int64_t last)
{
	int64_t now = sys_now(), s = (now - day_start(day_of(now))) / 1000;
	int y, m, d;
	struct buf b;

	day_civil(day_of(now), &y, &m, &d);
	buf_init(&b, &c->arena);
	buf_fmt(&b, "%s %04d%02d%02d-%02d%02d%02d-%012lld.bulou", c->args[0].p, y, m, d,
		(int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60), (long long)last);
	return buf_ok(&b) ? buf_get(&b).p : NULL;
}

static int pass(struct cli *c, struct passing *p)
{
	const char *words;
	int e = backup_stream(c, p->out, &p->wrote);

	words = e ? NULL : words_make(c, p->wrote.last);
	if (!e && !words)
		e = err(&c->cx, E_NO_MEMORY, NULL);
	/* The program takes its time, and what it gives back is held against the data as it is then. */
	cli_cover_end(c);
	if (!e)
		e = sys_pass(&c->cx, words, p->out, p->back, PROGRAM_MS);
	if (!e)
		e = stream_verify(&c->cx, p->back, &p->bk.info);
	if (!e)
		e = cli_cover(c);
	/* An older one that lay there may be a good backup: it is not this. */
	if (!e && (p->bk.info.last != p->wrote.last || p->bk.info.after))
		e = backup_unfit(c);
	return e ? e : backup_back(&p->bk);
}

/* PROGRAM: its memory ends with it. */
static int turn(struct cli *c)
{
	struct passing p = { .bk = { .c = c } };
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	p.out = sys_scratch_path(&c->cx, ".bulou");
	p.back = sys_scratch_path(&c->cx, ".back");
	if (!e && (!p.out || !p.back))
		e = -E_NO_MEMORY;
	if (!e)
		e = pass(c, &p);
	if (p.out)
		sys_remove(p.out);
	if (p.back)
		sys_remove(p.back);
	return e ? e : backup_answer(&p.bk);
}

int backup_through(struct cli *c)
{
	const char *args[] = { c->option[OPTION_THROUGH] };
	int64_t every = 0;
	int e;

	if (c->args_n || cli_has(c, OPTION_AFTER) || cli_has(c, OPTION_KEYS) ||
		cli_has(c, OPTION_INTO) || cli_has(c, OPTION_WHOLE))
		return cli_wrong(c, TEXT_BACKUP_THROUGH);
	c->args[0] = str_of(args[0]);
	if (!cli_has(c, OPTION_EVERY))
		return turn(c);
	e = cli_span(c, cli_option(c, OPTION_EVERY), &every);
	return e ? e : cli_again(c, turn, args, 1, 1, every);
}

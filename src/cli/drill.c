/* bulou drill: is what the backups hold enough, and how long does a restore take? Whoever has not tried it does not know. */
#include "cli/backup.h"
#include "cli/commands.h"
#include "cli/show.h"
#include "sys/sys.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct drill {
	int64_t restore_ms, verify_ms;
	int64_t last,
		until;  /* of what was restored: its last position, and when that was received */
	int64_t newest; /* of the data itself */
};

/* ---- steps, each a run of its own ---- */

static int newest_read(struct cli *c)
{
	struct drill *d = c->found;
	int e = cli_cover(c);

	return e ? e : journal_newest(&c->cx, c->store, &d->newest);
}

static int end_read(struct cli *c)
{
	struct drill *d = c->found;
	struct entry *entries;
	size_t n = 0;
	int e = cli_cover(c);

	if (!e)
		e = journal_newest(&c->cx, c->store, &d->last);
	if (!e)
		e = journal_read(&c->cx, c->store, d->last - 1, 1, 0, &entries, &n);
	d->until = n ? entries[0].received : 0;
	return e;
}

/* So long it takes, in ms. */
static int timed(struct cli *c, int (*run)(struct cli *c), const char *const *args, size_t n,
	int64_t *ret_ms)
{
	int64_t begin = sys_ticks_us();
	int e = cli_quietly(c, run, args, n);

	*ret_ms = (sys_ticks_us() - begin) / 1000;
	return e;
}

/* c's data is the scratch place now. */
static int drill_run(struct cli *c, struct drill *d)
{
	const char *files[CLI_ARGS_MAX];
	int e;

	for (size_t i = 0; i < c->args_n; i++)
		files[i] = c->args[i].p;
	e = timed(c, command_restore, files, c->args_n, &d->restore_ms);
	if (!e)
		e = timed(c, command_verify, NULL, 0, &d->verify_ms);
	return e ? e : cli_quietly(c, end_read, NULL, 0);
}

/* Backups of a later state than this data's leave nothing behind. */
static int64_t behind(const struct drill *d)
{
	return d->newest > d->last ? d->newest - d->last : 0;
}

static int drill_answer(struct cli *c, const struct drill *d)
{
	struct buf b;
	struct jw w;

	if (!c->json) {
		cli_say(c, TEXT_DRILL_DONE, cx_num(&c->cx, d->last),
			cx_text(&c->cx, text_decimal(&c->cx, d->restore_ms, 1000)),
			cx_text(&c->cx, text_decimal(&c->cx, d->verify_ms, 1000)));
		cli_say(c, TEXT_DRILL_UNTIL, cx_text(&c->cx, text_when(&c->cx, d->until)),
			cx_num(&c->cx, d->last), cx_num(&c->cx, behind(d)));
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_int(&w, "last", d->last);
	row_time(&w, "until", d->until);
	jw_f_int(&w, "behind", behind(d));
	jw_f_int(&w, "restore_ms", d->restore_ms);
	jw_f_int(&w, "verify_ms", d->verify_ms);
	jw_end_object(&w);
	return cli_json(c, &b);
}

/* ---- the place ---- */

static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
	stopped = number;
}

static int drill_in(struct cli *c, struct drill *d, const char *place, const char *key)
{
	int e;

	c->option[OPTION_KEY] = key;
	c->option[OPTION_DATA] = sys_path(&c->cx, place, "data");
	e = c->option[OPTION_DATA] ? drill_run(c, d) : -E_NO_MEMORY;
	return e ? e : drill_answer(c, d);
}

/* Waits for the process that restores; whoever stops this one stops that. Its exit status. */
static int child_wait(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		if (stopped)
			kill(child, SIGKILL);
	return stopped ? 128 + stopped : WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* The restore is another process's work, so that what lies in the scratch place goes also when it is stopped half-way. */
int command_drill(struct cli *c)
{
	const char *place = sys_scratch_path(&c->cx, "-drill"), *key = c->option[OPTION_KEY];
	struct sigaction stop = { .sa_handler = on_signal };
	struct drill *d = c->found = cx_new(&c->cx, struct drill);
	int e = place && d ? 0 : -E_NO_MEMORY;
	pid_t child;

	if (!e && !key)
		e = site_beside(&c->cx, c->option[OPTION_DATA], NULL, ".key", &key);
	if (!e)
		e = cli_quietly(c, newest_read, NULL, 0);
	if (e)
		return e;
	child = fork();
	if (child < 0)
		return err(&c->cx, E_IO, NULL, "fork");
	if (child == 0)
		return drill_in(c, d, place, key);
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	e = child_wait(child);
	sys_remove_dir(place);
	_exit(e); /* what there is to say the other has said */
}

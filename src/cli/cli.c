/* One run: read the words, run the command, report, leave with the right exit status. */
#include "cli/cli.h"

#include <string.h>
#include <unistd.h>

#include "cli/export.h"
#include "cli/help.h"
#include "guard/trace.h"
#include "sys/sys.h"

/* A command may hold the whole roster's ids, or a county's list of areas. */
#define RUN_ARENA (1024u << 20)
#define WORK_ARENA (512u << 20)

static void cli_init(struct cli *c, const struct cli_hooks *hooks)
{
	*c = (struct cli){ .hooks = hooks, .zh = sys_speaks_chinese(), .progress = isatty(2) };
	arena_init(&c->arena, &sys_heap, RUN_ARENA);
	arena_init(&c->work_arena, &sys_heap, WORK_ARENA);
	c->cx.arena = &c->arena;
	c->work.arena = &c->work_arena;
}

static void cli_done(struct cli *c)
{
	export_drop(c);
	cli_cover_end(c);
	site_close(c->site);
	arena_done(&c->work_arena);
	arena_done(&c->arena);
}

/* For programs: the error where they look for the answer. */
static void report_json(struct cli *c)
{
	const struct err_info *i = &c->cx.e;
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_name(&w, "error");
	jw_object(&w);
	jw_f_z(&w, "code", err_entry(i->code)->code);
	jw_f_str(&w, "field", i->field);
	jw_f_str(&w, "reason_zh", i->zh);
	jw_f_str(&w, "reason_en", i->en);
	jw_f_str(&w, "remedy", i->remedy_zh);
	jw_f_str(&w, "remedy_en", i->remedy_en);
	jw_end_object(&w);
	jw_end_object(&w);
	cli_json(c, &b);
}

void cli_report(struct cli *c)
{
	const struct err_info *i = &c->cx.e;
	struct str what = c->zh ? i->zh : i->en, remedy = c->zh ? i->remedy_zh : i->remedy_en;

	cli_progress_end(c);
	if (!i->code)
		return;
	fprintf(stderr, "bulou: " STR_FMT "\n", STR_ARG(what));
	if (remedy.n)
		fprintf(stderr, "       " STR_FMT "\n", STR_ARG(remedy));
	if (c->json && !c->answered)
		report_json(c);
}

static int run(struct cli *c, int argc, char **argv)
{
	int e = options_read(c, argc - 1, argv + 1);

	if (e)
		return e;
	if (cli_has(c, OPTION_HELP))
		return help_print(c);
	if (cli_has(c, OPTION_VERSION))
		return help_version(c);
	e = export_ask(c);
	return e ? e : c->command->run(c);
}

int cli_quietly(struct cli *c, int (*step_run)(struct cli *c), const char *const *args, size_t n)
{
	struct cli step;
	int e;

	cli_init(&step, c->hooks);
	step.quiet = true;
	step.found = c->found;
	step.option[OPTION_DATA] = c->option[OPTION_DATA];
	step.option[OPTION_KEY] = c->option[OPTION_KEY];
	for (size_t i = 0; i < n && i < CLI_ARGS_MAX; i++)
		step.args[step.args_n++] = str_of(args[i]);
	e = step_run(&step);
	if (e)
		cli_failed(c, &step.cx.e);
	cli_done(&step);
	return e;
}

/* Commands whose first word is one of these do something with accounts, keys or the whole of the data; and a workbook takes a
 * list out of the house. */
static bool is_traced(const struct cli *c)
{
	static const char *const words[] = { "backup", "device", "export", "init", "key", "purge",
		"resident", "restore", "session", "tls", "user" };
	struct str rest = str_of(c->command ? c->command->words : NULL), first;

	if (!str_split(&rest, ' ', &first) || cli_has(c, OPTION_HELP))
		return false;
	if (cli_has(c, OPTION_XLSX))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is(first, words[i]))
			return true;
	return false;
}

/* Who did it is known as far as the machine knows him. That it is not written down stops nobody from a restore. */
static void trace(struct cli *c, int e)
{
	struct trace_line l = { .sort = TRACE_COMMAND, .uid = getuid() };
	struct err_info kept = c->cx.e;
	struct trace *t;

	if (!is_traced(c))
		return;
	l.what = c->command->words;
	l.code = e ? err_entry(e)->code : "ok";
	err_clear(&c->cx);
	if (trace_open(&c->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], &t) == 0) {
		trace_tell(t, &l);
		trace_close(t);
	}
	c->cx.e = kept;
}

int cli_main(int argc, char **argv, const struct cli_hooks *hooks)
{
	struct cli c;
	int e, status;

	cli_init(&c, hooks);
	e = seal_start();
	if (e)
		err(&c.cx, e, NULL, "libsodium", "libsodium");
	else
		e = run(&c, argc, argv);
	if (!e)
		e = export_end(&c);
	if (!e)
		e = cli_flush(&c);
	trace(&c, e);
	if (e)
		cli_report(&c);
	cli_progress_end(&c);
	/* What was printed before an error is still the answer as far as it goes. */
	fflush(stdout);
	status = e ? err_entry(e)->exit : 0;
	cli_done(&c);
	return status;
}

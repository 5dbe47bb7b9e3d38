/* bulou-bench: options, the order of the measurements, and the table. */
#include "bench.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "seal/seal.h"
#include "sys/sys.h"

#define ROWS_MAX 64

struct options options = { .scale = 1 };

static pid_t parent;
static struct row rows[ROWS_MAX];
static size_t rows_n;

double seconds(void)
{
	return (double)sys_ticks_us() / 1e6;
}

void say(const char *fmt, ...)
{
	static double start;
	va_list ap;

	if (start == 0)
		start = seconds();
	fprintf(stderr, "%6.1f s  ", seconds() - start);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

void fail(const char *fmt, ...)
{
	va_list ap;

	fputs("bench: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	if (getpid() != parent)
		_exit(1); /* a child: what is to be tidied up is the parent's */
	exit(1);
}

const char *text(const char *fmt, ...)
{
	char line[1024];
	va_list ap;
	char *copy;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	copy = strdup(line);
	if (!copy)
		fail("no memory");
	return copy;
}

void must_at(struct cx *cx, int rc, const char *what)
{
	if (rc < 0)
		fail("%s: %.*s (%s:%d)", what, STR_ARG(cx->e.en), cx->e.file ? cx->e.file : "?",
			cx->e.line);
}

bool wanted(const char *name)
{
	return !options.only || strstr(name, options.only);
}

void row_add(const struct row *r)
{
	if (rows_n == ROWS_MAX)
		fail("too many rows");
	rows[rows_n++] = *r;
	say("%-28s %12.2f %-10s %s%s", r->name, r->value, r->unit, r->ok ? "ok" : "MISSED",
		r->ratio >= 0 ? text("  ratio %.2f of %.1f", r->ratio, r->limit) : "");
}

/* ---- the table ---- */

static void number(double v)
{
	if (v < 0)
		printf("null");
	else
		printf("%.3f", v);
}

static void print_json(void)
{
	printf("[");
	for (size_t i = 0; i < rows_n; i++) {
		const struct row *r = &rows[i];

		printf("%s\n  {\"name\": \"%s\", \"value\": %.3f, \"unit\": \"%s\", \"limit\": ",
			i ? "," : "", r->name, r->value, r->unit);
		number(r->limit);
		printf(", \"ratio\": ");
		number(r->ratio);
		printf(", \"want\": \"%s\", \"ok\": %s}", r->want, r->ok ? "true" : "false");
	}
	printf("\n]\n");
}

static void print_table(void)
{
	printf("%-28s %12s %-10s %12s %7s  %-34s %s\n", "name", "value", "unit", "limit", "ratio",
		"want", "ok");
	for (size_t i = 0; i < rows_n; i++) {
		const struct row *r = &rows[i];

		printf("%-28s %12.2f %-10s %12s %7s  %-34s %s%s%s\n", r->name, r->value, r->unit,
			r->limit < 0 ? "-" : text("%.1f", r->limit),
			r->ratio < 0 ? "-" : text("%.2f", r->ratio), r->want, r->ok ? "yes" : "NO",
			r->note ? "  " : "", r->note ? r->note : "");
	}
}

/* ---- options ---- */

static _Noreturn void usage(int status)
{
	fputs("bulou-bench [--json] [--full] [--only NAME] [--scale N] [--keep DIR]\n"
	      "  --full     nine whole rounds beside the one that is worked on, and 10 million records\n"
	      "  --only     only rows whose name holds NAME: singles, open-loop, batches, step, storm, boards, coverage, missing, get, guard,\n"
	      "             search, rebuild, restore, import, memory, postgres, growth\n"
	      "  --scale N  everything N times smaller, for trying the bench out\n"
	      "  --keep DIR takes the data of an earlier run from there, or leaves it there\n",
		status ? stderr : stdout);
	exit(status);
}

static void options_read(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;

		if (strcmp(argv[i], "--json") == 0)
			options.json = true;
		else if (strcmp(argv[i], "--full") == 0)
			options.full = true;
		else if (strcmp(argv[i], "--only") == 0 && more)
			options.only = argv[++i];
		else if (strcmp(argv[i], "--scale") == 0 && more &&
			strtol(argv[i + 1], NULL, 10) > 0)
			options.scale = (int)strtol(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--keep") == 0 && more)
			options.keep = argv[++i];
		else
			usage(strcmp(argv[i], "--help") == 0 ? 0 : 64);
	}
}

int main(int argc, char **argv)
{
	size_t missed = 0;

	parent = getpid();
	options_read(argc, argv);
	if (seal_start())
		fail("libsodium does not start");
	setvbuf(stdout, NULL, _IOFBF, 1 << 16);
	measure_posts();
	measure_surge();
	measure_reads();
	measure_guard();
	measure_rebuild();
	measure_import();
	measure_postgres();
	measure_growth();
	if (options.json)
		print_json();
	else
		print_table();
	for (size_t i = 0; i < rows_n; i++)
		missed += !rows[i].ok;
	/* A target that is missed is told, it is not an error: the machine decides it too. A wrong count has ended the run. */
	if (missed)
		say("%zu of %zu rows miss their target", missed, rows_n);
	return 0;
}

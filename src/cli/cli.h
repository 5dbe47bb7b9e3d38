/* The command line: one run of one command.
 *
 * cli_main reads the words after the program's name, finds the command in the table (cli/commands.c), opens what it
 * needs and runs it. What a command answers goes to standard output (a table, or JSON with --json); all else, also
 * progress, to standard error. The exit status is 0 or that of the error table. Commands return 0 or -E_*, as
 * everywhere; cli_main tells the person. Nothing here prints a personal value that the reader may not see: the reader
 * is the owner of the machine, who holds the key. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdio.h>

#include "cli/options.h"
#include "cli/text.h"
#include "guard/guard.h"

#define CLI_ARGS_MAX 64

struct cli;
struct export;

/* What main() hands down, because it lies beside this room: the commands that only it can run. NULL = not there. */
struct cli_hooks {
	int (*serve)(struct cli *c);
	int (*demo)(struct cli *c);
	const char *version; /* of the program */
};

struct cli_command {
	const char *words; /* "round open" */
	const char *
		args; /* "ROUND [FILE]": shown; upper case = needed, [X] = may be left out, X... = several */
	option_bits options; /* bit 1 << enum option; --help and --data, --key are always taken */
	enum text help;
	int (*run)(struct cli *c);
};
extern const struct cli_command cli_commands[]; /* words NULL ends it */

struct cli {
	struct cx cx; /* of the whole run */
	struct arena arena;
	struct cx work; /* of one turn of a loop: cli_turn forgets it */
	struct arena work_arena;
	bool zh, json, progress; /* progress: standard error is a terminal */
	bool quiet;              /* what it answers is not printed */
	const struct cli_command *command;
	const struct cli_hooks *hooks;
	const char *option[OPTIONS]; /* NULL: not given; "" for a flag */
	struct str args[CLI_ARGS_MAX];
	size_t args_n;
	struct site *site;   /* opened by cli_open */
	struct store *store; /* for reading, opened by cli_cover, in a read transaction */
	struct cover cover;
	int64_t shown;         /* sys_ticks_us of the latest progress line; 0 = none is standing */
	bool answered;         /* something went to standard output */
	struct export *export; /* of --xlsx; cli/export.h */
	void *found;           /* of a step: where it puts what its caller asked for */
};

int cli_main(int argc, char **argv, const struct cli_hooks *hooks);
/* Another command as a step of this one, on the same data; its answer is not printed, its error becomes that of the run. */
int cli_quietly(struct cli *c, int (*run)(struct cli *c), const char *const *args, size_t n);
void cli_report(struct cli *c); /* the error so far, to whoever sits there */

/* ---- opening ---- */

int cli_open(struct cli *c, enum site_mode mode);
/* Opens for reading and begins one read transaction; c->cover is ready. After cli_open or by itself. */
int cli_cover(struct cli *c);
void cli_cover_end(struct cli *c); /* ends the transaction and closes the connection */
const struct site_tables *cli_tables(void);

/* ---- what the person typed ---- */

bool cli_has(const struct cli *c, enum option o);
struct str cli_option(const struct cli *c, enum option o); /* STR_NONE when not given */
/* E_USAGE in the person's language. */
int cli_usage(struct cli *c, enum text id, ...) __attribute__((sentinel));
#define cli_wrong(c, ...) cli_usage((c), __VA_ARGS__, (const char *)0)
int cli_uuid(struct cli *c, struct str s, const char *what, struct uuid *ret);
int cli_moment(struct cli *c, struct str s, int64_t *ret); /* cli/moment.c says which forms */
int cli_span(struct cli *c, struct str s, int64_t *ret);   /* "15m", "4h", "2d" in ms */
int cli_due(struct cli *c, int64_t *ret); /* --due; one that has passed is taken, and told */
int cli_day(struct cli *c, enum option o, int32_t none, int32_t *ret);
/* These need cli_cover. An area by id, else by a code or name that only one has. */
int cli_area(struct cli *c, struct str s, struct str *ret);
int cli_area_option(struct cli *c, struct str *ret); /* "" when --area is not given */
/* A round by id or the beginning of one (4 or more characters) that only one has; no argument at i: the only open one. */
int cli_round(struct cli *c, size_t i, struct round *ret);
/* An incident by id or name. */
int cli_incident(struct cli *c, struct str s, struct incident *ret);
int cli_incident_option(struct cli *c, struct uuid *ret); /* nil when --incident is not given */
/* cli_cover, --incident and --area: how most lists begin. */
int cli_asked(struct cli *c, struct uuid *ret_incident, struct str *ret_area);

/* ---- telling ---- */

/* To standard error, with {0} … {3} filled in. */
void cli_tell(struct cli *c, enum text id, ...) __attribute__((sentinel));
#define cli_say(c, ...) cli_tell((c), __VA_ARGS__, (const char *)0)
/* The same text added to b. */
void cli_fill(struct cli *c, struct buf *b, enum text id, ...) __attribute__((sentinel));
#define cli_put(c, b, ...) cli_fill((c), (b), __VA_ARGS__, (const char *)0)
/* A line that is overwritten by the next; at most ten a second, none where nobody watches. all 0: not known. */
void cli_progress(struct cli *c, enum text id, int64_t done, int64_t all);
void cli_progress_end(struct cli *c);
/* Forgets what was made in c->work. */
void cli_turn(struct cli *c);
/* An error from elsewhere becomes that of the run: returns its code, negative. */
int cli_failed(struct cli *c, const struct err_info *e);
/* e, with the error of c->work as that of the run. */
int cli_work_failed(struct cli *c, int e);
/* To standard output. */
void cli_out(struct cli *c, struct str s);
/* b holds one JSON value; a line end is added. */
int cli_json(struct cli *c, struct buf *b);
int cli_flush(struct cli *c); /* E_IO when the answer could not be written */

/* ---- appending ---- */

struct cli_batch {
	struct uuid id; /* nil = none */
	int64_t accepted, duplicates, refused;
	struct err_info error; /* of the first that was refused */
};
/* Appends JSON (one record or a list) as the owner, in c->work; counts receipts. With refused records it goes on. */
int cli_append(struct cli *c, struct str json, struct cli_batch *batch);
/* The same for a command that writes one record: a refusal is its error. */
int cli_append_one(struct cli *c, struct str json);

#endif

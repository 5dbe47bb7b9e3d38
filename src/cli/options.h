/* The options of all commands: one table, from which they are read and explained. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/text.h"

/* X(id, name, value: NULL for a flag, text) */
#define OPTION_TABLE(X) \
	X(DATA, "data", "DIR|URL", OPT_DATA) \
	X(KEY, "key", "SOURCE", OPT_KEY) \
	X(HELP, "help", NULL, OPT_HELP) \
	X(JSON, "json", NULL, OPT_JSON) \
	X(XLSX, "xlsx", "FILE", OPT_XLSX) \
	X(AREA, "area", "AREA", OPT_AREA) \
	X(KIND, "kind", "KIND", OPT_KIND) \
	X(DUE, "due", "TIME", OPT_DUE) \
	X(QUESTION, "question", "TEXT", OPT_QUESTION) \
	X(FILTER, "filter", "FILTER", OPT_FILTER) \
	X(INCIDENT, "incident", "INCIDENT", OPT_INCIDENT) \
	X(STANDING, "standing", NULL, OPT_STANDING) \
	X(RESUME, "resume", "ROUND", OPT_RESUME) \
	X(EXERCISE, "exercise", NULL, OPT_EXERCISE) \
	X(TRIGGER, "trigger", "CAUSE", OPT_TRIGGER) \
	X(LEVEL, "level", "LEVEL", OPT_LEVEL) \
	X(SINCE, "since", "TIME", OPT_SINCE) \
	X(NO_HOME, "no-home", NULL, OPT_NO_HOME) \
	X(REASON, "reason", "TEXT", OPT_REASON) \
	X(DRY_RUN, "dry-run", NULL, OPT_DRY_RUN) \
	X(ERRORS, "errors", "FILE", OPT_ERRORS) \
	X(SHEET, "sheet", "NAME", OPT_SHEET) \
	X(DATUM, "datum", "wgs84|cgcs2000|gcj02|bd09", OPT_DATUM) \
	X(PROPERTY, "property", "NAME", OPT_PROPERTY) \
	X(LISTEN, "listen", "HOST:PORT", OPT_LISTEN) \
	X(TLS, "tls", NULL, OPT_TLS) \
	X(CERT, "cert", "FILE", OPT_CERT) \
	X(CERT_KEY, "cert-key", "FILE", OPT_CERT_KEY) \
	X(PLAIN, "plain", "HOST:PORT", OPT_PLAIN) \
	X(NEW_AUTHORITY, "new-authority", NULL, OPT_NEW_AUTHORITY) \
	X(WEB_DIR, "web-dir", "DIR", OPT_WEB_DIR) \
	X(ON, "on", "DAY", OPT_ON) \
	X(FROM, "from", "DAY", OPT_FROM) \
	X(TO, "to", "DAY", OPT_TO) \
	X(TITLE, "title", "TEXT", OPT_TITLE) \
	X(TITLE_EN, "title-en", "TEXT", OPT_TITLE_EN) \
	X(REPLACES, "replaces", "BULLETIN", OPT_REPLACES) \
	X(FORMAT, "format", "md|html|pdf|xlsx", OPT_FORMAT) \
	X(LANG, "lang", "zh|en", OPT_LANG) \
	X(OUTPUT, "output", "FILE", OPT_OUTPUT) \
	X(AFTER, "after", "POS", OPT_AFTER) \
	X(KEYS, "keys", "FILE", OPT_KEYS) \
	X(INTO, "into", "FOLDER", OPT_INTO) \
	X(THROUGH, "through", "PROGRAM", OPT_THROUGH) \
	X(EVERY, "every", "SPAN", OPT_EVERY) \
	X(WHOLE, "whole", "SPAN", OPT_WHOLE) \
	X(RESET, "reset", NULL, OPT_RESET) \
	X(YES, "yes", NULL, OPT_YES) \
	X(USER, "user", "USER", OPT_USER) \
	X(NAME, "name", "TEXT", OPT_NAME) \
	X(OFF, "off", NULL, OPT_OFF) \
	X(ROLE, "role", "ROLES", OPT_ROLE) \
	X(PURPOSE, "purpose", "PURPOSE", OPT_PURPOSE) \
	X(UNTIL, "until", "DAY", OPT_UNTIL) \
	X(ROUND, "round", "ROUND", OPT_ROUND) \
	X(POST, "post", "POST", OPT_POST) \
	X(URL, "url", "URL", OPT_URL) \
	X(GUARDIAN, "guardian", "SUBJECT", OPT_GUARDIAN) \
	X(CLASS, "class", "CLASSES", OPT_CLASS) \
	X(BEFORE, "before", "MONTH", OPT_BEFORE) \
	X(DOUBTFUL, "doubtful", "keep|destroy", OPT_DOUBTFUL) \
	X(NEW_KEY, "new-key", "SOURCE", OPT_NEW_KEY) \
	X(ONCE, "once", NULL, OPT_ONCE) \
	X(SEED, "seed", "N", OPT_SEED) \
	X(VILLAGES, "villages", NULL, OPT_VILLAGES) \
	X(FULL, "full", NULL, OPT_FULL) \
	X(DIRECT, "direct", NULL, OPT_DIRECT) \
	X(VERSION, "version", NULL, OPT_VERSION)

enum option {
#define X(id, name, value, text) OPTION_##id,
	OPTION_TABLE(X)
#undef X
		OPTIONS
};

struct option_entry {
	const char *name, *value;
	enum text help;
};
extern const struct option_entry option_table[OPTIONS];

/* A bit for each. */
__extension__ typedef unsigned __int128 option_bits;
#define OPTION_BIT(id) ((option_bits)1 << OPTION_##id)

struct cli;
/* Divides the words into options, command and arguments. E_USAGE. --help may stand anywhere. */
int options_read(struct cli *c, int argc, char **argv);

#endif
